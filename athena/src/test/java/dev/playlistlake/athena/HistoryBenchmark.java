package dev.playlistlake.athena;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Measures the bytes that the saved queries read. Start it by hand. The arguments are a folder,
/// the number of days, the number of playlists, and the number of songs per playlist.
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
    try (OnDemandEngine athena = OnDemandEngine.over(tables, folder)) {
      measure(athena, days);
    }
    System.exit(0);
  }

  /// Prints the bytes that each saved query reads: without the history tables and with them, of all
  /// days, and of one day if the query has dates.
  private static void measure(OnDemandEngine athena, int days) {
    print("without the history tables", athena, days);
    for (String table : List.of("song", "song_detail", "credit", "snapshot")) {
      QueryDefinition merge = QueriesFile.ours().get(table + "_history_merge");
      SqlResult result = athena.run(merge.with(Map.of("from_date", "0000-01-01")).sql());
      System.out.printf(
          "%-28s %,14d bytes %,10d changed%n",
          merge.name(), result.scannedBytes(), result.changed());
    }
    print("with the history tables", athena, days);
  }

  private static void print(String head, OnDemandEngine athena, int days) {
    System.out.println(head);
    LocalDate day = FIRST.plusDays(days / 2);
    for (QueryDefinition query : QueriesFile.ours().all(QueryDefinition.Kind.QUESTION)) {
      List<String> names =
          query.parameters().stream().map(QueryDefinition.Parameter::name).toList();
      String all = "%,14d".formatted(athena.run(query.sql()).scannedBytes());
      String one = "";
      if (names.contains("to_date")) {
        Map<String, String> range = Map.of("from_date", day + "", "to_date", day + "");
        one = "%,14d".formatted(athena.run(query.with(range).sql()).scannedBytes());
      }
      System.out.printf("%-28s %s bytes, one day %14s%n", query.name(), all, one);
    }
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
