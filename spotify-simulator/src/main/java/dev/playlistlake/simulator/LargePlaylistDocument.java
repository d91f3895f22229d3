package dev.playlistlake.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.playlistlake.simulator.PlaylistTimeline.Slot;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.List;

/// Writes a playlist of any length as one document, like the files of archives. Tests and
/// benchmarks of the transform use it. Stateless.
public final class LargePlaylistDocument {
  /// The ID in the document, after its entries.
  public static final String ID = "0BigPlaylistForTesting";

  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

  private LargePlaylistDocument() {}

  /// Writes a playlist object with all entries on one page, with one entry in memory at a time.
  /// Every entry is a song, and all songs occur equally often. For [AppKind#EXTENDED_QUOTA], an
  /// entry has about 3.8 kB. The stream stays open.
  ///
  /// @param entries number of entries
  /// @param distinctSongs number of different songs, at least 1
  public static void write(
      OutputStream out, int entries, int distinctSongs, AppKind kind, long seed)
      throws IOException {
    if (distinctSongs < 1) {
      throw new IllegalArgumentException(
          "distinctSongs is " + distinctSongs + ", expected at least 1");
    }
    ResponseOptions options =
        new ResponseOptions(kind, DAY, "https://api.spotify.com", true, false, 50, Quirk.NONE);
    AppKind.FieldNames names =
        kind == AppKind.EXTENDED_QUOTA ? AppKind.FieldNames.TRACKS : AppKind.FieldNames.ITEMS;
    PlaylistJson writer = new PlaylistJson(Library.seeded(seed).catalogue(), options);
    JsonGenerator json =
        SpotifyJson.generator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.writeStartObject();
    json.writeBooleanField("collaborative", false);
    json.writeStringField("name", "Big");
    json.writeFieldName("owner");
    writer.writeUser(json, User.ME);
    json.writeStringField("snapshot_id", "AAAAAQ");
    json.writeObjectFieldStart(names.pages().getFirst());
    json.writeArrayFieldStart("items");
    for (int i = 0; i < entries; i++) {
      writer.writeEntry(json, slot(i, i % distinctSongs), names.contents());
    }
    json.writeEndArray();
    json.writeNullField("next");
    json.writeNumberField("total", entries);
    json.writeEndObject();
    SpotifyJson.writeIdentity(json, options, "playlist", ID);
    json.writeEndObject();
    json.close();
  }

  private static Slot slot(int position, int song) {
    List<User> users = User.contributors(PlaylistDefinition.Access.COLLABORATIVE);
    String addedAt = DAY.minusDays(position % 4000) + "T08:30:00Z";
    return new Slot(
        ExpectedEntry.Kind.SONG, song, position, addedAt, users.get(position % users.size()).id());
  }
}
