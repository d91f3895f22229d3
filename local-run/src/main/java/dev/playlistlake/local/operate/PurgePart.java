package dev.playlistlake.local.operate;

import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A part of a lake that this program fills: keys of one bucket with one prefix.
public sealed interface PurgePart {
  /// The bucket, or the lake's folder.
  String bucket();

  /// How the part's keys begin.
  String prefix();

  /// Snapshots as the extract stores them. Keys of another form are not the program's.
  record Snapshots(String bucket) implements PurgePart {
    @Override
    public String prefix() {
      return RawKey.PREFIX;
    }
  }

  /// One of the six tables. Keys of another form are not the program's.
  record Rows(String bucket, Table<?> table) implements PurgePart {
    @Override
    public String prefix() {
      return table.name() + "/";
    }
  }

  /// What no single playlist owns: it goes as a whole, or not at all.
  record Whole(String bucket, String prefix) implements PurgePart {}

  /// The parts of two buckets.
  static List<PurgePart> of(String rawBucket, String processedBucket) {
    List<PurgePart> parts = new ArrayList<>();
    parts.add(new Snapshots(rawBucket));
    for (Table<?> table : Tables.ALL) {
      parts.add(new Rows(processedBucket, table));
    }
    parts.add(new Whole(rawBucket, "state/"));
    parts.add(new Whole(processedBucket, "song_history/"));
    return List.copyOf(parts);
  }

  /// The snapshot that a key belongs to; empty for a key that is not of the part's form.
  default Optional<RawKey> snapshot(String key) {
    return switch (this) {
      case Snapshots _ -> RawKey.parse(key);
      case Rows rows -> rows.table().snapshotOf(key);
      case Whole _ -> Optional.empty();
    };
  }

  /// Whether an object is the program's, in this part.
  default boolean holds(StoredVersion found) {
    return found.bucket().equals(bucket())
        && found.key().startsWith(prefix())
        && (this instanceof Whole || snapshot(found.key()).isPresent());
  }

  /// Its place, for a person.
  default String shown() {
    return bucket() + "/" + prefix();
  }
}
