package dev.playlistlake.extract;

import dev.playlistlake.model.PlaylistId;
import java.net.URI;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import se.michaelthelin.spotify.IHttpManager;
import se.michaelthelin.spotify.SpotifyApi;

/// Asks the API during one run, with one access token for all playlists.
final class SpotifyRun {
  private final IHttpManager http;
  private final Endpoints endpoints;
  private final Attempts attempts;
  private final Supplier<String> newAccessToken;
  private @Nullable String accessToken;
  private volatile boolean answered;

  /// @param newAccessToken asks the accounts host
  SpotifyRun(
      IHttpManager http, Endpoints endpoints, Attempts attempts, Supplier<String> newAccessToken) {
    this.http = http;
    this.endpoints = endpoints;
    this.attempts = attempts;
    this.newAccessToken = newAccessToken;
  }

  Endpoints endpoints() {
    return endpoints;
  }

  /// Gets the run's access token, so that a run without one ends before its first playlist.
  void authorize() {
    accessTokenOtherThan("");
  }

  /// Whether the API gave what it was asked for at least once: then it blocks nobody.
  boolean hasAnswered() {
    return answered;
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
    String token = accessTokenOtherThan("");
    Answer answer = attempts.of(call.apply(token), tally);
    if (answer instanceof Refusal refusal && refusal.isExpiredToken()) {
      answer = attempts.of(call.apply(accessTokenOtherThan(token)), tally);
    }
    if (answer instanceof ObjectText) {
      answered = true;
    }
    return answer;
  }

  /// The run's token; a new one when there is none yet, or it is the one that has expired.
  private synchronized String accessTokenOtherThan(String expired) {
    String token = accessToken;
    if (token == null || token.equals(expired)) {
      token = newAccessToken.get();
      accessToken = token;
    }
    return token;
  }
}
