package dev.playlistlake.extract.spotify;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The access token of a run. All of its threads share it, so that it is requested once for all,
/// and once more when it expires within the run (after an hour).
public final class AccessToken {
  private final Supplier<String> request;
  private @Nullable String value;
  private volatile boolean accepted;

  /// A token that is not requested yet.
  ///
  /// @param request asks the accounts host for a new token
  public AccessToken(Supplier<String> request) {
    this.request = request;
  }

  /// The token; the first call requests it.
  public synchronized String get() {
    String token = value;
    if (token == null) {
      token = request.get();
      value = token;
    }
    return token;
  }

  /// Another token than the expired one; the first call for it requests it.
  synchronized String replace(String expired) {
    if (expired.equals(value)) {
      value = request.get();
    }
    return get();
  }

  void markAccepted() {
    accepted = true;
  }

  /// Whether the API sent what was asked for at least once: then it doesn't block this app.
  public boolean wasAccepted() {
    return accepted;
  }
}
