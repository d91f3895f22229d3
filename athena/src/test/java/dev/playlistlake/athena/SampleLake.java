package dev.playlistlake.athena;

import static dev.playlistlake.athena.SampleSong.song;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A lake of three playlists over six days, small enough to compute the result of every query by
/// hand.
///
/// - `one` has complete snapshots of 1, 2, 4 and 6 March, none of 3 March, and an incomplete
///   snapshot of 5 March. Its songs in order are `s1 s2 s3` (`s3` twice) → `s2 s1 s4` → `s3 s1 s4`
///   → (`s1`) → `s1 s3 s5`.
/// - `two` has snapshots of 1 and 6 March, both with `s1 s6`. The second was read one day late.
/// - `three` has an unfinished snapshot of 6 March.
final class SampleLake {
  static final SampleSong S1 =
      song("s1", "A")
          .with("explicit", "true")
          .with("isrc", "I1")
          .with("added_at", "2026-02-20T00:00:00Z")
          .with("added_by", "u1")
          .album("al1", "2026-02-10");
  static final SampleSong S2 =
      song("s2", "A", "B").with("explicit", "false").album("al1", "2026-02-10");
  static final SampleSong S3 =
      song("s3", "B", "A")
          .with("explicit", "true")
          .with("duration_ms", "600000")
          .with("added_by", "u1")
          .with("added_at", "2026-02-25T00:00:00Z")
          .album("al2", "1999");
  static final SampleSong S4 = song("s4", "C").with("duration_ms", "");
  static final SampleSong S5 =
      song("s5", "A", "B", "C")
          .with("added_by", "u2")
          .with("added_at", "2026-03-06T05:00:00Z")
          .album("al3", "2026-03-05");
  static final SampleSong S6 = song("s6").with("isrc", "I1").with("explicit", "false");

  private SampleLake() {}

  static Path write() {
    try {
      Path tables = Files.createTempDirectory("small lake ü#");
      write(new SampleLakeWriter(tables));
      return tables;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static void write(SampleLakeWriter lake) throws IOException {
    Map<String, String> none = Map.of();
    lake.snapshot(
        "one",
        "2026-03-01",
        List.of(S1.popularity(50), S2, S3.popularity(30).with("occurrences", "2")),
        Map.of("followers", "10"));
    lake.snapshot(
        "one",
        "2026-03-02",
        List.of(S2.popularity(40), S1.popularity(52), S4),
        Map.of("reject", "local_file"));
    lake.snapshot(
        "one", "2026-03-04", List.of(S3, S1.popularity(56), S4), Map.of("followers", "7"));
    lake.snapshot("one", "2026-03-05", List.of(S1), Map.of("items_declared", "3"));
    lake.snapshot("one", "2026-03-06", List.of(S1.popularity(60), S3.popularity(20), S5), none);
    lake.snapshot("two", "2026-03-01", List.of(S1.popularity(50), S6), none);
    lake.snapshot(
        "two",
        "2026-03-06",
        List.of(S1.popularity(60), S6),
        Map.of("extracted_at", "2026-03-07T00:10:00Z"));
    lake.unfinished("three", "2026-03-06", List.of(song("s9", "Z")));
  }
}
