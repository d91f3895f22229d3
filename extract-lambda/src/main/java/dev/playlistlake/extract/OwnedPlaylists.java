package dev.playlistlake.extract;

import com.fasterxml.jackson.core.JsonToken;
import dev.playlistlake.model.PlaylistId;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Finds the playlists that the user owns or collaborates on: Spotify gives no entries of others.
final class OwnedPlaylists {
  private static final int MOST_READINGS = 3;

  private final SpotifyRun spotify;
  private final UserSource source;
  private final Tally tally;

  OwnedPlaylists(SpotifyRun spotify, Refusals refusals, Tally tally) {
    this.spotify = spotify;
    this.source = UserSource.owned(refusals);
    this.tally = tally;
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
        return List.copyOf(owned);
      }
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
  private static void add(Page page, String user, Set<PlaylistId> owned) {
    try {
      for (ObjectText playlist : page.object().objects(page.items())) {
        if (isOwned(playlist, user)) {
          owned.add(PlaylistId.ofSpotify(playlist.string("id").orElse("")));
        }
      }
    } catch (IllegalArgumentException | IOException wrong) {
      throw ExtractException.lasting(
          "owned: Spotify lists a playlist whose id is not usable: " + wrong.getMessage());
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
