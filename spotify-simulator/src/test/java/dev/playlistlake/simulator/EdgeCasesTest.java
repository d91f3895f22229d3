package dev.playlistlake.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playlistlake.simulator.PlaylistTimeline.Slot;
import java.io.IOException;
import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Checks that the playlists of the demo contain all edge cases of Spotify's data on the first and
/// on the last of its 14 days.
class EdgeCasesTest {
  private static final List<JsonNode> ENTRIES = new ArrayList<>();
  private static final StringBuilder TEXT = new StringBuilder();

  @BeforeAll
  static void readAll() throws IOException {
    Library library = Library.seeded(SimulatedSpotifyConfig.DEFAULT_SEED);
    for (int day : List.of(0, 13)) {
      ResponseOptions options =
          new ResponseOptions(
              AppKind.NEW_DEVELOPMENT,
              SimulatorClient.DAY.minusDays(day),
              "https://a",
              true,
              false,
              50,
              Quirk.NONE);
      PlaylistJson page = new PlaylistJson(library.catalogue(), options);
      for (Playlist playlist : library.readable()) {
        byte[] json = SpotifyJson.bytes(out -> entries(out, page, playlist.slotsOn(options.day())));
        new ObjectMapper().readTree(json).forEach(ENTRIES::add);
        TEXT.append(new String(json, StandardCharsets.UTF_8));
      }
    }
  }

  private static void entries(JsonGenerator out, PlaylistJson page, List<Slot> slots)
      throws IOException {
    out.writeStartArray();
    for (Slot slot : slots) {
      page.writeEntry(out, slot, List.of("track"));
    }
    out.writeEndArray();
  }

  @Test
  void everyEdgeCaseIsTheNameOfASongAnAlbumAndAnArtist() {
    assertThat(texts("/track/name")).containsAll(NameGenerator.EDGE_CASES);
    assertThat(texts("/track/album/name")).containsAll(NameGenerator.EDGE_CASES);
    Set<String> artists = new HashSet<>();
    ENTRIES.forEach(entry -> entry.at("/track/artists").forEach(add(artists, "name")));
    assertThat(artists).containsAll(NameGenerator.EDGE_CASES);
  }

  @Test
  void namesHaveManyScripts() {
    Set<UnicodeScript> scripts = new HashSet<>();
    texts("/track/name")
        .forEach(name -> name.codePoints().mapToObj(UnicodeScript::of).forEach(scripts::add));
    assertThat(scripts)
        .contains(UnicodeScript.LATIN, UnicodeScript.CYRILLIC, UnicodeScript.GREEK)
        .contains(UnicodeScript.ARABIC, UnicodeScript.HEBREW, UnicodeScript.DEVANAGARI)
        .contains(UnicodeScript.THAI, UnicodeScript.HAN, UnicodeScript.HANGUL)
        .contains(UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA);
    assertThat(texts("/track/name"))
        .anyMatch(name -> name.codePoints().anyMatch(Character::isEmoji));
    assertThat(texts("/track/name")).anyMatch(name -> name.contains("ß") || name.contains("ñ"));
  }

  @Test
  void unpairedSurrogatesAndControlCharactersAreEscaped() {
    assertThat(TEXT).contains("Half an Emoji \\ud83d\"", "\"\\ude00 the Other Half");
    assertThat(TEXT).contains("Nul\\u0000Byte", "Vertical\\u000BTab", "Two\\nLines", "Line\u2028");
  }

  @Test
  void someDatesAndContributorsAreMissingOrImpossible() {
    assertThat(texts("/added_at")).contains("null", "1970-01-01T00:00:00Z");
    assertThat(texts("/added_by")).contains("null");
    assertThat(texts("/added_by/id")).contains("");
  }

  @Test
  void releaseDatesHaveEveryPrecisionOrAreUnknown() {
    assertThat(texts("/track/album/release_date")).contains("0000", "null", "1981", "1981-12");
    assertThat(texts("/track/album/release_date_precision")).contains("year", "month", "day");
  }

  @Test
  void someAlbumsAreByVariousArtistsAndSomeHaveNoTotal() {
    assertThat(texts("/track/album/artists/0/name")).contains("Various Artists");
    assertThat(texts("/track/artists/0/name")).doesNotContain("Various Artists");
    assertThat(album(album -> !album.has("total_tracks"))).isTrue();
  }

  @Test
  void someSongsHaveManyCreditsADuplicateCreditOrACreditWithoutId() {
    assertThat(track(song -> song.path("artists").size() > 3)).isTrue();
    assertThat(track(EdgeCasesTest::creditsSomeoneTwice)).isTrue();
    assertThat(texts("/track/artists/0/id")).contains("null");
    assertThat(texts("/track/artists/1/id")).contains("null");
    assertThat(track(song -> song.path("external_ids").isEmpty())).isTrue();
  }

  @Test
  void someEntriesAreFilesEpisodesOrNull() {
    assertThat(texts("/track")).contains("null");
    assertThat(texts("/track/type")).contains("track", "episode");
    assertThat(texts("/track/uri")).anyMatch(uri -> uri.startsWith("spotify:local:"));
    assertThat(track(song -> !song.path("is_local").asBoolean() && song.path("id").isNull()))
        .isTrue();
  }

  private static Consumer<JsonNode> add(Set<String> texts, String member) {
    return node -> texts.add(node.path(member).asText());
  }

  private static boolean creditsSomeoneTwice(JsonNode song) {
    List<String> ids = song.path("artists").findValuesAsText("id");
    return new HashSet<>(ids).size() < ids.size();
  }

  private static boolean track(Predicate<JsonNode> test) {
    return ENTRIES.stream()
        .map(entry -> entry.path("track"))
        .filter(JsonNode::isObject)
        .anyMatch(test);
  }

  private static boolean album(Predicate<JsonNode> test) {
    return track(
        song -> song.path("type").asText().equals("track") && test.test(song.path("album")));
  }

  /// Returns all values of a member. JSON's null is `null`; missing members are skipped.
  private static Set<String> texts(String path) {
    return ENTRIES.stream()
        .map(entry -> entry.at(path))
        .filter(value -> !value.isMissingNode())
        .map(JsonNode::asText)
        .collect(Collectors.toSet());
  }
}
