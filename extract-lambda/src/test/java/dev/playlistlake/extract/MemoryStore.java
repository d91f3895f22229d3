package dev.playlistlake.extract;

import dev.playlistlake.model.RawKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The raw bucket in memory.
class MemoryStore implements RawStore {
  final Map<String, byte[]> stored = Collections.synchronizedMap(new TreeMap<>());
  final Map<String, Instant> times = Collections.synchronizedMap(new HashMap<>());
  final Map<String, String> states = Collections.synchronizedMap(new TreeMap<>());

  private final InstantSource clock;

  MemoryStore(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void put(RawKey key, byte[] envelope) {
    stored.put(key.toString(), envelope);
    times.put(key.toString(), clock.instant());
  }

  @Override
  public Optional<Instant> storedAt(RawKey key) {
    return Optional.ofNullable(times.get(key.toString()));
  }

  @Override
  public Optional<String> state(String key) {
    return Optional.ofNullable(states.get(key));
  }

  @Override
  public void putState(String key, String json) {
    states.put(key, json);
  }
}
