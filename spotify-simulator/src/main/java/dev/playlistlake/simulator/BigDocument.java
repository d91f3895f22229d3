package dev.playlistlake.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.List;

/// A playlist of any length in one document, as archives hold it: for tests and measurements.
public final class BigDocument {
  /// The id that the document carries, behind its entries.
  public static final String ID = "0BigPlaylistForTesting";

  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

  private BigDocument() {}

  /// Writes a playlist object with all entries on its one page, holding one entry at a time. Every
  /// entry is a song; the songs take turns, so that each stands there equally often. In the
  /// [AppKind#EXTENDED_QUOTA] shape an entry has about 3.8 kB. The stream stays open.
  public static void write(
      OutputStream out, int entries, int distinctSongs, AppKind kind, long seed)
      throws IOException {
    if (distinctSongs < 1) {
      throw new IllegalArgumentException("distinctSongs is " + distinctSongs + ", want at least 1");
    }
    View view = new View(kind, DAY, "https://api.spotify.com", true, false, 50);
    Shape shape = kind == AppKind.EXTENDED_QUOTA ? Shape.TRACKS : Shape.ITEMS;
    PageJson page = new PageJson(Library.seeded(seed).catalogue(), view);
    JsonGenerator json = Json.to(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.writeStartObject();
    json.writeBooleanField("collaborative", false);
    json.writeStringField("name", "Big");
    Json.object(json, "owner", owner -> new UserJson(view).members(owner, User.ME));
    json.writeStringField("snapshot_id", "AAAAAQ");
    json.writeObjectFieldStart(shape.pages().getFirst());
    json.writeArrayFieldStart("items");
    for (int i = 0; i < entries; i++) {
      page.entry(json, slot(i, i % distinctSongs), shape.contents());
    }
    endPage(json, entries);
    Json.identity(json, view, "playlist", ID);
    json.writeEndObject();
    json.close();
  }

  private static void endPage(JsonGenerator json, int total) throws IOException {
    json.writeEndArray();
    json.writeNullField("next");
    json.writeNumberField("total", total);
    json.writeEndObject();
  }

  private static Slot slot(int position, int song) {
    List<User> users = User.contributors(Access.COLLABORATIVE);
    String addedAt = DAY.minusDays(position % 4000) + "T08:30:00Z";
    return new Slot(
        Entry.Kind.SONG, song, position, addedAt, users.get(position % users.size()).id());
  }
}
