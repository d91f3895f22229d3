package dev.playlistlake.local.extract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playlistlake.extract.ExtractReport;
import dev.playlistlake.extract.PlaylistReport;
import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.simulator.AppKind;
import dev.playlistlake.simulator.ExpectedEntry;
import dev.playlistlake.simulator.Playlist;
import dev.playlistlake.transform.DocumentReader;
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
        try (Rig rig = new Rig(kind, one.config())) {
          one.setUp().accept(rig);
          ExtractReport report = rig.run();
          table.append(told(rig, report));
          assertStored(rig, report);
          assertThat(report.requests()).isEqualTo(rig.spotify.requests().size());
        }
      }
    }
    assertGolden(table.toString());
  }

  private static String told(Rig rig, ExtractReport report) {
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
    if (!rig.waits.isEmpty()) {
      lines.add("waits " + rig.waits);
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
        .replace(rig.spotify.url().toString(), "API")
        .replaceAll("(content-length|bytes received): \\d+", "$1: N");
  }

  private static void assertStored(Rig rig, ExtractReport report) throws IOException {
    int objects = 0;
    for (PlaylistReport playlist : report.playlists()) {
      if (playlist.status() == PlaylistReport.Status.STORED) {
        List<String> truth = truth(rig, playlist.playlist());
        assertThat(stored(rig, playlist.key())).as(playlist.playlist()).isEqualTo(truth);
        assertThat(playlist.entries()).isEqualTo(truth.size());
        assertReadable(rig, playlist);
        objects++;
      }
    }
    long marks = rig.s3.objects.containsKey("state/not_before.json") ? 1 : 0;
    assertThat(marks).isEqualTo(report.quotaStop());
    assertThat(rig.s3.objects).hasSize(Math.toIntExact(objects + marks));
  }

  /// The transform takes it as one snapshot of that playlist.
  private static void assertReadable(Rig rig, PlaylistReport playlist) throws IOException {
    PlaylistId id = new PlaylistId(playlist.playlist());
    try (InputStream raw = new ByteArrayInputStream(rig.s3.objects.get(playlist.key()))) {
      assertThat(
              DocumentReader.read(playlist.key(), raw).snapshots(Rig.DAY, () -> id, playlist.key()))
          .hasSize(1);
    }
  }

  private static List<String> truth(Rig rig, String id) {
    Playlist playlist =
        id.equals("liked")
            ? rig.spotify.library().liked()
            : rig.spotify.library().playlist(id).orElseThrow();
    return playlist.entriesOn(Rig.DAY).stream().map(ExpectedEntry::id).toList();
  }

  private static List<String> stored(Rig rig, String key) throws IOException {
    JsonNode envelope;
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(rig.s3.objects.get(key)))) {
      envelope = JSON.readTree(in);
    }
    assertThat(envelope.path("schema").asText()).isEqualTo("playlist-snapshot/1");
    assertThat(envelope.path("extracted_at").asText()).isEqualTo(Rig.NOW.toString());
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
