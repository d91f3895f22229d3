package dev.playlistlake.local.report.covers;

/// A cover cannot be loaded. [Covers] counts it.
final class CoverException extends Exception {
  private static final long serialVersionUID = 1;

  private final CoverFailure failure;

  CoverException(CoverFailure failure) {
    super(failure.text());
    this.failure = failure;
  }

  CoverFailure failure() {
    return failure;
  }
}
