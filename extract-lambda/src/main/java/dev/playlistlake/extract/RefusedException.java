package dev.playlistlake.extract;

import java.io.Serial;
import se.michaelthelin.spotify.exceptions.SpotifyWebApiException;

/// Carries a refusal through the library's own methods.
final class RefusedException extends SpotifyWebApiException {
  @Serial private static final long serialVersionUID = 1;

  private final transient Refusal refusal;

  RefusedException(Refusal refusal) {
    super(refusal.message());
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }
}
