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

/// Finds the playlists that the user owns or collaborates on: Spotify sends the entries of no other
/// ones. One thread uses it.
public final class OwnedPlaylists {
  private static final int MAX_READINGS = 3;

  private final SpotifyClient spotify;
  private final SpotifyList list;
  private final ErrorAdvice advice;
  private final Consumer<String> warnings;

  /// Lists the playlists of the user who logged in.
  ///
  /// @param warnings receives what a person should look at although nothing failed
  public OwnedPlaylists(SpotifyClient spotify, ErrorAdvice advice, Consumer<String> warnings) {
    this.spotify = spotify;
    this.list = SpotifyList.owned(spotify.endpoints());
    this.advice = advice;
    this.warnings = warnings;
  }

  /// In the order in which Spotify lists them.
  ///
  /// @throws ExtractException when the list can't be read to its end
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

  /// Nothing may get lost silently: neither all playlists nor those that moved meanwhile.
  private void warn(boolean settled, boolean none) {
    if (!settled) {
      warnings.accept(
          "owned: the list of playlists changed during each of %d readings: one may be missing"
              .formatted(MAX_READINGS));
    }
    if (none) {
      warnings.accept(
          "owned: Spotify lists no playlist that the user who logged in owns or collaborates on:"
              + " is it the right account?");
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
                          "owned: the response of %s has no id of the user".formatted(where)));
    };
  }

  /// Spotify was seen to send gaps (null) in this list.
  private void addOwned(Page page, String user, Set<PlaylistId> owned) {
    try {
      for (JsonObjectText playlist : page.json().objects(page.items())) {
        if (isOwned(playlist, user)) {
          addId(playlist.string("id").orElse(""), owned);
        }
      }
    } catch (IOException impossible) {
      throw new IllegalStateException("owned: cut in the wrong place", impossible);
    }
  }

  private void addId(String id, Set<PlaylistId> owned) {
    try {
      owned.add(PlaylistId.ofSpotify(id));
    } catch (IllegalArgumentException unusable) {
      warnings.accept("owned: a playlist is left out, whose id " + unusable.getMessage());
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
