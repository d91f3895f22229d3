package dev.playlistlake.extract.spotify;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The access token of a run. All threads of the run share it. It is requested once, and again if
/// it expires during the run (after an hour).
public final class AccessToken {
  private final Supplier<String> request;
  private @Nullable String value;
  private volatile boolean accepted;

  /// Creates a token without requesting it.
  ///
  /// @param request requests a new token from the accounts host; called by one thread at a time
  public AccessToken(Supplier<String> request) {
    this.request = request;
  }

  /// Returns the token. The first call requests it.
  public synchronized String get() {
    String token = value;
    if (token == null) {
      token = request.get();
      value = token;
    }
    return token;
  }

  /// Returns a newer token than the expired one. Only the first call for this expired token
  /// requests it.
  synchronized String replace(String expired) {
    if (expired.equals(value)) {
      value = request.get();
    }
    return get();
  }

  void markAccepted() {
    accepted = true;
  }

  /// Whether at least one request to the API succeeded, which means that Spotify does not block
  /// this app.
  public boolean wasAccepted() {
    return accepted;
  }
}
