package dev.playlistlake.extract;

import dev.playlistlake.model.PlaylistId;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The entries of one playlist.
record PlaylistSource(PlaylistId playlist, Endpoints endpoints, Refusals refusals)
    implements Source {
  private static final Pattern OFFSET = Pattern.compile("(?:^|&)offset=(\\d{1,9})(?:&|$)");

  @Override
  public String name() {
    return "playlist " + playlist;
  }

  URI url() {
    return endpoints.api().resolve("/v1/playlists/" + playlist);
  }

  /// New apps are sent to pages that they may not read: of 100 entries where 50 is the most, or at
  /// an address that is closed to them.
  @Override
  public Optional<String> instead(Refusal refusal, URI refused, int entriesBefore) {
    boolean oldAddress = refusal.status() == 403 && refused.getPath().endsWith("/tracks");
    if (!refusal.isBadRequest() && !oldAddress) {
      return Optional.empty();
    }
    Matcher offset = OFFSET.matcher(refused.getRawQuery() + "");
    return Optional.of(
        "%s/items?limit=50&offset=%s&additional_types=track,episode"
            .formatted(url(), offset.find() ? offset.group(1) : Integer.toString(entriesBefore)));
  }

  @Override
  public ExtractException failure(Refusal refusal, String where) {
    return refusals.failure(
        name() + ": " + refusal.at(where) + ". ",
        refusal,
        "Likely causes: (1) the user who logged in neither owns the playlist nor collaborates on"
            + " it; (2) the app may not use this endpoint, which is an old one; (3) the user is not"
            + " on the app's allowlist (User Management in Spotify's dashboard); (4) the Premium"
            + " subscription of the app's owner lapsed; (5) the login lacks a scope"
            + " (playlist-read-private playlist-read-collaborative)",
        "The playlist is private, deleted, or owned by Spotify (which no longer gives its own"
            + " playlists to apps): make it readable or take it out of PLAYLIST_IDS");
  }

  /// Metadata without entries: to read that as an empty playlist would lose the playlist silently.
  ExtractException notReadable(String where) {
    return ExtractException.lasting(
        "%s is not readable: the answer of %s has neither in items nor in tracks a page"
                .formatted(name(), where)
            + " with an array items. Spotify gives entries only to a user who owns the playlist or"
            + " collaborates on it: log in as one, or take it out of PLAYLIST_IDS");
  }
}
