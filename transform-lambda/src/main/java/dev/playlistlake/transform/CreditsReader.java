package dev.playlistlake.transform;

import dev.playlistlake.model.Credit;
import dev.playlistlake.model.Credits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Reads the array `artists` of a track or album.
final class CreditsReader {
  private CreditsReader() {}

  /// A credit is an object in `artists`; whatever else lies there is no credit.
  static Credits read(JsonCursor json) throws IOException {
    List<Credit> credits = new ArrayList<>(2);
    if (json.onArray()) {
      while (json.nextElement()) {
        if (json.onObject()) {
          credits.add(credit(json));
        } else {
          json.skip();
        }
      }
    } else {
      json.skip();
    }
    return new Credits(credits);
  }

  private static Credit credit(JsonCursor json) throws IOException {
    String id = "";
    String name = "";
    String url = "";
    for (String member; (member = json.nextMember()) != null; ) {
      switch (member) {
        case "id" -> id = json.text();
        case "name" -> name = json.text();
        case "external_urls" -> url = json.textOf("spotify");
        default -> json.skip();
      }
    }
    return new Credit(id, name, url);
  }
}
