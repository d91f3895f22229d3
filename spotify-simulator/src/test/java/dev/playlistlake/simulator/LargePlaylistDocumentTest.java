package dev.playlistlake.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LargePlaylistDocumentTest {
  @Test
  void hasTheGivenNumbersOfEntriesAndSongs() throws IOException {
    JsonNode page = new ObjectMapper().readTree(written(AppKind.EXTENDED_QUOTA)).path("tracks");
    Set<String> ids = new HashSet<>();
    page.path("items").forEach(entry -> ids.add(entry.at("/track/id").asText()));
    assertThat(page.path("items")).hasSize(3000);
    assertThat(page.path("total").asInt()).isEqualTo(3000);
    assertThat(ids).hasSize(1000);
  }

  @Test
  void anEntryWithMarketsHasNearlyFourKilobytes() throws IOException {
    assertThat(written(AppKind.EXTENDED_QUOTA).length / 3000).isBetween(3700, 3950);
  }

  @Test
  void hasTheSameBytesEachTime() throws IOException {
    assertThat(written(AppKind.NEW_DEVELOPMENT)).isEqualTo(written(AppKind.NEW_DEVELOPMENT));
  }

  private static byte[] written(AppKind kind) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LargePlaylistDocument.write(out, 3000, 1000, kind, 1);
    return out.toByteArray();
  }
}
