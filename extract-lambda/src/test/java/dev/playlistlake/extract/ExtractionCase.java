package dev.playlistlake.extract;

import dev.playlistlake.simulator.Fault;
import dev.playlistlake.simulator.Playlist;
import dev.playlistlake.simulator.Quirk;
import dev.playlistlake.simulator.SimulatedRequest;
import dev.playlistlake.simulator.SimulatedResponse;
import dev.playlistlake.simulator.SimulatedSpotifyConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// A case for [ExtractionIT]. Most cases concern one playlist, which is followed by a small
/// playlist.
///
/// @param name line in `extraction.txt`
/// @param config changes the configuration of the simulated Spotify
/// @param setUp changes settings and responses before the run
record ExtractionCase(
    String name, UnaryOperator<SimulatedSpotifyConfig> config, Consumer<SimulatedExtract> setUp) {
  private static final String SMALL = "Five for the Road";
  private static final String EVEN = "One Hundred Even";
  private static final String LARGE = "Everything Since 1981";
  private static final String HTML = "<html><body>502 Bad Gateway</body></html>";

  /// The ID in a playlist object, between two groups.
  private static final String ID_OF_EVEN =
      "(?<before>\"id\":)\"[A-Za-z0-9]{22}\"(?<after>,\"type\":\"playlist\")";

  static final List<ExtractionCase> ALL = all();

  private static List<ExtractionCase> all() {
    List<ExtractionCase> all = new ArrayList<>();
    all.add(of("first page only", EVEN, _ -> {}));
    all.add(of("2,000 entries", LARGE, _ -> {}));
    all.add(
        new ExtractionCase(
            "next with invalid limit 100",
            config -> config.withNextLimit(100),
            extract -> select(extract, extract.named(LARGE).id())));
    all.add(of("not owned", "A Friend's Mixtape", _ -> {}));
    all.add(
        of(
            "old endpoint",
            LARGE,
            extract -> extract.spotify.faults().once(at(extract, LARGE), nextWithOldPath())));
    all.add(always("403", Fault.error(403, "Forbidden")));
    all.add(
        new ExtractionCase(
            "404",
            config -> config,
            extract -> select(extract, "0".repeat(22), extract.named(SMALL).id())));
    all.add(of("Spotify's own", "Top 50 – Everywhere", _ -> {}));
    all.add(once("401 expired", Fault.error(401, "The access token expired")));
    all.add(always("401 expired forever", Fault.error(401, "The access token expired")));
    all.add(once("401 other wording", Fault.error(401, "Unauthorized.")));
    all.add(always("401 other wording forever", Fault.error(401, "Unauthorized.")));
    all.add(of("401 client credentials", EVEN, extract -> extract.refreshToken = Optional.empty()));
    all.add(
        of("consent ended", EVEN, extract -> extract.spotify.endConsent("Refresh token expired")));
    all.add(once("429 short", rateLimit("7")));
    all.add(once("429 long", rateLimit("3600")));
    all.add(once("429 missing", Fault.error(429, "API rate limit exceeded")));
    all.add(once("429 date", rateLimit("Sat, 21 Nov 2026 06:00:13 GMT")));
    all.add(once("429 far date", rateLimit("Fri, 31 Dec 9999 23:59:59 GMT")));
    all.add(always("429 short forever", rateLimit("7")));
    all.add(always("429 missing forever", Fault.error(429, "API rate limit exceeded")));
    addOnceAndForever(all, "429 zero", rateLimit("0"));
    addOnceAndForever(all, "429 past date", rateLimit("Sat, 21 Nov 2026 05:59:59 GMT"));
    addOnceAndForever(all, "429 fraction", rateLimit("2.5"));
    all.add(
        once(
            "QUOTA_EXCEEDED",
            Fault.response(
                SimulatedResponse.json(
                        429,
                        "{\"error\":{\"status\":429,\"message\":\"Quota exceeded\","
                            + "\"reason\":\"QUOTA_EXCEEDED\"}}")
                    .withHeader("Retry-After", "43200"))));
    addOnceAndForever(all, "500", Fault.error(500, "Server error"));
    all.add(burst("503 for 40 seconds", Duration.ofSeconds(40), 60));
    all.add(burst("503 for 5 minutes", Duration.ofMinutes(5), 600));
    addOnceAndForever(
        all,
        "502 HTML",
        Fault.response(new SimulatedResponse(502, Map.of("Content-Type", "text/html"), HTML)));
    addOnceAndForever(
        all,
        "200 HTML",
        Fault.response(new SimulatedResponse(200, Map.of("Content-Type", "text/html"), HTML)));
    addOnceAndForever(all, "silent server", Fault.late(Duration.ofMinutes(1)));
    addOnceAndForever(all, "reset mid-body", Fault.cut());
    addOnceAndForever(
        all, "truncated JSON", Fault.changedBody(text -> text.substring(0, text.length() / 2)));
    all.add(
        of(
            "total changes once",
            LARGE,
            extract -> extract.spotify.faults().once(pages(extract), otherTotal())));
    all.add(
        of(
            "total changes forever",
            LARGE,
            extract -> extract.spotify.faults().always(pages(extract), otherTotal())));
    all.add(quirk("entries left out", Quirk.LEAVES_OUT));
    all.add(quirk("empty playlist", Quirk.EMPTY));
    all.add(
        new ExtractionCase(
            "empty playlist of owned",
            config -> config,
            extract -> {
              extract.setQuirk(extract.named(EVEN), Quirk.EMPTY);
              select(extract, "owned");
            }));
    all.add(
        of(
            "edited once",
            LARGE,
            extract -> extract.spotify.faults().once(at(extract, LARGE), edit())));
    all.add(
        of(
            "edited forever",
            LARGE,
            extract -> extract.spotify.faults().always(at(extract, LARGE), edit())));
    all.add(
        once(
            "id of another type",
            Fault.changedBody(text -> text.replaceAll(ID_OF_EVEN, "${before}5${after}"))));
    all.add(
        of(
            "next to another playlist",
            LARGE,
            extract -> {
              String other = extract.spotify.url() + "/v1/playlists/" + extract.named(EVEN).id();
              extract
                  .spotify
                  .faults()
                  .always(at(extract, LARGE), nextTo(other + "/items?offset=50&limit=50"));
            }));
    all.add(
        of(
            "next to another host",
            LARGE,
            extract ->
                extract
                    .spotify
                    .faults()
                    .always(at(extract, LARGE), nextTo("https://evil.example/"))));
    all.add(
        of(
            "next in a loop",
            LARGE,
            extract -> {
              String loop = extract.spotify.url() + "/v1/playlists/" + extract.named(LARGE).id();
              extract
                  .spotify
                  .faults()
                  .always(pages(extract), nextTo(loop + "/items?offset=50&limit=50"));
            }));
    all.add(
        new ExtractionCase(
            "owned with 120 playlists",
            config -> config.withLibrary(config.library().withMore(108)),
            extract -> select(extract, "owned")));
    all.add(
        new ExtractionCase(
            "owned without two playlists",
            config -> config,
            extract ->
                select(
                    extract,
                    "owned",
                    "-" + extract.named(LARGE).id(),
                    "-spotify:playlist:" + extract.named(EVEN).id())));
    all.add(
        new ExtractionCase(
            "owned with a followed collaborative playlist",
            config -> config.withLibrary(config.library().withFollowedCollaborative()),
            extract -> select(extract, "owned")));
    all.add(owned("owned with a wrong total", 1, Fault.changedBody(text -> total(text, 200))));
    all.add(
        owned(
            "owned with a wrong total forever", 100, Fault.changedBody(text -> total(text, 200))));
    all.add(
        owned(
            "owned with repeated playlists",
            1,
            Fault.changedBody(text -> text.replaceAll("offset=50&", "offset=40&"))));
    all.add(new ExtractionCase("liked", config -> config, extract -> select(extract, "liked")));
    return List.copyOf(all);
  }

  private static ExtractionCase quirk(String name, Quirk quirk) {
    return of(name, LARGE, extract -> extract.setQuirk(extract.named(LARGE), quirk));
  }

  /// A list of 120 playlists whose first pages have a fault.
  private static ExtractionCase owned(String name, int times, Fault fault) {
    return new ExtractionCase(
        name,
        config -> config.withLibrary(config.library().withMore(108)),
        extract -> {
          select(extract, "owned");
          extract
              .spotify
              .faults()
              .times(times, request -> request.path().equals("/v1/me/playlists"), fault);
        });
  }

  /// Errors for all pages of a playlist except the first, until the extract has waited long enough.
  private static ExtractionCase burst(String name, Duration duration, int waitBudget) {
    return of(
        name,
        LARGE,
        extract -> {
          extract.settings.put("SPOTIFY_WAIT_BUDGET_SECONDS", String.valueOf(waitBudget));
          Fault error =
              new Fault(
                  normal ->
                      extract.elapsed().compareTo(duration) < 0
                          ? SimulatedResponse.error(503, "Service unavailable")
                          : normal.get(),
                  Duration.ZERO,
                  Fault.Ending.COMPLETE);
          extract.spotify.faults().always(pages(extract), error);
        });
  }

  /// Adds a case with one error response and a case with only error responses.
  private static void addOnceAndForever(List<ExtractionCase> all, String name, Fault fault) {
    all.add(once(name, fault));
    all.add(always(name + " forever", fault));
  }

  private static ExtractionCase once(String name, Fault fault) {
    return of(name, EVEN, extract -> extract.spotify.faults().once(at(extract, EVEN), fault));
  }

  private static ExtractionCase always(String name, Fault fault) {
    return of(name, EVEN, extract -> extract.spotify.faults().always(at(extract, EVEN), fault));
  }

  private static ExtractionCase of(String name, String playlist, Consumer<SimulatedExtract> setUp) {
    return new ExtractionCase(
        name,
        config -> config,
        extract -> {
          select(extract, extract.named(playlist).id(), extract.named(SMALL).id());
          extract.settings.put("SPOTIFY_TIMEOUT_SECONDS", name.startsWith("silent") ? "0.5" : "30");
          setUp.accept(extract);
        });
  }

  private static void select(SimulatedExtract extract, String... playlists) {
    extract.settings.put("PLAYLIST_IDS", String.join(",", playlists));
  }

  private static Predicate<SimulatedRequest> at(SimulatedExtract extract, String name) {
    String path = "/v1/playlists/" + extract.named(name).id();
    return request -> request.path().equals(path);
  }

  /// Requests for all pages of the large playlist except the first.
  private static Predicate<SimulatedRequest> pages(SimulatedExtract extract) {
    Playlist large = extract.named(LARGE);
    return request -> request.path().startsWith("/v1/playlists/" + large.id() + "/");
  }

  private static Fault rateLimit(String retryAfter) {
    return Fault.response(
        SimulatedResponse.error(429, "API rate limit exceeded")
            .withHeader("Retry-After", retryAfter));
  }

  private static Fault edit() {
    AtomicInteger edits = new AtomicInteger();
    return Fault.changedBody(
        text ->
            text.replaceFirst(
                "\"snapshot_id\":\"", "\"snapshot_id\":\"edit-" + edits.incrementAndGet() + "-"));
  }

  /// Returns the page with another total.
  private static String total(String page, int total) {
    return page.replaceAll("\"total\":\\d+}$", "\"total\":" + total + "}");
  }

  private static Fault nextWithOldPath() {
    return Fault.changedBody(text -> text.replaceAll("(\"next\":\"[^\"]*)/items\\?", "$1/tracks?"));
  }

  private static Fault nextTo(String url) {
    return Fault.changedBody(
        text -> text.replaceAll("\"next\":\"[^\"]*\"", "\"next\":\"" + url + "\""));
  }

  private static Fault otherTotal() {
    return Fault.changedBody(text -> text.replaceAll("\"total\":\\d+", "\"total\":1"));
  }
}
