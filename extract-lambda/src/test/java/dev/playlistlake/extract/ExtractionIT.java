package dev.playlistlake.extract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playlistlake.simulator.AppKind;
import dev.playlistlake.simulator.ExpectedEntry;
import dev.playlistlake.simulator.Playlist;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// Every kind of app meets every case. What is stored is held against what the simulated Spotify
/// knows; report, waits, number of requests and messages stand in `extraction.txt`.
class ExtractionIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path GOLDEN = Path.of("src/test/resources/golden/extraction.txt");

  @Test
  void everyKindOfAppMeetsEveryCase() throws IOException {
    StringBuilder table = new StringBuilder();
    for (ExtractionCase one : ExtractionCase.ALL) {
      for (AppKind kind : AppKind.values()) {
        table.append(one.name()).append(" | ").append(kind).append('\n');
        try (SimulatedExtract extract = new SimulatedExtract(kind, one.config())) {
          one.setUp().accept(extract);
          ExtractReport report = extract.run();
          table.append(told(extract, report));
          assertStored(extract, report);
          assertThat(report.requests()).isEqualTo(extract.spotify.requests().size());
        }
      }
    }
    assertGolden(table.toString());
  }

  private static String told(SimulatedExtract extract, ExtractReport report) {
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
    for (PlaylistReport playlist : report.playlists()) {
      String what = playlist.status().text() + (playlist.unsettled() ? " unsettled" : "");
      if (!what.equals("stored")) {
        lines.add(what + " " + playlist.playlist() + ": " + playlist.reason());
      }
    }
    // How well an answer is packed and how much of a cut one arrives is not ours to say.
    return ("  " + String.join("\n  ", lines) + "\n")
        .replace(extract.spotify.url().toString(), "API")
        .replaceAll("(content-length|bytes received): \\d+", "$1: N");
  }

  private static void assertStored(SimulatedExtract extract, ExtractReport report)
      throws IOException {
    int objects = 0;
    for (PlaylistReport playlist : report.playlists()) {
      if (playlist.status() == PlaylistReport.Status.STORED) {
        List<String> truth = truth(extract, playlist.playlist());
        assertThat(stored(extract, playlist.key())).as(playlist.playlist()).isEqualTo(truth);
        assertThat(playlist.entries()).isEqualTo(truth.size());
        objects++;
      }
    }
    long marks = extract.s3.objects.containsKey("state/not_before.json") ? 1 : 0;
    assertThat(marks).isEqualTo(report.quotaStop());
    assertThat(extract.s3.objects).hasSize(Math.toIntExact(objects + marks));
  }

  private static List<String> truth(SimulatedExtract extract, String id) {
    Playlist playlist =
        id.equals("liked")
            ? extract.spotify.library().liked()
            : extract.spotify.library().playlist(id).orElseThrow();
    return playlist.entriesOn(SimulatedExtract.DAY).stream().map(ExpectedEntry::id).toList();
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
      Assertions.fail("wrote " + GOLDEN + ": look at the difference");
    }
    assertThat(table).isEqualTo(Files.readString(GOLDEN, StandardCharsets.UTF_8));
  }
}
