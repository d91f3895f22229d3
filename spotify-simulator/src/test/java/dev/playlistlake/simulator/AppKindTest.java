package dev.playlistlake.simulator;

import static dev.playlistlake.simulator.AppKind.EXTENDED_QUOTA;
import static dev.playlistlake.simulator.AppKind.NEW_DEVELOPMENT;
import static dev.playlistlake.simulator.AppKind.OLD_DEVELOPMENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The differences of field names, limits and errors between the kinds of app.
class AppKindTest {
  private static final String LARGEST = "Everything Since 1981";

  @Test
  void aNewAppReceivesItemsWithoutPopularityAndMarkets() throws Exception {
    try (SimulatorClient client = SimulatorClient.loggedIn(NEW_DEVELOPMENT)) {
      JsonNode playlist = client.get(client.path("One Hundred Even")).body();
      JsonNode entry = playlist.at("/items/items/0");
      assertThat(playlist.has("tracks")).isFalse();
      assertThat(playlist.at("/items/items")).hasSize(100);
      assertThat(playlist.at("/items/next").isNull()).isTrue();
      assertThat(entry.has("track")).isFalse();
      assertThat(entry.at("/item/track").asBoolean()).isTrue();
      assertThat(entry.path("item").has("popularity")).isFalse();
      assertThat(entry.path("item").has("available_markets")).isFalse();
      assertThat(entry.at("/item/album").has("available_markets")).isFalse();
      assertThat(entry.path("item").has("external_ids")).isTrue();
    }
  }

  @Test
  void aCompanyReceivesTracksWithPopularityAndMarkets() throws Exception {
    try (SimulatorClient client = SimulatorClient.loggedIn(EXTENDED_QUOTA)) {
      JsonNode playlist = client.get(client.path("Five for the Road")).body();
      assertThat(playlist.has("items")).isFalse();
      assertThat(playlist.at("/tracks/items/0").has("item")).isFalse();
      assertThat(playlist.at("/tracks/items/0/track").has("popularity")).isTrue();
      assertThat(playlist.at("/tracks/items/0/track/available_markets")).hasSize(178);
      assertThat(playlist.at("/tracks/items/0/track/album/available_markets")).hasSize(178);
    }
  }

  @Test
  void anOlderAppReceivesEitherNamingAndSometimesBoth() throws Exception {
    Set<String> shapes = new HashSet<>();
    try (SimulatorClient client = SimulatorClient.loggedIn(OLD_DEVELOPMENT)) {
      for (Playlist playlist : client.spotify.library().readable()) {
        JsonNode body = client.get(path(playlist)).body();
        JsonNode entry = body.path(body.has("items") ? "items" : "tracks").at("/items/0");
        shapes.add(
            (body.has("items") ? "items " : "")
                + (body.has("tracks") ? "tracks " : "")
                + (entry.has("item") ? "item " : "")
                + (entry.has("track") ? "track " : ""));
      }
    }
    assertThat(shapes)
        .containsExactlyInAnyOrder(
            "items item ", "tracks track ", "tracks item track ", "items tracks item track ");
  }

  @ParameterizedTest
  @EnumSource
  void followingNextReadsEveryEntryInOrder(AppKind kind) throws Exception {
    try (SimulatorClient client = SimulatorClient.loggedIn(kind)) {
      Playlist playlist = client.spotify.library().named("Music & Podcasts");
      List<ExpectedEntry> expected = playlist.entriesOn(SimulatorClient.DAY);
      List<String> ids = new ArrayList<>();
      String query = "?additional_types=track,episode";
      JsonNode body = client.get(path(playlist) + query).body();
      JsonNode page = body.has("items") ? body.path("items") : body.path("tracks");
      while (true) {
        assertThat(page.path("total").asInt()).isEqualTo(expected.size());
        page.path("items").forEach(entry -> ids.add(id(entry)));
        if (page.path("next").isNull()) {
          break;
        }
        page = client.get(page.path("next").asText()).body();
      }
      assertThat(ids).isEqualTo(expected.stream().map(ExpectedEntry::id).toList());
      assertThat(client.spotify.requests()).hasSize(3);
    }
  }

  @Test
  void theLargestPlaylistNeeds39MoreRequestsInANewApp() throws Exception {
    try (SimulatorClient client = SimulatorClient.loggedIn(NEW_DEVELOPMENT)) {
      JsonNode page = client.get(client.path(LARGEST)).body().path("items");
      while (!page.path("next").isNull()) {
        page = client.get(page.path("next").asText()).body();
      }
      assertThat(client.spotify.requests()).hasSize(1 + 39);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NEW_DEVELOPMENT", "OLD_DEVELOPMENT"})
  void aPlaylistOfAnotherUserHasNeitherItemsNorTracksInDevelopment(AppKind kind) throws Exception {
    try (SimulatorClient client = SimulatorClient.loggedIn(kind)) {
      String foreign = client.path("A Friend's Mixtape");
      JsonNode body = client.get(foreign).body();
      assertThat(body.path("name").asText()).isEqualTo("A Friend's Mixtape");
      assertThat(body.has("items") || body.has("tracks")).isFalse();
      assertThat(client.get(foreign + "/items").error()).isEqualTo("403 Forbidden");
    }
  }

  @Test
  void aCompanyReadsAPlaylistOfAnotherUser() throws Exception {
    try (SimulatorClient client = SimulatorClient.loggedIn(EXTENDED_QUOTA)) {
      JsonNode body = client.get(client.path("A Friend's Mixtape")).body();
      assertThat(body.at("/tracks/items")).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void hiddenSpotifyOwnedAndUnknownPlaylistsAreNotFound(AppKind kind) throws Exception {
    try (SimulatorClient client = SimulatorClient.loggedIn(kind)) {
      String spotifyOwned = client.spotify.library().named("Top 50 – Everywhere").id();
      assertThat(spotifyOwned).startsWith("37i9dQZF1DX").hasSize(22);
      String hidden = client.spotify.library().named("Secret Garden").id();
      for (String id : List.of(spotifyOwned, hidden, "0000000000000000000000")) {
        assertThat(client.get("/v1/playlists/" + id).error()).isEqualTo("404 Resource not found");
      }
      assertThat(client.get("/v1/playlists/short").error()).isEqualTo("400 Invalid base62 id");
    }
  }

  @Test
  void theOldPathIsForbiddenOnlyForANewApp() throws Exception {
    for (AppKind kind : AppKind.values()) {
      try (SimulatorClient client = SimulatorClient.loggedIn(kind)) {
        int status = client.get(client.path(LARGEST) + "/tracks?limit=100").status();
        assertThat(status).isEqualTo(kind == NEW_DEVELOPMENT ? 403 : 200);
      }
    }
  }

  @Test
  void aPageHasAMaximumSize() throws Exception {
    try (SimulatorClient client = SimulatorClient.loggedIn(OLD_DEVELOPMENT)) {
      String path = client.path(LARGEST);
      assertThat(client.get(path + "/items?limit=50").body().path("items")).hasSize(50);
      assertThat(client.get(path + "/items").body().path("items")).hasSize(20);
      assertThat(client.get(path + "/items?limit=51").error()).isEqualTo("400 Invalid limit");
      assertThat(client.get(path + "/tracks?limit=101").error()).isEqualTo("400 Invalid limit");
      assertThat(client.get(path + "/items?limit=x").error()).isEqualTo("400 Invalid limit");
      assertThat(client.get(path + "/items?offset=-1").error()).isEqualTo("400 Invalid offset");
      assertThat(client.get(path + "/items?offset=5000").body().path("items")).isEmpty();
    }
  }

  @Test
  void canSendANextWithALimitThatIsTooLarge() throws Exception {
    try (SimulatorClient client =
        new SimulatorClient(SimulatorClient.config(NEW_DEVELOPMENT).withNextLimit(100)).logIn()) {
      String next = client.get(client.path(LARGEST)).body().at("/items/next").asText();
      assertThat(next).endsWith("/items?offset=100&limit=100");
      assertThat(client.get(next).error()).isEqualTo("400 Invalid limit");
    }
  }

  @Test
  void outdatedFieldNamesEmptyTheEntriesInDevelopment() throws Exception {
    try (SimulatorClient client = SimulatorClient.loggedIn(NEW_DEVELOPMENT)) {
      String fields = "/items?fields=items(track(id,name)),next";
      JsonNode body = client.get(client.path(LARGEST) + fields).body();
      assertThat(body.at("/items")).hasSize(20).allMatch(JsonNode::isEmpty);
    }
  }

  @Test
  void anEpisodeLooksLikeASongIfEpisodesWereNotRequested() throws Exception {
    try (SimulatorClient client = SimulatorClient.loggedIn(NEW_DEVELOPMENT)) {
      String path = client.path("Music & Podcasts");
      assertThat(firstEpisode(client.get(path).body()).has("artists")).isTrue();
      String query = "?additional_types=track,episode";
      assertThat(firstEpisode(client.get(path + query).body()).has("show")).isTrue();
    }
  }

  private static JsonNode firstEpisode(JsonNode playlist) {
    for (JsonNode entry : playlist.at("/items/items")) {
      if (entry.at("/item/type").asText().equals("episode")) {
        return entry.path("item");
      }
    }
    throw new AssertionError("no episode on the first page");
  }

  private static String id(JsonNode entry) {
    JsonNode content = entry.path("item").isObject() ? entry.path("item") : entry.path("track");
    return content.path("id").isNull() ? "" : content.path("id").asText();
  }

  private static String path(Playlist playlist) {
    return "/v1/playlists/" + playlist.id();
  }
}
