package dev.playlistlake.athena;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Measures the bytes read by queries over CSV and over the history table. Start it by hand. The
/// arguments are a folder, the number of days, the number of playlists, and the number of songs per
/// playlist.
final class HistoryBenchmark {
  private static final LocalDate FIRST = LocalDate.parse("2025-11-01");

  private HistoryBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int days = Integer.parseInt(arguments[1]);
    int playlists = Integer.parseInt(arguments[2]);
    int songs = Integer.parseInt(arguments[3]);
    Path tables = folder.resolve("processed");
    if (!Files.exists(tables)) {
      write(new SampleLakeWriter(Files.createDirectories(tables)), days, playlists, songs);
    }
    try (LocalAthena athena = LocalAthena.over(tables, folder)) {
      measure(athena, days);
    }
    System.exit(0);
  }

  private static void measure(LocalAthena athena, int days) {
    QueriesFile ours = QueriesFile.ours();
    QueryDefinition merge = ours.get("song_history_merge");
    print("merge of all days", athena.run(merge.with(Map.of("from_date", "0000-01-01")).sql()));
    String weekAgo = FIRST.plusDays(days - 7L) + "";
    QueryDefinition week = merge.with(Map.of("from_date", weekAgo));
    print("merge of the last week, unchanged", athena.run(week.sql()));
    QueryDefinition before = ours.get("days_on_playlist");
    QueryDefinition after = ours.get("history_days_on_playlist");
    print("days_on_playlist, all playlists, CSV", athena.run(before.sql()));
    print("the same query, history", athena.run(after.sql()));
    Map<String, String> one = Map.of("playlist", "playlist7");
    print("days_on_playlist, one playlist, CSV", athena.run(before.with(one).sql()));
    print("the same query, history", athena.run(after.with(one).sql()));
    Map<String, String> month = Map.of("from_date", FIRST.plusDays(days - 30L) + "");
    print(
        "explicit_share, last 30 days, CSV",
        athena.run(ours.get("explicit_share").with(month).sql()));
    print("history_days_on_playlist, last 30 days", athena.run(after.with(month).sql()));
  }

  private static void print(String name, SqlResult result) {
    System.out.printf(
        "%-42s %,14d bytes %,10d rows %,10d changed%n",
        name, result.scannedBytes(), result.rows().size(), result.changed());
  }

  private static void write(SampleLakeWriter lake, int days, int playlists, int songs)
      throws IOException {
    Random random = new Random(1);
    for (int p = 0; p < playlists; p++) {
      List<SampleSong> now = new ArrayList<>();
      for (int day = 0; day < days; day++) {
        while (now.size() < songs) {
          now.add(song(random.nextInt(100_000), random));
        }
        lake.snapshot("playlist" + p, FIRST.plusDays(day) + "", now, Map.of());
        now.remove(random.nextInt(now.size()));
        now.remove(random.nextInt(now.size()));
      }
    }
  }

  private static SampleSong song(int number, Random random) {
    String id = "%022d".formatted(number);
    return SampleSong.song(id, "%022d".formatted(number / 7))
        .with("added_at", "2025-10-01T00:00:00Z")
        .with("explicit", "false")
        .with("isrc", "XX%010d".formatted(number))
        .with("song_url", "https://open.spotify.com/track/" + id)
        .album("%022d".formatted(number / 3), "2025-10-01")
        .popularity(random.nextInt(100));
  }
}
