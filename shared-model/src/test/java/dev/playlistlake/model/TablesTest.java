package dev.playlistlake.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Compares the schema with its columns, which are repeated here. Columns may only be appended.
final class TablesTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          songs | playlist_id* song_id* song_name position:i occurrences:i added_at:t? added_by? album_id? artist_id? artist_names artist_count:i duration_ms:i? explicit:b? popularity:i? disc_number:i? track_number:i? isrc? is_playable:b? song_url? linked_from_id?
          albums | playlist_id* album_id* album_name album_type? release_date? release_date_precision? release_year:i? total_tracks:i? artist_id? artist_names songs_on_playlist:i album_url? image_url?
          artists | playlist_id* artist_id* artist_name songs_on_playlist:i artist_url?
          song_artists | playlist_id* song_id* artist_position:i* artist_id
          rejects | playlist_id* position:i* reason item_type? item_id? item_name? artist_names? added_at:t? uri? detail?
          playlists | playlist_id* playlist_name description? owner_id? owner_name? is_public:b? is_collaborative:b? followers:i? spotify_snapshot_id? extracted_at:t items_declared:i? items_read:i songs:i duplicates:i rejects:i albums:i artists:i total_duration_ms:i explicit_songs:i playlist_url? raw_key image_url? unreadable:i
          """)
  void hasTheColumnsOfTheContract(String name, String columns) {
    Table<?> table =
        Tables.ALL.stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow();

    assertThat(table.columns().stream().map(TablesTest::shorthand).collect(Collectors.joining(" ")))
        .as("columns of %s in Tables.java, expected those of this test", name)
        .isEqualTo(columns);
  }

  private static String shorthand(Column<?> column) {
    String type =
        switch (column.type()) {
          case STRING -> "";
          case INTEGER -> ":i";
          case BOOLEAN -> ":b";
          case TIMESTAMP -> ":t";
        };
    return column.name() + type + (column.key() ? "*" : "") + (column.optional() ? "?" : "");
  }

  @Test
  void writesPlaylistsLast() {
    assertThat(Tables.ALL).hasSize(6);
    assertThat(Tables.ALL.getLast()).isEqualTo(Tables.PLAYLISTS);
  }

  @Test
  void namesEveryReasonOfARejectInItsOrder() {
    Column<Reject> reason =
        Tables.REJECTS.columns().stream()
            .filter(column -> column.name().equals("reason"))
            .findFirst()
            .orElseThrow();

    assertThat(reason.meaning().split(", | or "))
        .as("the meaning of rejects.reason in Tables.java, expected the values of Reject.Reason")
        .containsExactly(
            Stream.of(Reject.Reason.values()).map(Reject.Reason::text).toArray(String[]::new));
  }

  @Test
  void theKeyOfAFileHasTheDateAndThePlaylist() {
    assertThat(Tables.SONGS.key(LocalDate.of(2026, 1, 2), new PlaylistId("p")))
        .isEqualTo("songs/snapshot_date=2026-01-02/p.csv");
  }

  @Test
  void returnsTheValuesOfARowInColumnOrder() {
    assertThat(Tables.ARTISTS.values(new PlaylistId("p"), new Artist("a", "A", 3, "u")))
        .isEqualTo(List.of("p", "a", "A", "3", "u").toArray());
  }

  @Test
  void findsTheSnapshotOfAKey() {
    RawKey snapshot = new RawKey(LocalDate.of(2026, 1, 2), new PlaylistId("p-1_Q"));

    for (Table<?> table : Tables.ALL) {
      assertThat(table.snapshotOf(table.key(snapshot.date(), snapshot.playlist())))
          .contains(snapshot);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".csv",
        "songs/",
        "songs/.csv",
        "songs.csv",
        "songs/p.csv",
        "songs/snapshot_date=2026-01-02/.csv",
        "songs/snapshot_date=2026-02-30/p.csv",
        "songs/snapshot_date=2026-1-2/p.csv",
        "songs/snapshot_date=2026-01-02/p.csv ",
        "songs/snapshot_date=2026-01-02/p.CSV",
        "songs/snapshot_date=2026-01-02/a/p.csv",
        "songs/snapshot_date=2026-01-02/p.json.gz",
        "songs/songs/snapshot_date=2026-01-02/p.csv",
        "/songs/snapshot_date=2026-01-02/p.csv",
        "albums/snapshot_date=2026-01-02/p.csv",
        "song_artists/snapshot_date=2026-01-02/p.csv"
      })
  void findsNoSnapshotForAKeyOfAnotherForm(String key) {
    assertThat(Tables.SONGS.snapshotOf(key)).isEmpty();
  }
}
