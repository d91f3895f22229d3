package dev.playlistlake.local.cli;

import java.io.Serial;

/// An error that ends a command or a part of its work. The message says what failed, where, and
/// what to do. It never contains a token, a secret or an authorization code.
public final class CommandException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final boolean affectsAll;

  /// An error of one object; the next one may succeed.
  public CommandException(String message) {
    this(message, false);
  }

  /// Creates an error of one object or of all objects.
  ///
  /// @param affectsAll whether every further object will fail in the same way, for example because
  ///   a bucket does not exist or a permission is missing
  CommandException(String message, boolean affectsAll) {
    super(message);
    this.affectsAll = affectsAll;
  }

  /// Returns whether every further object will fail in the same way.
  public boolean affectsAll() {
    return affectsAll;
  }
}
