package dev.playlistlake.extract;

import com.fasterxml.jackson.core.JsonToken;
import dev.playlistlake.model.PlaylistId;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Finds the playlists that the user owns or collaborates on: Spotify gives no entries of others.
final class OwnedPlaylists {
  private static final int MOST_READINGS = 3;

  private final SpotifyRun spotify;
  private final UserSource source;
  private final Tally tally;
  private final Consumer<String> warn;

  /// @param warn takes what is odd about the list and stops nobody
  OwnedPlaylists(SpotifyRun spotify, Refusals refusals, Tally tally, Consumer<String> warn) {
    this.spotify = spotify;
    this.source = UserSource.owned(refusals);
    this.tally = tally;
    this.warn = warn;
  }

  /// In the order in which Spotify lists them.
  ///
  /// @throws ExtractException when the list can't be read to its end
  List<PlaylistId> find() {
    String user = user();
    for (int reading = 1; ; reading++) {
      List<Page> pages = new ArrayList<>();
      Paging paging = new Paging(spotify, source, tally);
      boolean last = reading == MOST_READINGS;
      paging.read(paging.first(at("/v1/me/playlists?limit=50")), last, pages::add);
      if (paging.isSettled() || last) {
        Set<PlaylistId> owned = new LinkedHashSet<>();
        pages.forEach(page -> add(page, user, owned));
        tellOdd(paging, owned);
        return List.copyOf(owned);
      }
    }
  }

  /// Nothing may be lost without a word: neither all playlists nor those that moved meanwhile.
  private void tellOdd(Paging paging, Set<PlaylistId> owned) {
    if (!paging.isSettled()) {
      warn.accept(
          "owned: the list of playlists changed during each of %d readings: one may be missing"
              .formatted(MOST_READINGS));
    }
    if (owned.isEmpty()) {
      warn.accept(
          "owned: Spotify lists no playlist that the user who logged in owns or collaborates on:"
              + " is it the right account?");
    }
  }

  private String user() {
    URI url = at("/v1/me");
    String where = Paging.where(url);
    return switch (spotify.page(url, where, tally)) {
      case Refusal refusal -> throw source.failure(refusal, where);
      case ObjectText user ->
          user.string("id")
              .orElseThrow(
                  () ->
                      ExtractException.lasting(
                          "owned: the answer of %s has no id of the user".formatted(where)));
    };
  }

  /// Gaps (null) were seen in this list; they are no playlists.
  private void add(Page page, String user, Set<PlaylistId> owned) {
    try {
      for (ObjectText playlist : page.object().objects(page.items())) {
        if (isOwned(playlist, user)) {
          add(playlist.string("id").orElse(""), owned);
        }
      }
    } catch (IOException impossible) {
      throw new IllegalStateException("owned: cut in the wrong place", impossible);
    }
  }

  private void add(String id, Set<PlaylistId> owned) {
    try {
      owned.add(PlaylistId.ofSpotify(id));
    } catch (IllegalArgumentException unusable) {
      warn.accept("owned: a playlist is left out, whose id " + unusable.getMessage());
    }
  }

  private static boolean isOwned(ObjectText playlist, String user) throws IOException {
    if (playlist.member("collaborative", JsonToken.VALUE_TRUE).isPresent()) {
      return true;
    }
    ObjectText.Member owner = playlist.member("owner", JsonToken.START_OBJECT).orElse(null);
    return owner != null && playlist.inner(owner).string("id").filter(user::equals).isPresent();
  }

  private URI at(String path) {
    return spotify.endpoints().api().resolve(path);
  }
}
