package dev.playlistlake.simulator;

import dev.playlistlake.simulator.PlaylistJson.ItemWriter;
import dev.playlistlake.simulator.PlaylistJson.Page;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The simulated Web API: the user, the user's playlists and saved songs, and all playlists.
/// [SpotifyHttpHandler] calls it on many threads. It is immutable.
final class WebApiHost {
  private static final Pattern PLAYLIST_PATH =
      Pattern.compile("/v1/playlists/([^/]*)(?:/(items|tracks))?");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{22}");
  private static final Pattern OUTDATED_FIELD = Pattern.compile("\\btracks?\\b");
  private static final int MAX_ITEMS = 50;
  private static final int MAX_TRACKS = 100;

  private final SimulatedSpotifyConfig config;
  private final String baseUrl;
  private final IssuedTokens tokens;
  private final Library library;

  /// @param baseUrl start of `href` and `next`, without a slash at the end
  WebApiHost(SimulatedSpotifyConfig config, String baseUrl, IssuedTokens tokens) {
    this.config = config;
    this.baseUrl = baseUrl;
    this.tokens = tokens;
    this.library = config.library();
  }

  /// Returns the response to a request on a simulated date.
  ///
  /// @param quirks by ID of the playlist
  /// @throws ApiException if the response is an error
  SimulatedResponse respond(ParsedRequest request, LocalDate day, Map<String, Quirk> quirks) {
    if (!request.method().equals("GET")) {
      throw new ApiException(405, "Method not allowed");
    }
    IssuedTokens.Grant grant = grant(request.authorization());
    ResponseOptions options = options(request, day);
    String path = request.path();
    Matcher playlistPath = PLAYLIST_PATH.matcher(path);
    if (playlistPath.matches()) {
      requireUser(grant, config.kind().isDevelopment());
      Playlist playlist = find(playlistPath.group(1), grant);
      String list = playlistPath.group(2);
      ResponseOptions own = options.with(quirks.getOrDefault(playlist.id(), Quirk.NONE));
      return list == null ? playlist(own, playlist) : entries(request, own, playlist, list);
    }
    requireUser(grant, path.startsWith("/v1/me"));
    return switch (path) {
      case "/v1/me" -> me(options);
      case "/v1/me/playlists" -> myPlaylists(request, options);
      case "/v1/me/tracks" ->
          savedSongs(request, options.with(quirks.getOrDefault(library.liked().id(), Quirk.NONE)));
      default -> throw new ApiException(404, "Service not found");
    };
  }

  private IssuedTokens.Grant grant(String authorization) {
    if (authorization.isEmpty()) {
      throw new ApiException(401, "No token provided");
    }
    if (!authorization.startsWith("Bearer ")) {
      throw new ApiException(400, "Only valid bearer authentication supported");
    }
    return tokens.check(authorization.substring("Bearer ".length()));
  }

  private static void requireUser(IssuedTokens.Grant grant, boolean required) {
    if (required && !grant.user()) {
      throw new ApiException(401, "Valid user authentication required");
    }
  }

  private ResponseOptions options(ParsedRequest request, LocalDate day) {
    // Like Spotify, send empty entries for field names from before 2026.
    boolean emptyEntries =
        config.kind().isDevelopment() && OUTDATED_FIELD.matcher(request.parameter("fields")).find();
    return new ResponseOptions(
        config.kind(),
        day,
        baseUrl,
        request.parameter("additional_types").contains("episode"),
        emptyEntries,
        config.nextLimit(),
        Quirk.NONE);
  }

  private Playlist find(String id, IssuedTokens.Grant grant) {
    if (!ID.matcher(id).matches()) {
      throw new ApiException(400, "Invalid base62 id");
    }
    return library
        .playlist(id)
        .filter(playlist -> playlist.isVisibleTo(grant.user()))
        .orElseThrow(() -> new ApiException(404, "Resource not found"));
  }

  private SimulatedResponse playlist(ResponseOptions options, Playlist playlist) {
    PlaylistJson writer = writer(options);
    return SimulatedResponse.json(200, json -> writer.writePlaylist(json, playlist));
  }

  private SimulatedResponse entries(
      ParsedRequest request, ResponseOptions options, Playlist playlist, String list) {
    boolean outdated = list.equals("tracks");
    boolean removed = outdated && config.kind() == AppKind.NEW_DEVELOPMENT;
    if (removed || (config.kind().isDevelopment() && !playlist.isReadable())) {
      throw new ApiException(403, "Forbidden");
    }
    int limit =
        outdated
            ? request.number("limit", 100, 1, MAX_TRACKS)
            : request.number("limit", 20, 1, MAX_ITEMS);
    PlaylistJson writer = writer(options);
    List<String> contents = config.kind().fieldNamesIn(playlist).contents();
    return page(
        writer,
        writer.page(playlist, list, offset(request), limit),
        (json, slot) -> writer.writeEntry(json, slot, contents));
  }

  private SimulatedResponse me(ResponseOptions options) {
    PlaylistJson writer = writer(options);
    return SimulatedResponse.json(200, json -> writer.writeUser(json, User.ME));
  }

  private SimulatedResponse myPlaylists(ParsedRequest request, ResponseOptions options) {
    List<Playlist> mine =
        library.playlists().stream().filter(playlist -> playlist.isVisibleTo(true)).toList();
    int limit = request.number("limit", 20, 1, MAX_ITEMS);
    String href = baseUrl + "/v1/me/playlists?";
    PlaylistJson writer = writer(options);
    return page(
        writer,
        new Page<>(href, offset(request), limit, limit, mine, Quirk.NONE),
        writer::writeSummary);
  }

  private SimulatedResponse savedSongs(ParsedRequest request, ResponseOptions options) {
    if (!config.scopes().contains("user-library-read")) {
      throw new ApiException(403, "Insufficient client scope");
    }
    int limit = request.number("limit", 20, 1, MAX_ITEMS);
    String href = baseUrl + "/v1/me/tracks?";
    PlaylistJson writer = writer(options);
    return page(
        writer,
        new Page<>(
            href,
            offset(request),
            limit,
            limit,
            PlaylistJson.slots(library.liked(), options),
            options.quirk()),
        writer::writeSavedSong);
  }

  private PlaylistJson writer(ResponseOptions options) {
    return new PlaylistJson(library.catalogue(), options);
  }

  private static int offset(ParsedRequest request) {
    return request.number("offset", 0, 0, 100_000);
  }

  private static <T> SimulatedResponse page(
      PlaylistJson writer, Page<T> page, ItemWriter<T> itemWriter) {
    return SimulatedResponse.json(200, json -> writer.writePage(json, page, itemWriter));
  }
}
