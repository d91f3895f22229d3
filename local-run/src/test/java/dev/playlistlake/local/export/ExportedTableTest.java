package dev.playlistlake.local.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.local.lake.Playlists;
import dev.playlistlake.local.lake.SnapshotFilter;
import dev.playlistlake.model.PlaylistId;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The statements that select the exported rows.
final class ExportedTableTest {
  private static final ExportedTable SONGS = new ExportedTable("songs", "songs_typed");

  @Test
  void selectAllRowsWithoutAFilter() {
    assertThat(
            SONGS.sql(new SnapshotFilter(Optional.empty(), Optional.empty(), new Playlists.All())))
        .isEqualTo("SELECT * FROM songs_typed");
  }

  @Test
  void selectTheDaysAndPlaylistsOfTheFilter() {
    assertThat(
            SONGS.sql(
                new SnapshotFilter(
                    Optional.of(LocalDate.of(2026, 1, 1)),
                    Optional.of(LocalDate.of(2026, 12, 31)),
                    new Playlists.Named(Set.of(new PlaylistId("liked"), new PlaylistId("a_b-1"))))))
        .isEqualTo(
            "SELECT * FROM songs_typed WHERE snapshot_date >= '2026-01-01'"
                + " AND snapshot_date <= '2026-12-31' AND playlist_id IN ('a_b-1', 'liked')");
  }
}
