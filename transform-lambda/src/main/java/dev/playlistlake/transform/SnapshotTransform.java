package dev.playlistlake.transform;

import dev.playlistlake.model.RawKey;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongConsumer;

/// Turns the current version of a raw object into its six files. [TransformHandler] uses it for one
/// object after the other. It has no state, so threads may share it.
///
/// S3 may deliver events more than once, out of order and at the same time. So only the key is
/// taken from the event, and the current version of the object is read. If the object changed while
/// its files were written, it is read again. So the last writer has read the last version.
final class SnapshotTransform {
  /// If the object changes during this many rounds, the call fails, and Lambda retries it later.
  static final int ROUNDS = 5;

  private final RawReader raw;
  private final ProcessedStore processed;

  SnapshotTransform(RawReader raw, ProcessedStore processed) {
    this.raw = raw;
    this.processed = processed;
  }

  /// Transforms the current version of one raw object.
  ///
  /// @param lengths receives the object's length in bytes each time that it is read
  /// @return the snapshot that was written; empty if the object no longer exists
  /// @throws TransformException if the document is rejected, a bucket fails, or the object changed
  ///   during each round
  Optional<Snapshot> run(RawKey key, LongConsumer lengths) {
    for (int round = 0; round < ROUNDS; round++) {
      Optional<Reading> read = read(key, lengths);
      if (read.isEmpty()) {
        return Optional.empty();
      }
      processed.put(read.get().snapshot);
      if (raw.entityTag(key.toString()).equals(Optional.of(read.get().entityTag))) {
        return Optional.of(read.get().snapshot);
      }
    }
    throw new TransformException(
        ("%s: changed during each of %d attempts to read it. Transform it again when it no longer"
                + " changes.")
            .formatted(raw.name(key.toString()), ROUNDS));
  }

  private Optional<Reading> read(RawKey key, LongConsumer lengths) {
    String name = raw.name(key.toString());
    Optional<RawReader.RawObject> found = raw.get(key.toString());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (RawReader.RawObject object = found.get()) {
      lengths.accept(object.bytes());
      Snapshot snapshot = DocumentReader.read(name, object.body()).snapshotOf(key);
      return Optional.of(new Reading(object.entityTag(), snapshot));
    } catch (IOException failed) {
      throw TransformException.unreadable(name, failed);
    }
  }

  private record Reading(String entityTag, Snapshot snapshot) {}
}
