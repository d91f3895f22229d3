package dev.playlistlake.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/// What is odd at Spotify is in the entries of the demo's playlists on its first and last day.
class OdditiesTest {
  private static final List<JsonNode> ENTRIES = new ArrayList<>();
  private static final StringBuilder TEXT = new StringBuilder();

  @BeforeAll
  static void readAll() throws IOException {
    Library library = Library.seeded(SimulatedSpotifyConfig.DEFAULT_SEED);
    for (int day : List.of(0, 13)) {
      View view =
          new View(
              AppKind.NEW_DEVELOPMENT, Caller.DAY.minusDays(day), "https://a", true, false, 50);
      PageJson page = new PageJson(library.catalogue(), view);
      for (Playlist playlist : library.readable()) {
        byte[] json = Json.bytes(out -> entries(out, page, playlist.slotsOn(view.day())));
        new ObjectMapper().readTree(json).forEach(ENTRIES::add);
        TEXT.append(new String(json, StandardCharsets.UTF_8));
      }
    }
  }

  private static void entries(JsonGenerator out, PageJson page, List<Slot> slots)
      throws IOException {
    out.writeStartArray();
    for (Slot slot : slots) {
      page.entry(out, slot, List.of("track"));
    }
    out.writeEndArray();
  }

  @Test
  void everyOddNameIsASongAnAlbumAndAnArtist() {
    assertThat(texts("/track/name")).containsAll(OddNames.ALL);
    assertThat(texts("/track/album/name")).containsAll(OddNames.ALL);
    Set<String> artists = new HashSet<>();
    ENTRIES.forEach(entry -> entry.at("/track/artists").forEach(add(artists, "name")));
    assertThat(artists).containsAll(OddNames.ALL);
  }

  @Test
  void namesAreInEveryScript() {
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
  void whatUtf8CannotHoldAndControlCharactersAreEscapes() {
    assertThat(TEXT).contains("Half an Emoji \\ud83d\"", "\"\\ude00 the Other Half");
    assertThat(TEXT).contains("Nul\\u0000Byte", "Vertical\\u000BTab", "Two\\nLines", "Line\u2028");
  }

  @Test
  void datesAndContributorsAreMissingOrImpossible() {
    assertThat(texts("/added_at")).contains("null", "1970-01-01T00:00:00Z");
    assertThat(texts("/added_by")).contains("null");
    assertThat(texts("/added_by/id")).contains("");
  }

  @Test
  void releaseDatesAreAsPreciseAsTheyHappenToBe() {
    assertThat(texts("/track/album/release_date")).contains("0000", "null", "1981", "1981-12");
    assertThat(texts("/track/album/release_date_precision")).contains("year", "month", "day");
  }

  @Test
  void albumsAreByVariousArtistsOrDoNotCountTheirSongs() {
    assertThat(texts("/track/album/artists/0/name")).contains("Various Artists");
    assertThat(texts("/track/artists/0/name")).doesNotContain("Various Artists");
    assertThat(album(album -> !album.has("total_tracks"))).isTrue();
  }

  @Test
  void creditsAreSeveralOrTwiceTheSameOrWithoutId() {
    assertThat(track(song -> song.path("artists").size() > 3)).isTrue();
    assertThat(track(OdditiesTest::creditsSomeoneTwice)).isTrue();
    assertThat(texts("/track/artists/0/id")).contains("null");
    assertThat(texts("/track/artists/1/id")).contains("null");
    assertThat(track(song -> song.path("external_ids").isEmpty())).isTrue();
  }

  @Test
  void entriesAreFilesEpisodesOrNothing() {
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

  /// All values of a member, JSON's null as `null`; where it is missing, nothing.
  private static Set<String> texts(String path) {
    return ENTRIES.stream()
        .map(entry -> entry.at(path))
        .filter(value -> !value.isMissingNode())
        .map(JsonNode::asText)
        .collect(Collectors.toSet());
  }
}
