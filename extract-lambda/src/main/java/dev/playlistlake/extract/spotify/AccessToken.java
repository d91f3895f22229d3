package dev.playlistlake.extract.spotify;

import dev.playlistlake.extract.spotify.SpotifyResponse.ErrorResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The access token of a run. All threads of the run share it. It is requested once. If Spotify
/// rejects it, it is requested once more, and in a run of hours again whenever it may have expired.
public final class AccessToken {
  /// Spotify's access tokens are valid for one hour. After this time, a rejected token may have
  /// expired.
  private static final Duration MAY_EXPIRE_AFTER = Duration.ofMinutes(50);

  private final Supplier<String> request;
  private final BooleanSupplier userLoggedIn;
  private final LongSupplier nanos;
  private @Nullable String value;
  private boolean renewed;
  private long requestedAt;
  private volatile boolean accepted;

  /// Creates a token without requesting it.
  ///
  /// @param request requests a new token from the accounts host; called by one thread at a time
  /// @param userLoggedIn whether it is the token of a user, not of an app
  /// @param nanos elapsed time, such as [System#nanoTime()]
  public AccessToken(Supplier<String> request, BooleanSupplier userLoggedIn, LongSupplier nanos) {
    this.request = request;
    this.userLoggedIn = userLoggedIn;
    this.nanos = nanos;
  }

  /// Returns the token. The first call requests it.
  public synchronized String get() {
    String token = value;
    return token == null ? requestNew() : token;
  }

  /// Returns a newer token than the rejected one. Requests it, unless another thread already did.
  ///
  /// @param error the response to a request with the rejected token
  /// @return empty if a new token would be rejected, too: the token was already renewed in this
  ///   run, or the request needs a user
  synchronized Optional<String> renew(String rejected, ErrorResponse error) {
    if (!error.isUnauthorized() || (error.needsUser() && !userLoggedIn.getAsBoolean())) {
      return Optional.empty();
    }
    if (!rejected.equals(value)) {
      return Optional.ofNullable(value);
    }
    if (renewed && nanos.getAsLong() - requestedAt < MAY_EXPIRE_AFTER.toNanos()) {
      return Optional.empty();
    }
    renewed = true;
    return Optional.of(requestNew());
  }

  private String requestNew() {
    String token = request.get();
    value = token;
    requestedAt = nanos.getAsLong();
    return token;
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
