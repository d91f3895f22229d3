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

/// Each kind of app meets its own names, limits and refusals.
class AppKindTest {
  private static final String LARGEST = "Everything Since 1981";

  @Test
  void aNewAppFindsItemsWithoutPopularityAndMarkets() throws Exception {
    try (Caller caller = Caller.of(NEW_DEVELOPMENT)) {
      JsonNode playlist = caller.get(path(caller.named("One Hundred Even"))).body();
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
  void aCompanyFindsTracksWithPopularityAndMarkets() throws Exception {
    try (Caller caller = Caller.of(EXTENDED_QUOTA)) {
      JsonNode playlist = caller.get(path(caller.named("Five for the Road"))).body();
      assertThat(playlist.has("items")).isFalse();
      assertThat(playlist.at("/tracks/items/0").has("item")).isFalse();
      assertThat(playlist.at("/tracks/items/0/track").has("popularity")).isTrue();
      assertThat(playlist.at("/tracks/items/0/track/available_markets")).hasSize(178);
      assertThat(playlist.at("/tracks/items/0/track/album/available_markets")).hasSize(178);
    }
  }

  @Test
  void anOlderAppFindsEitherNamingAndSometimesBoth() throws Exception {
    Set<String> shapes = new HashSet<>();
    try (Caller caller = Caller.of(OLD_DEVELOPMENT)) {
      for (Playlist playlist : caller.spotify.library().readable()) {
        JsonNode body = caller.get(path(playlist)).body();
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
  void followingNextGivesEveryEntryInOrder(AppKind kind) throws Exception {
    try (Caller caller = Caller.of(kind)) {
      Playlist playlist = caller.named("Music & Podcasts");
      List<Entry> truth = playlist.entriesOn(Caller.DAY);
      List<String> ids = new ArrayList<>();
      String query = "?additional_types=track,episode";
      JsonNode body = caller.get(path(playlist) + query).body();
      JsonNode page = body.has("items") ? body.path("items") : body.path("tracks");
      while (true) {
        assertThat(page.path("total").asInt()).isEqualTo(truth.size());
        page.path("items").forEach(entry -> ids.add(id(entry)));
        if (page.path("next").isNull()) {
          break;
        }
        page = caller.get(page.path("next").asText()).body();
      }
      assertThat(ids).isEqualTo(truth.stream().map(Entry::id).toList());
      assertThat(caller.spotify.requests()).hasSize(3);
    }
  }

  @Test
  void theLargestPlaylistTakes39RequestsInANewApp() throws Exception {
    try (Caller caller = Caller.of(NEW_DEVELOPMENT)) {
      JsonNode page = caller.get(path(caller.named(LARGEST))).body().path("items");
      while (!page.path("next").isNull()) {
        page = caller.get(page.path("next").asText()).body();
      }
      assertThat(caller.spotify.requests()).hasSize(1 + 39);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NEW_DEVELOPMENT", "OLD_DEVELOPMENT"})
  void aForeignPlaylistHasNeitherItemsNorTracksInDevelopment(AppKind kind) throws Exception {
    try (Caller caller = Caller.of(kind)) {
      Playlist foreign = caller.named("A Friend's Mixtape");
      JsonNode body = caller.get(path(foreign)).body();
      assertThat(body.path("name").asText()).isEqualTo(foreign.name());
      assertThat(body.has("items") || body.has("tracks")).isFalse();
      assertThat(caller.get(path(foreign) + "/items").error()).isEqualTo("403 Forbidden");
    }
  }

  @Test
  void aForeignPlaylistIsOpenToACompany() throws Exception {
    try (Caller caller = Caller.of(EXTENDED_QUOTA)) {
      JsonNode body = caller.get(path(caller.named("A Friend's Mixtape"))).body();
      assertThat(body.at("/tracks/items")).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void hiddenSpotifyOwnedAndUnknownPlaylistsAreNotFound(AppKind kind) throws Exception {
    try (Caller caller = Caller.of(kind)) {
      String spotifyOwned = caller.named("Top 50 – Everywhere").id();
      assertThat(spotifyOwned).startsWith("37i9dQZF1DX").hasSize(22);
      String hidden = caller.named("Secret Garden").id();
      for (String id : List.of(spotifyOwned, hidden, "0000000000000000000000")) {
        assertThat(caller.get("/v1/playlists/" + id).error()).isEqualTo("404 Resource not found");
      }
      assertThat(caller.get("/v1/playlists/short").error()).isEqualTo("400 Invalid base62 id");
    }
  }

  @Test
  void theOldPathIsForbiddenToANewAppAlone() throws Exception {
    for (AppKind kind : AppKind.values()) {
      try (Caller caller = Caller.of(kind)) {
        int status = caller.get(path(caller.named(LARGEST)) + "/tracks?limit=100").status();
        assertThat(status).isEqualTo(kind == NEW_DEVELOPMENT ? 403 : 200);
      }
    }
  }

  @Test
  void aPageHasALargestSize() throws Exception {
    try (Caller caller = Caller.of(OLD_DEVELOPMENT)) {
      String path = path(caller.named(LARGEST));
      assertThat(caller.get(path + "/items?limit=50").body().path("items")).hasSize(50);
      assertThat(caller.get(path + "/items").body().path("items")).hasSize(20);
      assertThat(caller.get(path + "/items?limit=51").error()).isEqualTo("400 Invalid limit");
      assertThat(caller.get(path + "/tracks?limit=101").error()).isEqualTo("400 Invalid limit");
      assertThat(caller.get(path + "/items?limit=x").error()).isEqualTo("400 Invalid limit");
      assertThat(caller.get(path + "/items?offset=-1").error()).isEqualTo("400 Invalid offset");
      assertThat(caller.get(path + "/items?offset=5000").body().path("items")).isEmpty();
    }
  }

  @Test
  void aNextOf100CanBeHandedOutAndRefused() throws Exception {
    try (Caller caller = new Caller(Caller.config(NEW_DEVELOPMENT).withNextLimit(100)).asUser()) {
      String next = caller.get(path(caller.named(LARGEST))).body().at("/items/next").asText();
      assertThat(next).endsWith("/items?offset=100&limit=100");
      assertThat(caller.get(next).error()).isEqualTo("400 Invalid limit");
    }
  }

  @Test
  void oldFieldsEmptyTheEntriesInDevelopment() throws Exception {
    try (Caller caller = Caller.of(NEW_DEVELOPMENT)) {
      String fields = "/items?fields=items(track(id,name)),next";
      JsonNode body = caller.get(path(caller.named(LARGEST)) + fields).body();
      assertThat(body.at("/items")).hasSize(20).allMatch(JsonNode::isEmpty);
    }
  }

  @Test
  void anEpisodeLooksLikeASongToACallerThatDidNotAskForEpisodes() throws Exception {
    try (Caller caller = Caller.of(NEW_DEVELOPMENT)) {
      String path = path(caller.named("Music & Podcasts"));
      assertThat(firstEpisode(caller.get(path).body()).has("artists")).isTrue();
      String query = "?additional_types=track,episode";
      assertThat(firstEpisode(caller.get(path + query).body()).has("show")).isTrue();
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
