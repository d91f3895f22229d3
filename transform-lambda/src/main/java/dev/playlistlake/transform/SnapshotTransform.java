package dev.playlistlake.transform;

import dev.playlistlake.model.RawKey;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongConsumer;

/// Turns the newest version of a raw object into its six files, in whichever order events arrive.
/// The handler has one and uses it for one object after the other.
///
/// S3 delivers events more than once, out of order and at the same time. So the event only names
/// the key: the object is read in its current version, and read again if it changed while its
/// tables were written. The last writer has then read the last version.
final class SnapshotTransform {
  /// After so many changes during one call the call fails, and Lambda retries it later.
  static final int ROUNDS = 5;

  private final RawReader raw;
  private final ProcessedStore processed;

  SnapshotTransform(RawReader raw, ProcessedStore processed) {
    this.raw = raw;
    this.processed = processed;
  }

  /// Transforms the current version of one raw object.
  ///
  /// @param reading receives the object's length in bytes each time that it is read
  /// @return the snapshot that was written; empty when the object is gone
  /// @throws TransformException when the document is refused, a bucket fails, or the object changes
  ///   faster than it is read
  Optional<Snapshot> run(RawKey key, LongConsumer reading) {
    for (int round = 0; round < ROUNDS; round++) {
      Optional<Reading> read = read(key, reading);
      if (read.isEmpty()) {
        return Optional.empty();
      }
      processed.put(read.get().snapshot);
      if (raw.entityTag(key.toString()).equals(Optional.of(read.get().entityTag))) {
        return Optional.of(read.get().snapshot);
      }
    }
    throw new TransformException(
        "%s: changed during each of %d readings: transform it again when its writers are done"
            .formatted(raw.name(key.toString()), ROUNDS));
  }

  private Optional<Reading> read(RawKey key, LongConsumer reading) {
    String name = raw.name(key.toString());
    Optional<RawReader.RawObject> found = raw.get(key.toString());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (RawReader.RawObject object = found.get()) {
      reading.accept(object.bytes());
      Snapshot snapshot = DocumentReader.read(name, object.body()).snapshotOf(key);
      return Optional.of(new Reading(object.entityTag(), snapshot));
    } catch (IOException broken) {
      throw new TransformException(name + ": can't be read: " + broken.getMessage(), broken);
    }
  }

  private record Reading(String entityTag, Snapshot snapshot) {}
}
