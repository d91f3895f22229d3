package dev.playlistlake.local.purge;

import dev.playlistlake.local.report.covers.CoverCache;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A part of a lake that this program writes: keys of one bucket with one prefix. [Purge] uses it.
/// Immutable.
public sealed interface PurgePart {
  /// Returns the bucket, or the folder of the lake that takes its place.
  String bucket();

  /// Returns the prefix of the keys.
  String prefix();

  /// Snapshots. Keys of another form do not belong to this program.
  record Snapshots(String bucket) implements PurgePart {
    @Override
    public String prefix() {
      return RawKey.PREFIX;
    }
  }

  /// One of the six tables. Keys of another form do not belong to this program.
  record Rows(String bucket, Table<?> table) implements PurgePart {
    @Override
    public String prefix() {
      return table.name() + "/";
    }
  }

  /// Objects that belong to all playlists, so that they are deleted together or not at all.
  record Whole(String bucket, String prefix) implements PurgePart {}

  /// The files of a history table. SQL deletes rows of some playlists in them.
  record History(String bucket, String prefix) implements PurgePart {}

  /// The covers of the report page. Their files do not name a playlist, and the next report loads
  /// them again, so every purge deletes all of them.
  record CachedCovers(String bucket) implements PurgePart {
    @Override
    public String prefix() {
      return "";
    }
  }

  /// Returns the parts of two buckets without the history tables, snapshots first.
  static List<PurgePart> of(String rawBucket, String processedBucket) {
    List<PurgePart> parts = new ArrayList<>();
    parts.add(new Snapshots(rawBucket));
    for (Table<?> table : Tables.ALL) {
      parts.add(new Rows(processedBucket, table));
    }
    parts.add(new Whole(rawBucket, "state/"));
    return List.copyOf(parts);
  }

  /// Returns the snapshot that a key belongs to; empty for a key of another form.
  default Optional<RawKey> snapshot(String key) {
    return switch (this) {
      case Snapshots _ -> RawKey.parse(key);
      case Rows rows -> rows.table().snapshotOf(key);
      case Whole _, History _, CachedCovers _ -> Optional.empty();
    };
  }

  /// Returns whether this part contains the object.
  default boolean holds(StoredVersion found) {
    return found.bucket().equals(bucket())
        && found.key().startsWith(prefix())
        && switch (this) {
          case Whole _, History _ -> true;
          case CachedCovers _ -> CoverCache.isFile(found.key());
          case Snapshots _, Rows _ -> snapshot(found.key()).isPresent();
        };
  }

  /// Returns whether objects of this part belong to all playlists, and only a purge of everything
  /// deletes them.
  default boolean isWhole() {
    return switch (this) {
      case Whole _, History _ -> true;
      case Snapshots _, Rows _, CachedCovers _ -> false;
    };
  }

  /// Returns bucket and prefix for messages.
  default String shown() {
    return bucket() + "/" + prefix();
  }
}
