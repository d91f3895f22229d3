package dev.playlistlake.extract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playlistlake.simulator.AppKind;
import dev.playlistlake.simulator.ExpectedEntry;
import dev.playlistlake.simulator.Playlist;
import dev.playlistlake.simulator.Quirk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// Runs every case with every kind of app. Compares the stored entries with the entries that the
/// simulated Spotify expects, and reports, waits, numbers of requests and messages with
/// `extraction.txt`.
class ExtractionIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path GOLDEN = Path.of("src/test/resources/golden/extraction.txt");

  @Test
  void storesAndReportsEveryCaseForEveryKindOfApp() throws IOException {
    StringBuilder table = new StringBuilder();
    for (ExtractionCase one : ExtractionCase.ALL) {
      for (AppKind kind : AppKind.values()) {
        table.append(one.name()).append(" | ").append(kind).append('\n');
        try (SimulatedExtract extract = new SimulatedExtract(kind, one.config())) {
          one.setUp().accept(extract);
          ExtractReport report = extract.run();
          table.append(summary(extract, report));
          assertStored(extract, report);
          assertThat(report.requests()).isEqualTo(extract.spotify.requests().size());
        }
      }
    }
    assertGolden(table.toString());
  }

  private static String summary(SimulatedExtract extract, ExtractReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "stored %d, skipped %d, failed_retryable %d, failed_final %d, requests %d, entries %d"
            .formatted(
                report.stored(),
                report.skipped(),
                report.failedRetryable(),
                report.failedFinal(),
                report.requests(),
                report.entries()));
    if (!extract.waits.isEmpty()) {
      lines.add("waits " + extract.waits);
    }
    if (report.quotaStop() > 0) {
      lines.add("quota_stop, not_before " + report.notBefore());
    }
    report.warnings().forEach(warning -> lines.add("warning " + warning));
    for (PlaylistReport playlist : report.playlists()) {
      String status = playlist.status().text() + (playlist.unsettled() ? " unsettled" : "");
      if (!status.equals("stored")) {
        lines.add(status + " " + playlist.playlist() + ": " + playlist.reason());
      }
    }
    // The size of a compressed response and the received part of an incomplete one may vary.
    return ("  " + String.join("\n  ", lines) + "\n")
        .replace(extract.spotify.url().toString(), "API")
        .replaceAll("(content-length|bytes received): \\d+", "$1: N");
  }

  private static void assertStored(SimulatedExtract extract, ExtractReport report)
      throws IOException {
    int objects = 0;
    for (PlaylistReport playlist : report.playlists()) {
      if (playlist.status() == PlaylistReport.Status.STORED) {
        List<String> expected = expected(extract, playlist.playlist());
        assertThat(stored(extract, playlist.key())).as(playlist.playlist()).isEqualTo(expected);
        assertThat(playlist.entries()).isEqualTo(expected.size());
        objects++;
      }
    }
    long blocks = extract.s3.objects.containsKey("state/not_before.json") ? 1 : 0;
    assertThat(blocks).isEqualTo(report.quotaStop());
    assertThat(extract.s3.objects).hasSize(Math.toIntExact(objects + blocks));
  }

  private static List<String> expected(SimulatedExtract extract, String id) {
    Playlist playlist =
        id.equals("liked")
            ? extract.spotify.library().liked()
            : extract.spotify.library().playlist(id).orElseThrow();
    List<String> ids =
        playlist.entriesOn(SimulatedExtract.DAY).stream().map(ExpectedEntry::id).toList();
    return switch (extract.quirks.getOrDefault(id, Quirk.NONE)) {
      case NONE -> ids;
      case EMPTY -> List.of();
      case LEAVES_OUT ->
          IntStream.range(0, ids.size()).filter(i -> i % 5 != 4).mapToObj(ids::get).toList();
      case REPEATS, RELINKS, HIDES_CONTENT ->
          throw new IllegalArgumentException("no expected entries");
    };
  }

  private static List<String> stored(SimulatedExtract extract, String key) throws IOException {
    JsonNode envelope;
    try (InputStream in =
        new GZIPInputStream(new ByteArrayInputStream(extract.s3.objects.get(key)))) {
      envelope = JSON.readTree(in);
    }
    assertThat(envelope.path("schema").asText()).isEqualTo("playlist-snapshot/1");
    assertThat(envelope.path("extracted_at").asText()).isEqualTo(SimulatedExtract.NOW.toString());
    List<String> ids = new ArrayList<>();
    for (JsonNode page : envelope.path("pages")) {
      for (JsonNode entry : page.path("items")) {
        JsonNode content = entry.path("item").isObject() ? entry.path("item") : entry.path("track");
        ids.add(content.path("id").isTextual() ? content.path("id").asText() : "");
      }
    }
    return ids;
  }

  private static void assertGolden(String table) throws IOException {
    if (System.getProperty("golden.update") != null) {
      Files.writeString(GOLDEN, table);
      Assertions.fail("wrote " + GOLDEN + ". Review the difference.");
    }
    assertThat(table).isEqualTo(Files.readString(GOLDEN, StandardCharsets.UTF_8));
  }
}
