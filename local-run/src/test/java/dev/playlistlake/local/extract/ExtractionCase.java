package dev.playlistlake.local.extract;

import dev.playlistlake.simulator.Fault;
import dev.playlistlake.simulator.Playlist;
import dev.playlistlake.simulator.SimulatedRequest;
import dev.playlistlake.simulator.SimulatedResponse;
import dev.playlistlake.simulator.SimulatedSpotifyConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Something that a run meets. Most cases concern one playlist, behind which a small one follows.
record ExtractionCase(
    String name, UnaryOperator<SimulatedSpotifyConfig> config, Consumer<Rig> setUp) {
  private static final String SMALL = "Five for the Road";
  private static final String EVEN = "One Hundred Even";
  private static final String LARGE = "Everything Since 1981";
  private static final String HTML = "<html><body>502 Bad Gateway</body></html>";

  static final List<ExtractionCase> ALL = all();

  private static List<ExtractionCase> all() {
    List<ExtractionCase> all = new ArrayList<>();
    all.add(of("first page only", EVEN, _ -> {}));
    all.add(of("2,000 entries", LARGE, _ -> {}));
    all.add(
        new ExtractionCase(
            "next with limit 100 refused",
            config -> config.withNextLimit(100),
            rig -> select(rig, rig.named(LARGE).id())));
    all.add(of("not owned", "A Friend's Mixtape", _ -> {}));
    all.add(of("old endpoint", LARGE, rig -> rig.spotify.faults().once(at(rig, LARGE), oldNext())));
    all.add(always("403", Fault.error(403, "Forbidden")));
    all.add(
        new ExtractionCase(
            "404", config -> config, rig -> select(rig, "0".repeat(22), rig.named(SMALL).id())));
    all.add(of("Spotify's own", "Top 50 – Everywhere", _ -> {}));
    all.add(once("401 expired", Fault.error(401, "The access token expired")));
    all.add(always("401 expired for ever", Fault.error(401, "The access token expired")));
    all.add(of("401 wrong flow", EVEN, rig -> rig.refreshToken = Optional.empty()));
    all.add(of("consent ended", EVEN, rig -> rig.spotify.endConsent("Refresh token expired")));
    all.add(once("429 short", tooMany("7")));
    all.add(once("429 long", tooMany("3600")));
    all.add(once("429 missing", Fault.error(429, "API rate limit exceeded")));
    all.add(once("429 date", tooMany("Sat, 21 Nov 2026 06:00:13 GMT")));
    all.add(once("429 far date", tooMany("Fri, 31 Dec 9999 23:59:59 GMT")));
    all.add(
        once(
            "QUOTA_EXCEEDED",
            Fault.response(
                SimulatedResponse.json(
                        429,
                        "{\"error\":{\"status\":429,\"message\":\"Quota exceeded\","
                            + "\"reason\":\"QUOTA_EXCEEDED\"}}")
                    .withHeader("Retry-After", "43200"))));
    addPassing(all, "500", Fault.error(500, "Server error"));
    addPassing(
        all,
        "502 HTML",
        Fault.response(new SimulatedResponse(502, Map.of("Content-Type", "text/html"), HTML)));
    addPassing(
        all,
        "200 HTML",
        Fault.response(new SimulatedResponse(200, Map.of("Content-Type", "text/html"), HTML)));
    addPassing(all, "silent server", Fault.late(Duration.ofMinutes(1)));
    addPassing(all, "reset mid-body", Fault.cut());
    addPassing(
        all, "truncated JSON", Fault.changedBody(text -> text.substring(0, text.length() / 2)));
    all.add(
        of("total changes once", LARGE, rig -> rig.spotify.faults().once(pages(rig), oneMore())));
    all.add(
        of(
            "total changes for ever",
            LARGE,
            rig -> rig.spotify.faults().always(pages(rig), oneMore())));
    all.add(
        of(
            "next to another host",
            LARGE,
            rig -> rig.spotify.faults().always(at(rig, LARGE), nextAt("https://evil.example/"))));
    all.add(
        of(
            "next in a loop",
            LARGE,
            rig -> {
              String loop = rig.spotify.url() + "/v1/playlists/" + rig.named(LARGE).id();
              rig.spotify.faults().always(pages(rig), nextAt(loop + "/items?offset=50&limit=50"));
            }));
    all.add(
        new ExtractionCase(
            "owned with 120 playlists",
            config -> config.withLibrary(config.library().withMore(108)),
            rig -> select(rig, "owned")));
    all.add(new ExtractionCase("liked", config -> config, rig -> select(rig, "liked")));
    return List.copyOf(all);
  }

  /// The same fault once, and for as long as it is asked.
  private static void addPassing(List<ExtractionCase> all, String name, Fault fault) {
    all.add(once(name, fault));
    all.add(always(name + " for ever", fault));
  }

  private static ExtractionCase once(String name, Fault fault) {
    return of(name, EVEN, rig -> rig.spotify.faults().once(at(rig, EVEN), fault));
  }

  private static ExtractionCase always(String name, Fault fault) {
    return of(name, EVEN, rig -> rig.spotify.faults().always(at(rig, EVEN), fault));
  }

  private static ExtractionCase of(String name, String playlist, Consumer<Rig> setUp) {
    return new ExtractionCase(
        name,
        config -> config,
        rig -> {
          select(rig, rig.named(playlist).id(), rig.named(SMALL).id());
          rig.settings.put("SPOTIFY_TIMEOUT_SECONDS", name.startsWith("silent") ? "0.5" : "30");
          setUp.accept(rig);
        });
  }

  private static void select(Rig rig, String... playlists) {
    rig.settings.put("PLAYLIST_IDS", String.join(",", playlists));
  }

  private static Predicate<SimulatedRequest> at(Rig rig, String name) {
    String path = "/v1/playlists/" + rig.named(name).id();
    return request -> request.path().equals(path);
  }

  /// Every page of the large playlist but its first.
  private static Predicate<SimulatedRequest> pages(Rig rig) {
    Playlist large = rig.named(LARGE);
    return request -> request.path().startsWith("/v1/playlists/" + large.id() + "/");
  }

  private static Fault tooMany(String retryAfter) {
    return Fault.response(
        SimulatedResponse.error(429, "API rate limit exceeded")
            .withHeader("Retry-After", retryAfter));
  }

  private static Fault oldNext() {
    return Fault.changedBody(text -> text.replaceAll("(\"next\":\"[^\"]*)/items\\?", "$1/tracks?"));
  }

  private static Fault nextAt(String url) {
    return Fault.changedBody(
        text -> text.replaceAll("\"next\":\"[^\"]*\"", "\"next\":\"" + url + "\""));
  }

  private static Fault oneMore() {
    return Fault.changedBody(text -> text.replaceAll("\"total\":\\d+", "\"total\":1"));
  }
}
