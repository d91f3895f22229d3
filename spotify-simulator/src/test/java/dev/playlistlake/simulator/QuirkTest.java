package dev.playlistlake.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Entries that the API leaves out, repeats, replaces or hides, and playlists that the user only
/// follows.
class QuirkTest {
  private static final String LARGE = "Everything Since 1981";

  @ParameterizedTest
  @EnumSource
  void leavesOutEveryFifthEntryThatTheTotalCounts(AppKind kind) throws Exception {
    try (SimulatorClient client = client(kind)) {
      List<JsonNode> pages = pages(client, Quirk.LEAVES_OUT);

      int total = pages.getFirst().path("total").asInt();
      assertThat(entries(pages)).hasSize(total - total / 5);
      assertThat(pages.get(1).path("offset").asInt()).isEqualTo(100);
    }
  }

  @Test
  void repeatsTheLastEntryOfAPageOnTheNextPage() throws Exception {
    try (SimulatorClient client = client(AppKind.NEW_DEVELOPMENT)) {
      List<JsonNode> pages = pages(client, Quirk.REPEATS);

      assertThat(entries(pages)).hasSize(pages.getFirst().path("total").asInt() + pages.size() - 1);
      assertThat(pages.get(1).path("items").path(0))
          .isEqualTo(pages.getFirst().path("items").path(99));
    }
  }

  @Test
  void hidesAllEntriesButNeitherTheSnapshotIdNorTheTotalInTheListOfPlaylists() throws Exception {
    try (SimulatorClient client = client(AppKind.NEW_DEVELOPMENT)) {
      JsonNode before = client.get(client.path(LARGE)).body();
      JsonNode list = client.get("/v1/me/playlists?limit=50").body();
      client.spotify.setQuirk(client.spotify.library().named(LARGE), Quirk.EMPTY);
      JsonNode empty = client.get(client.path(LARGE)).body();

      assertThat(empty.path("items").path("items")).isEmpty();
      assertThat(empty.path("items").path("total").asInt()).isZero();
      assertThat(empty.path("snapshot_id")).isEqualTo(before.path("snapshot_id"));
      assertThat(client.get("/v1/me/playlists?limit=50").body()).isEqualTo(list);
    }
  }

  @ParameterizedTest
  @EnumSource
  void hidesTheContentOfEachEntryButNotTheEntry(AppKind kind) throws Exception {
    try (SimulatorClient client = client(kind)) {
      List<JsonNode> before = pages(client, Quirk.NONE);
      List<JsonNode> pages = pages(client, Quirk.HIDES_CONTENT);

      assertThat(entries(pages)).hasSameSizeAs(entries(before));
      for (JsonNode entry : entries(pages)) {
        assertThat(entry.path("item").isMissingNode() && entry.path("track").isMissingNode())
            .isFalse();
        assertThat(List.of(entry.path("item"), entry.path("track")))
            .allMatch(content -> content.isNull() || content.isMissingNode());
        assertThat(entry.has("added_at")).isTrue();
      }
      assertThat(pages.getFirst().path("total")).isEqualTo(before.getFirst().path("total"));
    }
  }

  @Test
  void relinksEveryThirdSongForExtendedQuotaApps() throws Exception {
    try (SimulatorClient client = client(AppKind.EXTENDED_QUOTA)) {
      Set<String> before = ids(pages(client, Quirk.NONE));
      List<JsonNode> pages = pages(client, Quirk.RELINKS);

      Set<String> originals = new HashSet<>();
      for (JsonNode entry : entries(pages)) {
        JsonNode track = entry.path("track");
        JsonNode id =
            track.has("linked_from") ? track.path("linked_from").path("id") : track.path("id");
        originals.add(id.asText());
      }
      assertThat(originals).isEqualTo(before);
      assertThat(ids(pages)).isNotEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "EXTENDED_QUOTA", mode = EnumSource.Mode.EXCLUDE)
  void developmentAppsSeeNoRelinkedSongs(AppKind kind) throws Exception {
    try (SimulatorClient client = client(kind)) {
      assertThat(pages(client, Quirk.RELINKS)).isEqualTo(pages(client, Quirk.NONE));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFollowedCollaborativePlaylistHasEntriesForExtendedQuotaAppsOnly(AppKind kind)
      throws Exception {
    try (SimulatorClient client = client(kind)) {
      JsonNode playlist = client.get(client.path("Party of Others")).body();

      assertThat(playlist.path("collaborative").asBoolean()).isTrue();
      assertThat(playlist.has("items") || playlist.has("tracks"))
          .isEqualTo(kind == AppKind.EXTENDED_QUOTA);
    }
  }

  private static SimulatorClient client(AppKind kind) throws Exception {
    SimulatedSpotifyConfig config = SimulatorClient.config(kind);
    return new SimulatorClient(config.withLibrary(config.library().withFollowedCollaborative()))
        .logIn();
  }

  /// Returns all pages of a large playlist.
  private static List<JsonNode> pages(SimulatorClient client, Quirk quirk) throws Exception {
    client.spotify.setQuirk(client.spotify.library().named(LARGE), quirk);
    JsonNode playlist = client.get(client.path(LARGE) + "?additional_types=track,episode").body();
    List<JsonNode> pages = new ArrayList<>();
    JsonNode page = playlist.has("items") ? playlist.path("items") : playlist.path("tracks");
    pages.add(page);
    while (page.path("next").isTextual()) {
      page = client.get(page.path("next").asText()).body();
      pages.add(page);
    }
    return pages;
  }

  private static List<JsonNode> entries(List<JsonNode> pages) {
    List<JsonNode> entries = new ArrayList<>();
    pages.forEach(page -> page.path("items").forEach(entries::add));
    return entries;
  }

  private static Set<String> ids(List<JsonNode> pages) {
    Set<String> ids = new HashSet<>();
    entries(pages).forEach(entry -> ids.add(entry.path("track").path("id").asText()));
    return ids;
  }
}
