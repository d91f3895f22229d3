package dev.playlistlake.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.playlistlake.local.Chromium;
import dev.playlistlake.model.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The report page in a real browser.
final class ReportBrowserIT {
  private static final Path PICTURES = Path.of("target", "report");
  private static final String SHAPES =
      "document.querySelectorAll('#%s .chart svg path, #%s .chart svg text').length";
  private static final String TILES =
      "[...document.querySelectorAll('#tiles div')].map((t) => t.textContent).join()";

  @TempDir private Path folder = Path.of("");
  private Chromium browser;

  @BeforeEach
  void start() throws Exception {
    browser = Chromium.start(folder);
  }

  @AfterEach
  void checkThatNothingWasLoadedAndNoErrorWasLogged() throws Exception {
    try (Chromium closed = browser) {
      assertThat(closed.events("Runtime.exceptionThrown")).isEmpty();
      assertThat(closed.events("Runtime.consoleAPICalled")).isEmpty();
      assertThat(closed.events("Log.entryAdded")).isEmpty();
      assertThat(closed.events("Network.requestWillBeSent"))
          .extracting(event -> event.at("/params/request/url").asText())
          .allMatch(url -> url.endsWith("/report.html") || url.startsWith("data:"));
    }
  }

  private void open(boolean popularity) throws Exception {
    open(new FakeReportEngine(popularity));
  }

  private void open(FakeReportEngine engine) throws Exception {
    Map<String, String> facts =
        Map.of(
            "lake", FakeReportEngine.HOSTILE, "made", "now", "version", "1", "engine", "a sample");
    Path page = folder.resolve("report.html");
    Files.writeString(page, Report.render(engine, facts));
    browser.open(page, "document.documentElement?.dataset.ready === 'yes'");
  }

  private String text(String selector) throws Exception {
    return browser.evaluate("document.querySelector('" + selector + "').textContent").asText();
  }

  @Test
  void everyChartIsDrawn() throws Exception {
    open(true);

    for (String chart :
        List.of(
            "changes",
            "positions",
            "popularity",
            "years",
            "rejects",
            "artists",
            "collaborations",
            "coverage")) {
      assertThat(browser.evaluate(SHAPES.formatted(chart, chart)).asInt())
          .as(chart)
          .isGreaterThan(3);
      assertThat(
              browser
                  .evaluate(
                      "document.querySelector('#" + chart + " .chart').getAttribute('aria-label')")
                  .asText())
          .as(chart)
          .contains("The table below has the same data.");
    }
  }

  @Test
  void missingPopularityIsExplained() throws Exception {
    open(false);

    assertThat(text("#popularity .empty")).contains("not to apps in Development Mode");
    assertThat(browser.evaluate(SHAPES.formatted("popularity", "popularity")).asInt()).isZero();
  }

  @Test
  void aPlaylistAndARangeCanBeChosen() throws Exception {
    open(true);
    assertThat(browser.evaluate(TILES).asText())
        .contains("playlists2", "snapshots5", "entered2", "left1");
    assertThat(text("#coverage .finding")).isEqualTo("1 short and 1 missing, of 6.");

    choose("playlist", "b");

    assertThat(browser.evaluate(TILES).asText())
        .contains("playlists1", "snapshots2", "entered1", "left0");
    assertThat(text("#scope")).isEqualTo("Focus, 2026-11-19 to 2026-11-21, 2 snapshots");
    assertThat(text("#years .finding")).contains("2024").doesNotContain("1981");

    choose("to", "2026-11-19");

    assertThat(browser.evaluate(TILES).asText()).contains("snapshots1", "entered0", "left0");
    assertThat(text("#changes .empty")).startsWith("Two snapshots");
  }

  @Test
  void everyTroubleIsNamedAndExplained() throws Exception {
    List<String> troubles = new ArrayList<>(List.of("contradiction", "unfinished"));
    Arrays.stream(Trouble.values()).map(Trouble::text).forEach(troubles::add);
    for (String trouble : troubles) {
      open(new FakeReportEngine(true, trouble));

      assertThat(text("#coverage .finding")).isEqualTo("1 %s and 1 missing, of 6.", trouble);
      assertThat(text("#coverage .key")).contains(trouble + ": ").doesNotContain("undefined");
      assertThat(text("#coverage .about")).contains(trouble);
    }
  }

  @Test
  void aSnapshotMayHaveSeveralTroubles() throws Exception {
    open(new FakeReportEngine(true, "short, unreadable"));
    browser.evaluate(
        "{ const d = document.querySelector('#coverage details'); d.open = true;"
            + " d.dispatchEvent(new Event('toggle')); }");

    assertThat(text("#coverage .finding")).isEqualTo("1 short, 1 unreadable and 1 missing, of 6.");
    assertThat(text("#coverage tbody")).contains("2026-11-20short, unreadable49");
  }

  @Test
  void theLastDayOfAPlaylistIsItsLastCompleteDay() throws Exception {
    open(true);
    choose("to", "2026-11-20");

    assertThat(browser.evaluate(TILES).asText()).contains("songs on the last complete day4");
  }

  private void choose(String field, String value) throws Exception {
    browser.evaluate(
        "{ const f = document.getElementById('%s'); f.value = '%s'; f.dispatchEvent(new Event('change')); }"
            .formatted(field, value));
  }

  @Test
  void everyChartHasItsNumbersAsATable() throws Exception {
    open(true);

    JsonNode rows =
        browser.evaluate(
            "document.querySelectorAll('details').forEach((d) => { d.open = true;"
                + " d.dispatchEvent(new Event('toggle')); });"
                + " [...document.querySelectorAll('details')].map((d) => d.querySelectorAll('tbody"
                + " tr').length)");

    assertThat(StreamSupport.stream(rows.spliterator(), false).mapToInt(JsonNode::asInt))
        .hasSize(9)
        .allMatch(count -> count > 0);
  }

  @Test
  void hostileNamesAreShownAsText() throws Exception {
    open(true);
    browser.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })");

    assertThat(text("h1")).isEqualTo(FakeReportEngine.HOSTILE);
    assertThat(text("#playlist option[value=a]")).isEqualTo(FakeReportEngine.HOSTILE);
    assertThat(browser.evaluate("document.images.length + ',' + window.hostile").asText())
        .isEqualTo("0,undefined");
    assertThat(browser.evaluate("document.scripts.length").asInt()).isEqualTo(5);
  }

  @Test
  void fitsAPhoneAndFollowsItsDarkMode() throws Exception {
    browser.send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 390, "height", 844, "deviceScaleFactor", 1, "mobile", true));
    browser.send(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
    open(true);

    assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(390);
    assertThat(background()).isEqualTo("rgb(15, 20, 18)");
    picture("phone-dark");

    browser.evaluate("document.getElementById('theme').click()");

    assertThat(background()).isEqualTo("rgb(244, 246, 245)");
  }

  private String background() throws Exception {
    return browser.evaluate("getComputedStyle(document.body).backgroundColor").asText();
  }

  /// Writes a picture for inspection by eye.
  private void picture(String name) throws Exception {
    JsonNode shot = browser.send("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
    Files.write(
        Files.createDirectories(PICTURES).resolve(name + ".png"),
        Base64.getDecoder().decode(shot.path("data").asText()));
  }

  @Test
  void printsInLightColorsAndRestoresTheColorSchemeAfterwards() throws Exception {
    open(true);
    browser.evaluate("document.getElementById('theme').click()");
    String before = background();

    byte[] paper =
        Base64.getDecoder()
            .decode(
                browser
                    .send("Page.printToPDF", Map.of("printBackground", true))
                    .path("data")
                    .asText());

    Files.write(Files.createDirectories(PICTURES).resolve("report.pdf"), paper);
    assertThat(paper).hasSizeGreaterThan(20_000);
    assertThat(background()).isEqualTo(before);
    assertThat(
            browser.evaluate("document.documentElement.dataset.printing === undefined").asBoolean())
        .isTrue();
  }
}
