package dev.playlistlake.local;

import java.io.Serial;

/// Why a login came to nothing. The message says what to do; it never holds a token, a secret or a
/// code.
final class LoginException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  LoginException(String message) {
    super(message);
  }
}
