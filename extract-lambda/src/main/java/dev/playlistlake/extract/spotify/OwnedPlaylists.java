package dev.playlistlake.extract.spotify;

import com.fasterxml.jackson.core.JsonToken;
import dev.playlistlake.extract.spotify.SpotifyResponse.Document;
import dev.playlistlake.extract.spotify.SpotifyResponse.ErrorResponse;
import dev.playlistlake.model.PlaylistId;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Finds the playlists that the user owns or collaborates on. Spotify does not send the entries of
/// other playlists. Used by one thread.
public final class OwnedPlaylists {
  private static final int MAX_READINGS = 3;

  private final SpotifyClient spotify;
  private final SpotifyList list;
  private final ErrorAdvice advice;
  private final Consumer<String> warnings;

  /// Creates a search in the library of the logged-in user.
  ///
  /// @param warnings receives messages about problems that do not make the search fail
  public OwnedPlaylists(SpotifyClient spotify, ErrorAdvice advice, Consumer<String> warnings) {
    this.spotify = spotify;
    this.list = SpotifyList.owned(spotify.endpoints());
    this.advice = advice;
    this.warnings = warnings;
  }

  /// Returns the playlists in Spotify's order, without duplicates.
  ///
  /// @throws ExtractException if the list cannot be read completely
  public List<PlaylistId> find() {
    String user = user();
    for (int reading = 1; ; reading++) {
      List<Page> pages = new ArrayList<>();
      Paging paging = new Paging(spotify, list, advice);
      boolean last = reading == MAX_READINGS;
      paging.read(paging.first(), last, pages::add);
      if (paging.isSettled() || last) {
        Set<PlaylistId> owned = new LinkedHashSet<>();
        pages.forEach(page -> addOwned(page, user, owned));
        warn(paging.isSettled(), owned.isEmpty());
        return List.copyOf(owned);
      }
    }
  }

  /// Warns if playlists may be missing from the result.
  private void warn(boolean settled, boolean none) {
    if (!settled) {
      warnings.accept(
          "owned: the list of playlists changed during each of %d readings, so a playlist may be"
                  .formatted(MAX_READINGS)
              + " missing");
    }
    if (none) {
      warnings.accept(
          "owned: Spotify lists no playlist that the logged-in user owns or collaborates on. Check"
              + " that you logged in with the right account.");
    }
  }

  private String user() {
    URI url = spotify.endpoints().api().resolve("/v1/me");
    String where = SpotifyList.where(url);
    return switch (spotify.get(url)) {
      case ErrorResponse error -> throw advice.listError(list, error, where);
      case Document(JsonObjectText user) ->
          user.string("id")
              .orElseThrow(
                  () ->
                      ExtractException.permanent(
                          "owned: the response to %s has no user ID".formatted(where)));
    };
  }

  /// Skips other elements than objects: Spotify sometimes sends null in this list.
  private void addOwned(Page page, String user, Set<PlaylistId> owned) {
    try {
      for (JsonObjectText playlist : page.json().objects(page.items())) {
        if (isOwned(playlist, user)) {
          addId(playlist.string("id").orElse(""), owned);
        }
      }
    } catch (IOException impossible) {
      throw new IllegalStateException(
          "owned: cannot parse an element of a parsed array", impossible);
    }
  }

  private void addId(String id, Set<PlaylistId> owned) {
    try {
      owned.add(PlaylistId.ofSpotify(id));
    } catch (IllegalArgumentException invalid) {
      warnings.accept("owned: a playlist is skipped because " + invalid.getMessage());
    }
  }

  private static boolean isOwned(JsonObjectText playlist, String user) throws IOException {
    if (playlist.member("collaborative", JsonToken.VALUE_TRUE).isPresent()) {
      return true;
    }
    JsonObjectText.Member owner = playlist.member("owner", JsonToken.START_OBJECT).orElse(null);
    return owner != null && playlist.inner(owner).string("id").filter(user::equals).isPresent();
  }
}
