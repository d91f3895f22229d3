package dev.playlistlake.transform;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A raw bucket in memory. An object can have several versions. Each read replaces the current
/// version by the next, as if another writer had stored it at that moment.
final class FakeRawBucket implements RawReader {
  private final Map<String, Deque<String>> versions = new HashMap<>();

  /// The number of reads.
  int reads;

  /// Whether an object is deleted after it is read.
  boolean deletesAfterRead;

  /// Stores an object or replaces all its versions. Without versions the object doesn't exist.
  void put(String key, String... documents) {
    versions.put(key, new ArrayDeque<>(List.of(documents)));
  }

  @Override
  public Optional<RawObject> get(String key) {
    Deque<String> stored = stored(key);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    String tag = tag(stored);
    byte[] body = SampleDocument.json(stored.element()).getBytes(StandardCharsets.UTF_8);
    reads++;
    if (stored.size() > 1 || deletesAfterRead) {
      stored.remove();
    }
    return Optional.of(new RawObject(tag, body.length, new ByteArrayInputStream(body)));
  }

  @Override
  public Optional<String> entityTag(String key) {
    Deque<String> stored = stored(key);
    return stored.isEmpty() ? Optional.empty() : Optional.of(tag(stored));
  }

  @Override
  public String name(String key) {
    return "s3://raw/" + key;
  }

  private Deque<String> stored(String key) {
    return versions.getOrDefault(key, new ArrayDeque<>());
  }

  private static String tag(Deque<String> stored) {
    return "version " + stored.size();
  }
}
