package dev.playlistlake.transform;

import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.PlaylistSummary;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.time.LocalDate;
import java.util.List;

/// One playlist at one moment, as rows of the six tables.
public final class Snapshot {
  private final LocalDate date;
  private final PlaylistId playlist;
  private final PlaylistRows rows;
  private final PlaylistSummary summary;

  /// Makes the snapshot of a playlist.
  ///
  /// @param date the partition: the UTC date of the run
  /// @param extractedAt UTC, `YYYY-MM-DDTHH:MM:SSZ`
  /// @throws TransformException when entries, songs, duplicates and rejects don't add up
  Snapshot(
      LocalDate date,
      PlaylistId playlist,
      PlaylistContent content,
      String extractedAt,
      String rawKey) {
    this.date = date;
    this.playlist = playlist;
    this.rows = content.rows();
    this.summary = summary(content, extractedAt, rawKey);
    requireReconciled();
  }

  private static PlaylistSummary summary(
      PlaylistContent content, String extractedAt, String rawKey) {
    PlaylistDetails details = content.details();
    PlaylistRows rows = content.rows();
    return new PlaylistSummary(
        details.name,
        details.description,
        details.ownerId,
        details.ownerName,
        details.isPublic,
        details.isCollaborative,
        details.followers,
        details.snapshotId,
        extractedAt,
        content.itemsDeclared(),
        rows.itemsRead(),
        rows.songs().size(),
        rows.duplicates(),
        rows.rejects().size(),
        rows.albums().size(),
        rows.artists().size(),
        rows.totalDurationMs(),
        rows.explicitSongs(),
        details.url,
        rawKey);
  }

  private void requireReconciled() {
    long sum = summary.songs() + summary.duplicates() + summary.rejects();
    if (summary.itemsRead() != sum) {
      throw new TransformException(
          "%s: read %d entries, but songs + duplicates + rejects are %d: a fault of this program"
              .formatted(summary.rawKey(), summary.itemsRead(), sum));
    }
  }

  public LocalDate date() {
    return date;
  }

  public PlaylistId playlist() {
    return playlist;
  }

  public PlaylistSummary summary() {
    return summary;
  }

  /// The six files in the order in which they are written, `playlists` last.
  public List<CsvFile<?>> files() {
    return List.of(
        file(Tables.SONGS, rows.songs()),
        file(Tables.ALBUMS, rows.albums()),
        file(Tables.ARTISTS, rows.artists()),
        file(Tables.SONG_ARTISTS, rows.songArtists()),
        file(Tables.REJECTS, rows.rejects()),
        file(Tables.PLAYLISTS, List.of(summary)));
  }

  private <R> CsvFile<R> file(Table<R> table, Iterable<R> tableRows) {
    return new CsvFile<>(table.key(date, playlist), playlist, table, tableRows);
  }
}
