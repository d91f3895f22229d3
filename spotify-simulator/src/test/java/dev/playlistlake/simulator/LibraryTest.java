package dev.playlistlake.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The invented library: identical for the same seed, different from day to day.
class LibraryTest {
  private static final LocalDate DAY = SimulatorClient.DAY;
  private final Library library = Library.seeded(SimulatedSpotifyConfig.DEFAULT_SEED);

  @Test
  void theSameSeedResultsInTheSameBytesInEveryLocaleAndTimeZone() {
    List<String> here = documents(Library.seeded(7));
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      assertThat(documents(Library.seeded(7))).isEqualTo(here);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
    assertThat(documents(Library.seeded(8))).isNotEqualTo(here);
  }

  @Test
  void theSameSeedHasTheSameIdsInEveryJvm() {
    Playlist first = library.playlists().getFirst();
    assertThat(first.id()).isEqualTo("3JHxUD0tUdbglCLDQeCjcD");
    assertThat(first.snapshotIdOn(DAY)).isEqualTo("ryhy5w0S0LEmbivgVteQb+UIaqj4BgOv");
  }

  /// Recorded results of the demo stay comparable. If you change the content on purpose, change the
  /// hash.
  @Test
  void theDemosLibraryHasTheseBytes() throws Exception {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    documents(library).forEach(text -> sha256.update(text.getBytes(StandardCharsets.UTF_8)));
    assertThat(HexFormat.of().formatHex(sha256.digest()))
        .isEqualTo("36427131801364cd87db335b3173b7ed674f8f2b9574486244711b59b49458f3");
  }

  @Test
  void aDayDoesNotDependOnOtherRequestedDays() {
    Playlist fresh = Library.seeded(1).named("Harbour Town Top 50");
    Playlist used = Library.seeded(1).named("Harbour Town Top 50");
    used.entriesOn(DAY.plusDays(300));
    used.entriesOn(DAY.minusYears(60));
    assertThat(used.entriesOn(DAY)).isEqualTo(fresh.entriesOn(DAY));
  }

  @Test
  void twelvePlaylistsWith5To2000EntriesAreReadable() {
    List<Integer> sizes =
        library.readable().stream()
            .flatMap(playlist -> days().map(day -> playlist.entriesOn(day).size()))
            .sorted()
            .toList();
    assertThat(library.readable()).hasSize(12);
    assertThat(sizes.getFirst()).isEqualTo(5);
    assertThat(sizes.getLast()).isBetween(1950, 2000);
  }

  @Test
  void aFewPercentOfAPlaylistAndMoreOfAChartChangeEachDay() {
    for (Playlist playlist : library.readable()) {
      double share = days().mapToDouble(day -> shareThatLeaves(playlist, day)).average().orElse(0);
      switch (playlist.definition().turnover()) {
        case CHART -> assertThat(share).as(playlist.name()).isBetween(0.08, 0.22);
        case NONE -> assertThat(share).as(playlist.name()).isLessThan(0.02);
        case SLOW, LIVELY, SAVED_SONGS ->
            assertThat(share).as(playlist.name()).isBetween(0.005, 0.08);
      }
    }
  }

  @Test
  void songsOfAChartRiseAndFall() {
    Playlist chart = library.named("Harbour Town Top 50");
    List<String> today = chart.entriesOn(DAY).stream().map(ExpectedEntry::id).toList();
    List<String> tomorrow =
        chart.entriesOn(DAY.plusDays(1)).stream().map(ExpectedEntry::id).toList();
    List<String> stayed = today.stream().filter(tomorrow::contains).toList();
    assertThat(stayed).hasSizeGreaterThan(35);
    assertThat(tomorrow.stream().filter(stayed::contains)).isNotEqualTo(stayed);
  }

  @Test
  void theSnapshotIdChangesExactlyWhenTheEntriesDo() {
    for (Playlist playlist : library.readable()) {
      for (LocalDate day : days().toList()) {
        boolean same = playlist.entriesOn(day).equals(playlist.entriesOn(day.plusDays(1)));
        String snapshotId = playlist.snapshotIdOn(day);
        assertThat(snapshotId.equals(playlist.snapshotIdOn(day.plusDays(1)))).isEqualTo(same);
      }
    }
  }

  @Test
  void popularityAndFollowersDriftInSmallSteps() {
    Catalogue catalogue = library.catalogue();
    long day = DAY.toEpochDay();
    int moving = 0;
    for (int song = 0; song < 500; song++) {
      int before = catalogue.popularity(song, day);
      int after = catalogue.popularity(song, day + 1);
      assertThat(before).isBetween(0, 100);
      assertThat(Math.abs(after - before)).isLessThanOrEqualTo(3);
      moving += after == before ? 0 : 1;
    }
    assertThat(moving).isBetween(100, 450);
    assertThat(days().map(library.named("Sunday Kitchen")::followersOn).distinct())
        .hasSizeBetween(3, 14);
  }

  @Test
  void aDuplicateIsASongOfAnEarlierEntry() {
    List<ExpectedEntry> entries = library.named("Music & Podcasts").entriesOn(DAY);
    Set<String> seen = new HashSet<>();
    for (ExpectedEntry entry : entries) {
      switch (entry.kind()) {
        case SONG -> assertThat(seen.add(entry.id())).isTrue();
        case DUPLICATE -> assertThat(seen).contains(entry.id());
        case LOCAL_FILE, UNAVAILABLE, MISSING_ID -> assertThat(entry.id()).isEmpty();
        case EPISODE -> assertThat(seen).doesNotContain(entry.id());
      }
    }
    assertThat(entries.stream().map(ExpectedEntry::kind)).contains(ExpectedEntry.Kind.values());
    assertThat(entries.stream().map(ExpectedEntry::position))
        .isEqualTo(IntStream.rangeClosed(1, entries.size()).boxed().toList());
  }

  @Test
  void everySongHasItsOwnIdOf22Characters() {
    Function<Integer, String> id = song -> library.catalogue().track(song).id();
    List<String> ids = IntStream.range(0, 20_000).boxed().map(id).toList();
    assertThat(ids).doesNotHaveDuplicates().allMatch(text -> text.matches("[0-7][0-9A-Za-z]{21}"));
  }

  @Test
  void moreSmallPlaylistsCanBeAdded() {
    assertThat(library.withMore(108).readable()).hasSize(120);
  }

  @Test
  void anUnknownNameIsAnErrorThatListsTheNames() {
    assertThatThrownBy(() -> library.named("Nowhere"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "playlist \"Nowhere\" does not exist, expected one of: Five for the Road, Sunday");
  }

  private static double shareThatLeaves(Playlist playlist, LocalDate day) {
    Set<String> today = ids(playlist, day);
    Set<String> tomorrow = ids(playlist, day.plusDays(1));
    long left = today.stream().filter(id -> !tomorrow.contains(id)).count();
    return (double) left / today.size();
  }

  private static Set<String> ids(Playlist playlist, LocalDate day) {
    return playlist.entriesOn(day).stream().map(ExpectedEntry::id).collect(Collectors.toSet());
  }

  private static Stream<LocalDate> days() {
    return IntStream.range(0, 14).mapToObj(DAY::plusDays);
  }

  private static List<String> documents(Library library) {
    ResponseOptions options =
        new ResponseOptions(
            AppKind.EXTENDED_QUOTA, DAY, "https://api.example", true, false, 50, Quirk.NONE);
    PlaylistJson writer = new PlaylistJson(library.catalogue(), options);
    return library.playlists().stream()
        .map(playlist -> SpotifyJson.bytes(json -> writer.writePlaylist(json, playlist)))
        .map(document -> new String(document, StandardCharsets.UTF_8))
        .toList();
  }
}
