package dev.playlistlake.extract;

import dev.playlistlake.model.PlaylistId;
import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import se.michaelthelin.spotify.IHttpManager;
import se.michaelthelin.spotify.SpotifyApi;

/// Asks the API during one run, with one access token for all playlists.
final class SpotifyRun {
  private final IHttpManager http;
  private final Authorization authorization;
  private final Attempts attempts;
  private @Nullable String accessToken;

  SpotifyRun(IHttpManager http, Authorization authorization, Attempts attempts) {
    this.http = http;
    this.authorization = authorization;
    this.attempts = attempts;
  }

  /// The playlist with its first page.
  Answer playlist(PlaylistId playlist, String where, Tally tally) {
    return authorized(
        token ->
            new Call(
                where,
                new SpotifyApi.Builder()
                        .setHttpManager(http)
                        .setAccessToken(token)
                        .build()
                        .getPlaylist(playlist.value())
                        .additionalTypes("track,episode")
                        .build()
                    ::getJson),
        tally);
  }

  /// A page at the API's own host.
  Answer page(URI url, String where, Tally tally) {
    return authorized(
        token ->
            new Call(
                where, new PageRequest.Builder(token, url).setHttpManager(http).build()::getJson),
        tally);
  }

  /// A token lives an hour; when it ends within a run it is renewed once for the request.
  private Answer authorized(Function<String, Call> call, Tally tally) {
    String token = accessTokenOtherThan("", tally);
    Answer answer = attempts.of(call.apply(token), tally);
    if (answer instanceof Refusal refusal && refusal.isExpiredToken()) {
      return attempts.of(call.apply(accessTokenOtherThan(token, tally)), tally);
    }
    return answer;
  }

  /// The run's token; a new one when there is none yet, or it is the one that has expired.
  private synchronized String accessTokenOtherThan(String expired, Tally tally) {
    String token = accessToken;
    if (token == null || token.equals(expired)) {
      token = authorization.newAccessToken(attempts, tally);
      accessToken = token;
    }
    return token;
  }
}
