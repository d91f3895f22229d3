package dev.playlistlake.local.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.playlistlake.local.Chromium;
import dev.playlistlake.model.Trouble;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The report page in a real browser.
final class ReportBrowserIT {
  private static final String COVER =
      "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
  private static final String SONG = "#/song/" + FakeReportEngine.SLOW_ROAD;
  private static final String HOSTILE_SONG = "#/song/x'%22%3C%26".replace("'", "\\'");
  private static final List<String> VIEWS =
      List.of(
          "#/",
          "#/songs",
          "#/songs?playlist=a",
          "#/artists",
          "#/albums",
          "#/playlists",
          "#/changes",
          "#/quality",
          "#/search?q=a",
          SONG,
          HOSTILE_SONG,
          "#/song/vanished",
          "#/song/long",
          "#/artist/x",
          "#/album/q",
          "#/playlist/a");

  @TempDir private static Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private static Chromium browser;

  @BeforeAll
  static void start() throws Exception {
    browser = Chromium.start(folder);
  }

  @AfterAll
  static void stop() {
    browser.close();
  }

  @BeforeEach
  void useADesktop() throws Exception {
    device(1280, "light");
  }

  @AfterEach
  void checkThatNothingWasLoadedAndNoErrorWasLogged() {
    assertThat(browser.events("Runtime.exceptionThrown")).isEmpty();
    assertThat(browser.events("Runtime.consoleAPICalled")).isEmpty();
    assertThat(browser.events("Log.entryAdded")).isEmpty();
    assertThat(browser.events("Network.requestWillBeSent"))
        .extracting(event -> event.at("/params/request/url").asText())
        .allMatch(url -> url.contains("/report.html") || url.startsWith("data:"));
  }

  private static void device(int width, String scheme) throws Exception {
    browser.send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 500));
    browser.send(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  private static void open(FakeReportEngine engine, Map<String, String> covers) throws Exception {
    Map<String, String> facts =
        Map.of(
            "title",
            FakeReportEngine.HOSTILE,
            "made",
            "2026-11-21T07:00:00Z",
            "version",
            "1",
            "engine",
            "a sample");
    Path page = folder.resolve("report.html");
    Files.writeString(page, Report.read(engine, _ -> {}).render(facts, covers));
    browser.open(page, "document.documentElement?.dataset.ready === 'yes'");
    // So a test does not depend on the last page that another test opened.
    browser.evaluate("localStorage.clear()");
    browser.open(page, "document.documentElement?.dataset.ready === 'yes'");
  }

  private static void open(FakeReportEngine engine) throws Exception {
    open(engine, Map.of());
  }

  private static void show(String address) throws Exception {
    browser.evaluate(
        "history.replaceState(null, '', '%s'); dispatchEvent(new Event('hashchange'))"
            .formatted(address));
  }

  private static String text(String selector) throws Exception {
    return browser
        .evaluate(
            "[...document.querySelectorAll(\"%s\")].map((e) => e.textContent).join(' | ')"
                .formatted(selector))
        .asText();
  }

  private static void click(String selector) throws Exception {
    browser.evaluate("document.querySelector(\"%s\").click()".formatted(selector));
  }

  private static void type(String selector, String value) throws Exception {
    browser.evaluate(
        "{ const f = document.querySelector(\"%s\"); f.focus(); f.value = '%s'; f.dispatchEvent(new Event('input', { bubbles: true })); }"
            .formatted(selector, value));
  }

  private static void choose(String label, String value) throws Exception {
    browser.evaluate(
        "{ const f = [...document.querySelectorAll('.field')].find((l) => l.textContent.startsWith('%s')).querySelector('select'); f.value = '%s'; f.dispatchEvent(new Event('change')); }"
            .formatted(label, value));
  }

  private static void await(String condition) throws Exception {
    browser.await(condition);
  }

  private static void awaitHeading(String heading) throws Exception {
    await("document.getElementById('heading').textContent.endsWith('" + heading + "')");
  }

  @Test
  void aReaderFindsASongOpensItsArtistGoesBackFiltersAndReloads() throws Exception {
    open(FakeReportEngine.ofThreeDays());

    type("#search", "SLÓW anna");
    await("location.hash.startsWith('#/search')");
    assertThat(text("main .title")).isEqualTo("Slow Road");
    assertThat(browser.evaluate("document.activeElement.id").asText()).isEqualTo("search");

    click("main .title a");
    awaitHeading("Slow Road");
    assertThat(browser.evaluate("document.activeElement.id").asText()).isEqualTo("heading");
    assertThat(text("main .hero")).contains("by Anna, Ben", "from Early Songs (1981)");

    click("main .hero a[href='#/artist/y']");
    awaitHeading("Anna");
    assertThat(text("main .table .title a"))
        .contains("Slow Road", "Long Ago", FakeReportEngine.LONG);

    browser.evaluate("history.back()");
    awaitHeading("Slow Road");
    browser.evaluate("history.back()");
    await("location.hash.startsWith('#/search')");
    assertThat(text("main .title")).isEqualTo("Slow Road");
    assertThat(browser.evaluate("document.getElementById('search').value").asText())
        .isEqualTo("SLÓW anna");

    click("#nav a[data-kind=songs]");
    awaitHeading("Songs");
    choose("Playlist", "a");
    type("main [data-key=q]", "anna");
    await("location.hash.includes('q=anna')");
    click("[data-key=sort-song]");
    assertThat(text("main .title a")).isEqualTo(FakeReportEngine.LONG);

    browser.evaluate("delete document.documentElement.dataset.ready; location.reload()");
    await("document.documentElement?.dataset.ready === 'yes'");
    assertThat(browser.evaluate("location.hash").asText())
        .isEqualTo("#/songs?playlist=a&q=anna&sort=song");
    assertThat(text("main .title a")).isEqualTo(FakeReportEngine.LONG);
    assertThat(browser.evaluate("document.querySelector('main [data-key=q]').value").asText())
        .isEqualTo("anna");
    assertThat(text("main th[aria-sort=ascending]")).startsWith("Song");
  }

  @Test
  void axeFindsNothingOnAnyView() throws Exception {
    String axe;
    try (InputStream file = ReportBrowserIT.class.getResourceAsStream("axe/axe.min.js")) {
      axe = new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
    }
    for (String scheme : List.of("light", "dark")) {
      device(1280, scheme);
      open(FakeReportEngine.withPopularity(), Map.of(FakeReportEngine.IMAGE, COVER));
      browser.send("Runtime.evaluate", Map.of("expression", axe));
      for (String view : VIEWS) {
        show(view);
        JsonNode violations =
            browser.send(
                "Runtime.evaluate",
                Map.of(
                    "expression",
                    "axe.run(document, { resultTypes: ['violations'] }).then((r) =>"
                        + " r.violations.map((v) => v.id + ' ' + v.nodes.map((n) =>"
                        + " n.html).join()))",
                    "awaitPromise",
                    true,
                    "returnByValue",
                    true));
        assertThat(violations.at("/result/value").isArray()).isTrue();
        assertThat(violations.at("/result/value")).as("%s, %s", view, scheme).isEmpty();
      }
    }
  }

  @Test
  void hostileNamesStayTextOnEveryView() throws Exception {
    open(FakeReportEngine.ofThreeDays());

    for (String view : VIEWS) {
      show(view);
      browser.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })");
      assertThat(browser.evaluate("document.images.length + ',' + window.hostile").asText())
          .as(view)
          .isEqualTo("0,undefined");
      assertThat(text("main")).as(view).isNotEmpty();
    }
    show(HOSTILE_SONG);
    assertThat(text("#title")).isEqualTo(FakeReportEngine.HOSTILE);
    assertThat(text("#heading bdi")).isEqualTo(FakeReportEngine.HOSTILE);
    assertThat(browser.evaluate("document.title").asText()).startsWith(FakeReportEngine.HOSTILE);
    // The data, ECharts and the page's own scripts.
    assertThat(browser.evaluate("document.scripts.length").asInt()).isEqualTo(13);
  }

  @Test
  void linksOpenOnlySpotifyAndOnlyForIdsOfSpotify() throws Exception {
    open(FakeReportEngine.ofThreeDays());

    for (String view : VIEWS) {
      show(view);
      assertThat(
              browser.evaluate(
                  "[...document.querySelectorAll('a:not([href^=\"#\"])')].filter((a) =>"
                      + " !a.href.startsWith('https://open.spotify.com/') || a.rel !== 'noopener"
                      + " noreferrer').length"))
          .as(view)
          .hasToString("0");
    }
    show("#/songs");
    assertThat(
            browser
                .evaluate(
                    "[...document.querySelectorAll('a.play')].map((a) =>"
                        + " a.getAttribute('href')).join()")
                .asText())
        .isEqualTo("https://open.spotify.com/track/" + FakeReportEngine.SLOW_ROAD);
  }

  @Test
  void theOverviewBeginsWithTheChanges() throws Exception {
    open(FakeReportEngine.ofThreeDays());
    choose("Period", "all");

    assertThat(text(".card:first-child h3")).isEqualTo("What changed since you last looked");
    assertThat(text(".halves h4")).isEqualTo("2 songs entered | 1 song left");
    assertThat(text(".halves li"))
        .contains(FakeReportEngine.RIGHT_TO_LEFT, "Long Ago", "no longer on Spotify");
    assertThat(text("#trouble"))
        .isEqualTo(
            "1 snapshot of 1 playlist is in trouble, and 1 snapshot is missing. See data quality");

    choose("Playlist", "b");

    assertThat(text(".halves h4")).isEqualTo("1 song entered");
  }

  @Test
  void theOverviewRemembersTheLastVisit() throws Exception {
    open(FakeReportEngine.ofTheFirstDay());
    Map<String, String> facts =
        Map.of("title", "x", "made", "2026-11-21T07:00:00Z", "version", "1", "engine", "e");
    Path page = folder.resolve("report.html");
    Files.writeString(
        page, Report.read(FakeReportEngine.ofThreeDays(), _ -> {}).render(facts, Map.of()));

    for (int visit = 1; visit <= 2; visit++) {
      browser.open(page, "document.documentElement?.dataset.ready === 'yes'");
      assertThat(text(".lead option:checked")).isEqualTo("Since your last visit (Nov 19)");
      assertThat(text(".halves h4")).isEqualTo("2 songs entered | 1 song left");
    }
  }

  @Test
  void theFirstDayIsFullAndHasNoEmptyCards() throws Exception {
    open(FakeReportEngine.ofTheFirstDay());

    assertThat(text(".card h3"))
        .contains("November 21 in other years", "Songs added per month", "Decades", "Artists")
        .doesNotContain("What changed", "rising", "Vanished", "Positions");
    assertThat(text("#scope")).startsWith("First snapshot: Thursday, November 19, 2026.");
    assertThat(text("main .table .title a")).contains("Slow Road", "Long Ago");
    assertThat(text(".empty")).isEmpty();
    show("#/changes");
    assertThat(text("main")).contains("Changes need two snapshots of a playlist.");
  }

  @Test
  void anEmptyLakeSaysSo() throws Exception {
    open(FakeReportEngine.ofAnEmptyLake());

    assertThat(text("#scope")).isEqualTo("The lake contains no snapshots yet.");
    assertThat(browser.evaluate("document.getElementById('nav').hidden").asBoolean()).isTrue();
  }

  @Test
  void aSongThatVanishedHasItsOldTitleAndPlace() throws Exception {
    open(FakeReportEngine.ofThreeDays());

    assertThat(text("main .card")).contains("Vanished from Spotify");
    show("#/song/vanished");

    assertThat(text("#heading bdi")).isEqualTo("Long Ago");
    assertThat(text("main .notice"))
        .isEqualTo(
            "Spotify no longer sends this song: seen last on Nov 19, 2026, at number 2 of "
                + FakeReportEngine.HOSTILE
                + ".");
    show("#/quality");
    assertThat(text("main td.main")).contains("was Long Ago");
  }

  @Test
  void everyColumnSorts() throws Exception {
    open(FakeReportEngine.withPopularity());
    for (String view : List.of("#/songs", "#/artists", "#/albums", "#/playlists", "#/changes")) {
      show(view);
      int columns = browser.evaluate("document.querySelectorAll('main th button').length").asInt();
      assertThat(columns).isGreaterThan(2);
      for (int i = 0; i < columns; i++) {
        String button = "document.querySelectorAll('main th button')[" + i + "]";
        String order = button + ".parentElement.getAttribute('aria-sort')";
        browser.evaluate(button + ".focus(); " + button + ".click()");
        String first = browser.evaluate(order).asText();
        browser.evaluate(button + ".click()");
        assertThat(List.of(first, browser.evaluate(order).asText()))
            .as("%s, column %s", view, i)
            .containsExactlyInAnyOrder("ascending", "descending");
        assertThat(browser.evaluate("document.activeElement === " + button).asBoolean()).isTrue();
      }
    }
  }

  @Test
  void chartsAreDrawnAndHaveTheirNumbersAsATable() throws Exception {
    open(FakeReportEngine.withPopularity());

    for (String view : List.of("#/", "#/changes", SONG, "#/playlist/a")) {
      show(view);
      assertThat(
              browser.evaluate(
                  "[...document.querySelectorAll('.chart')].map((c) => c.querySelectorAll('svg"
                      + " path, svg text').length > 3 && c.getAttribute('aria-label').length >"
                      + " 40).join()"))
          .as(view)
          .asString()
          .contains("true")
          .doesNotContain("false");
      browser.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })");
      await(
          "[...document.querySelectorAll('details')].every((d) => d.querySelectorAll('tbody"
              + " tr').length > 0)");
    }
  }

  @Test
  void everyTroubleIsNamedAndExplained() throws Exception {
    List<String> troubles = new ArrayList<>(List.of("contradiction", "unfinished"));
    Arrays.stream(Trouble.values()).map(Trouble::text).forEach(troubles::add);
    troubles.add("short, unreadable");
    for (String trouble : troubles) {
      open(FakeReportEngine.withTroubles(trouble));
      show("#/quality");

      String counted = trouble.replace(", ", ", 1 ");
      assertThat(text("#coverage .finding")).isEqualTo("1 %s, 1 missing, of 6 snapshots.", counted);
      assertThat(text("#coverage .key"))
          .contains(trouble.split(", ", -1)[0] + ": ")
          .doesNotContain("undefined");
      browser.evaluate("document.querySelector('#coverage details').open = true");
      await("document.querySelector('#coverage tbody') !== null");
      assertThat(text("#coverage tbody tr")).contains("Nov 20, 2026" + trouble + "49");
    }
  }

  @Test
  void coversLinkToSpotify() throws Exception {
    open(FakeReportEngine.ofThreeDays(), Map.of(FakeReportEngine.IMAGE, COVER));
    show("#/songs");

    assertThat(browser.evaluate("document.images[0].src").asText()).isEqualTo(COVER);
    assertThat(browser.evaluate("document.images[0].naturalWidth").asInt()).isEqualTo(1);
  }

  @Test
  void everyViewFitsAPhoneAndFollowsItsDarkMode() throws Exception {
    device(375, "dark");
    open(FakeReportEngine.ofThreeDays());

    for (String view : VIEWS) {
      show(view);
      assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
          .as(view)
          .isLessThanOrEqualTo(375);
    }
    String dark = background();
    click("#theme");
    assertThat(background()).isNotEqualTo(dark);
  }

  private static String background() throws Exception {
    return browser.evaluate("getComputedStyle(document.body).backgroundColor").asText();
  }

  @Test
  void printsInLightColorsAndRestoresTheColorSchemeAfterwards() throws Exception {
    device(1280, "dark");
    open(FakeReportEngine.ofThreeDays());
    String before = background();
    for (String view : List.of("#/", "#/quality")) {
      show(view);
      byte[] paper =
          Base64.getDecoder()
              .decode(
                  browser
                      .send("Page.printToPDF", Map.of("printBackground", true))
                      .path("data")
                      .asText());

      assertThat(paper).as(view).hasSizeGreaterThan(20_000);
      assertThat(background()).isEqualTo(before);
      assertThat(
              browser
                  .evaluate("document.documentElement.dataset.printing === undefined")
                  .asBoolean())
          .isTrue();
    }
  }
}
