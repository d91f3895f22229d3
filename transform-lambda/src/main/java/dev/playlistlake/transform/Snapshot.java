package dev.playlistlake.transform;

import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.PlaylistSummary;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.time.LocalDate;
import java.util.List;

/// One playlist at one moment, as rows of the six tables. [RawDocument] creates it, and
/// [ProcessedStore] writes it. It doesn't change after its creation.
public final class Snapshot {
  private final LocalDate date;
  private final PlaylistId playlist;
  private final PlaylistRows rows;
  private final PlaylistSummary summary;

  /// Creates the snapshot of a playlist.
  ///
  /// @param date the UTC date of the run, which is the partition
  /// @param extractedAt UTC, `YYYY-MM-DDTHH:MM:SSZ`
  /// @throws TransformException if the number of entries differs from the sum of songs, duplicates
  ///   and rejects
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
        rawKey,
        details.imageUrl,
        rows.unreadable());
  }

  private void requireReconciled() {
    long sum = summary.songs() + summary.duplicates() + summary.rejects();
    if (summary.itemsRead() != sum) {
      throw new TransformException(
          "%s: read %d entries, but songs + duplicates + rejects = %d. This is a bug in Playlist Lake."
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

  /// The six files in the order in which they are written. `playlists` is the last.
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
