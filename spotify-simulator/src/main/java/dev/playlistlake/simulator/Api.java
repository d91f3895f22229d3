package dev.playlistlake.simulator;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The API host: the user, the user's playlists and saved songs, and any playlist.
final class Api {
  private static final Pattern PLAYLIST =
      Pattern.compile("/v1/playlists/([^/]*)(?:/(items|tracks))?");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{22}");
  private static final Pattern OLD_FIELD = Pattern.compile("\\btracks?\\b");
  private static final int MOST_ITEMS = 50;
  private static final int MOST_TRACKS = 100;

  private final SimulatedSpotifyConfig config;
  private final Tokens tokens;
  private final Library library;

  Api(SimulatedSpotifyConfig config, Tokens tokens) {
    this.config = config;
    this.tokens = tokens;
    this.library = config.library();
  }

  Answer answer(Call call, View today) {
    if (!call.request().method().equals("GET")) {
      throw new Refusal(405, "Method not allowed");
    }
    Tokens.Grant grant = grant(call.authorization());
    View view = today.asking(call.parameter("additional_types").contains("episode"), isBlank(call));
    String path = call.request().path();
    Matcher playlist = PLAYLIST.matcher(path);
    if (playlist.matches()) {
      requireUser(grant, config.kind().isDevelopment());
      return playlist(call, view, grant, playlist);
    }
    requireUser(grant, path.startsWith("/v1/me"));
    return switch (path) {
      case "/v1/me" -> me(view);
      case "/v1/me/playlists" -> myPlaylists(call, view);
      case "/v1/me/tracks" -> saved(call, view);
      default -> throw new Refusal(404, "Service not found");
    };
  }

  private Tokens.Grant grant(String authorization) {
    if (authorization.isEmpty()) {
      throw new Refusal(401, "No token provided");
    }
    if (!authorization.startsWith("Bearer ")) {
      throw new Refusal(400, "Only valid bearer authentication supported");
    }
    return tokens.check(authorization.substring("Bearer ".length()));
  }

  private static void requireUser(Tokens.Grant grant, boolean required) {
    if (required && !grant.user()) {
      throw new Refusal(401, "Valid user authentication required");
    }
  }

  /// `fields` is a trap: with the names from before 2026 the entries come back empty.
  private boolean isBlank(Call call) {
    return config.kind().isDevelopment() && OLD_FIELD.matcher(call.parameter("fields")).find();
  }

  private Answer playlist(Call call, View view, Tokens.Grant grant, Matcher path) {
    Playlist playlist = find(path.group(1), grant);
    PlaylistJson json = new PlaylistJson(library.catalogue(), view);
    String list = path.group(2);
    if (list == null) {
      return Answer.json(200, out -> json.full(out, playlist));
    }
    boolean old = list.equals("tracks");
    boolean gone = old && config.kind() == AppKind.NEW_DEVELOPMENT;
    if (gone || (config.kind().isDevelopment() && !playlist.isReadable())) {
      throw new Refusal(403, "Forbidden");
    }
    int limit =
        old ? call.number("limit", 100, 1, MOST_TRACKS) : call.number("limit", 20, 1, MOST_ITEMS);
    Page<Slot> page = json.page(playlist, list, offset(call), limit);
    List<String> contents = config.kind().shapeOf(playlist).contents();
    PageJson pages = new PageJson(library.catalogue(), view);
    return page(pages, page, (out, slot) -> pages.entry(out, slot, contents));
  }

  private Playlist find(String id, Tokens.Grant grant) {
    if (!ID.matcher(id).matches()) {
      throw new Refusal(400, "Invalid base62 id");
    }
    return library
        .playlist(id)
        .filter(playlist -> playlist.isVisibleTo(grant.user()))
        .orElseThrow(() -> new Refusal(404, "Resource not found"));
  }

  private static Answer me(View view) {
    return Answer.json(
        200,
        json -> {
          json.writeStartObject();
          new UserJson(view).members(json, User.ME);
          json.writeEndObject();
        });
  }

  private Answer myPlaylists(Call call, View view) {
    List<Playlist> mine =
        library.playlists().stream().filter(playlist -> playlist.isVisibleTo(true)).toList();
    int limit = call.number("limit", 20, 1, MOST_ITEMS);
    String href = view.baseUrl() + "/v1/me/playlists?";
    PlaylistJson playlists = new PlaylistJson(library.catalogue(), view);
    Page<Playlist> page = new Page<>(href, offset(call), limit, limit, mine);
    return page(new PageJson(library.catalogue(), view), page, playlists::brief);
  }

  private Answer saved(Call call, View view) {
    if (!config.scopes().contains("user-library-read")) {
      throw new Refusal(403, "Insufficient client scope");
    }
    int limit = call.number("limit", 20, 1, MOST_ITEMS);
    String href = view.baseUrl() + "/v1/me/tracks?";
    PageJson pages = new PageJson(library.catalogue(), view);
    List<Slot> slots = library.liked().slotsOn(view.day());
    return page(pages, new Page<>(href, offset(call), limit, limit, slots), pages::saved);
  }

  private static int offset(Call call) {
    return call.number("offset", 0, 0, 100_000);
  }

  private static <T> Answer page(PageJson pages, Page<T> page, PageJson.Element<T> element) {
    return Answer.json(
        200,
        json -> {
          json.writeStartObject();
          pages.members(json, page, element);
          json.writeEndObject();
        });
  }
}
