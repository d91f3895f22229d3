package dev.playlistlake.local.report.covers;

import dev.playlistlake.local.cli.Counts;
import dev.playlistlake.local.cli.FileErrors;
import dev.playlistlake.local.cli.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Loads covers as small `data:` addresses for the report page, from a cache or from Spotify's
/// image hosts. A cover that cannot be loaded is counted and left out; it never fails the report.
/// Used by `report`, in one thread.
public final class Covers implements AutoCloseable {
  /// Spotify's guidelines for the page: every cover links to its album or playlist on Spotify, and
  /// the page names Spotify. See `docs/spotify.md`, "Covers".
  public static final String ATTRIBUTION =
      "Covers and names are from Spotify and belong to their owners. Each cover links to Spotify.";

  /// With more covers, the page would become too large.
  static final int MOST_COVERS = 300;

  /// The longest sum of all `data:` addresses, in characters.
  static final int MOST_CHARACTERS = 1_000_000;

  private static final int PARALLEL = 4;
  private static final int MOST_FAILURES = 10;
  private static final Duration TIME = Duration.ofMinutes(2);
  private static final String PREFIX = "data:image/jpeg;base64,";

  private final CoverDownload download;
  private final Optional<CoverCache> cache;
  private final AtomicInteger failuresInARow = new AtomicInteger();
  private final AtomicReference<String> notStored = new AtomicReference<>("");

  /// Covers of Spotify.
  ///
  /// @param cache empty to store nothing
  public Covers(Optional<CoverCache> cache) {
    this(new CoverDownload(), cache);
  }

  /// Covers that a test serves.
  Covers(CoverDownload download, Optional<CoverCache> cache) {
    this.download = download;
    this.cache = cache;
  }

  /// The covers for a page.
  ///
  /// @param dataUris by the address of the image
  /// @param wanted how many different covers the page has without the limits
  /// @param warning why covers are missing, or empty
  public record Loaded(Map<String, String> dataUris, int wanted, String warning) {
    /// No covers.
    public static final Loaded NONE = new Loaded(Map.of(), 0, "");

    public Loaded {
      dataUris = Collections.unmodifiableMap(new LinkedHashMap<>(dataUris));
    }

    /// Returns the number of covers as `12 covers` or `300 of 1,200 covers`.
    public String summary() {
      return dataUris.size() == wanted
          ? Counts.of(wanted, "cover")
          : "%,d of %s".formatted(dataUris.size(), Counts.of(wanted, "cover"));
    }
  }

  /// Loads the first covers, up to the limits of a page.
  ///
  /// @param addresses of images, most important first; they may contain anything
  /// @param progress receives messages
  public Loaded load(List<String> addresses, Progress progress) throws InterruptedException {
    List<String> wanted = addresses.stream().distinct().toList();
    Map<String, Future<byte[]>> loading = new LinkedHashMap<>();
    long end = System.nanoTime() + TIME.toNanos();
    try (ExecutorService threads = Executors.newFixedThreadPool(PARALLEL)) {
      for (String address : wanted.subList(0, Math.min(MOST_COVERS, wanted.size()))) {
        loading.put(address, threads.submit(() -> load(address, end)));
      }
      return collect(loading, wanted.size(), progress);
    }
  }

  private Loaded collect(Map<String, Future<byte[]>> loading, int wanted, Progress progress)
      throws InterruptedException {
    Map<String, String> dataUris = new LinkedHashMap<>();
    Map<CoverFailure, Integer> failures = new EnumMap<>(CoverFailure.class);
    int characters = 0;
    int done = 0;
    for (Map.Entry<String, Future<byte[]>> cover : loading.entrySet()) {
      try {
        String uri = PREFIX + Base64.getEncoder().encodeToString(cover.getValue().get());
        if (characters + uri.length() <= MOST_CHARACTERS) {
          characters += uri.length();
          dataUris.put(cover.getKey(), uri);
        }
      } catch (ExecutionException failed) {
        failures.merge(failure(failed.getCause()), 1, Integer::sum);
      }
      int soFar = ++done;
      progress.tick(() -> "… %,d of %s".formatted(soFar, Counts.of(loading.size(), "cover")));
    }
    return new Loaded(dataUris, wanted, warning(failures, loading.size()));
  }

  private static CoverFailure failure(@Nullable Throwable cause) {
    return cause instanceof CoverException known ? known.failure() : CoverFailure.NO_IMAGE;
  }

  private byte[] load(String address, long end) throws CoverException, InterruptedException {
    Optional<byte[]> stored = cache.flatMap(covers -> covers.get(address));
    if (stored.isPresent()) {
      return stored.get();
    }
    if (failuresInARow.get() >= MOST_FAILURES || System.nanoTime() > end) {
      throw new CoverException(CoverFailure.SKIPPED);
    }
    try {
      byte[] thumbnail = Thumbnail.of(download.get(address));
      failuresInARow.set(0);
      store(address, thumbnail);
      return thumbnail;
    } catch (CoverException failed) {
      if (failed.failure().isOfServer()) {
        failuresInARow.incrementAndGet();
      }
      throw failed;
    }
  }

  private void store(String address, byte[] thumbnail) {
    if (cache.isPresent()) {
      try {
        cache.get().put(address, thumbnail);
      } catch (IOException failed) {
        notStored.compareAndSet("", FileErrors.of(failed));
      }
    }
  }

  private String warning(Map<CoverFailure, Integer> failures, int all) {
    List<String> warnings = new ArrayList<>();
    int missing = failures.values().stream().mapToInt(Integer::intValue).sum();
    if (missing > 0) {
      warnings.add(
          "%,d of %s %s missing on the page: %s"
              .formatted(
                  missing,
                  Counts.of(all, "cover"),
                  missing == 1 ? "is" : "are",
                  failures.entrySet().stream()
                      .map(entry -> "%,d %s".formatted(entry.getValue(), entry.getKey().text()))
                      .collect(Collectors.joining(", "))));
    }
    if (!notStored.get().isEmpty()) {
      warnings.add("covers cannot be stored for the next report: " + notStored.get());
    }
    return String.join("; ", warnings);
  }

  @Override
  public void close() {
    download.close();
  }
}
