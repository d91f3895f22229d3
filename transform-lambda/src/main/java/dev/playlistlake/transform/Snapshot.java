package dev.playlistlake.transform;

import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.PlaylistSummary;
import dev.playlistlake.model.Tables;
import java.time.LocalDate;
import java.util.List;

/// One playlist as it stood at one moment, as rows of the six tables.
public final class Snapshot {
  private final LocalDate date;
  private final PlaylistId playlist;
  private final EntryTables entries;
  private final PlaylistSummary summary;

  /// Puts a playlist in its place.
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
    this.entries = content.entries();
    this.summary = summary(content, extractedAt, rawKey);
    requireReconciled();
  }

  private static PlaylistSummary summary(
      PlaylistContent content, String extractedAt, String rawKey) {
    Header header = content.header();
    EntryTables entries = content.entries();
    return new PlaylistSummary(
        header.name,
        header.description,
        header.ownerId,
        header.ownerName,
        header.isPublic,
        header.isCollaborative,
        header.followers,
        header.snapshotId,
        extractedAt,
        content.itemsDeclared(),
        entries.itemsRead(),
        entries.songs().size(),
        entries.duplicates(),
        entries.rejects().size(),
        entries.albums().size(),
        entries.artists().size(),
        entries.totalDurationMs(),
        entries.explicitSongs(),
        header.url,
        rawKey);
  }

  private void requireReconciled() {
    long told = summary.songs() + summary.duplicates() + summary.rejects();
    if (summary.itemsRead() != told) {
      throw new TransformException(
          "%s: read %d entries, but songs + duplicates + rejects are %d: a fault of this program"
              .formatted(summary.rawKey(), summary.itemsRead(), told));
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

  /// The six tables in the order in which they are written, `playlists` last.
  public List<TableRows<?>> tables() {
    return List.of(
        new TableRows<>(Tables.SONGS, entries.songs()),
        new TableRows<>(Tables.ALBUMS, entries.albums()),
        new TableRows<>(Tables.ARTISTS, entries.artists()),
        new TableRows<>(Tables.SONG_ARTISTS, entries.songArtists()),
        new TableRows<>(Tables.REJECTS, entries.rejects()),
        new TableRows<>(Tables.PLAYLISTS, List.of(summary)));
  }
}
