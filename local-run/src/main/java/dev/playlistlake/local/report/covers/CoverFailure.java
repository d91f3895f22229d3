package dev.playlistlake.local.report.covers;

/// Why a cover is missing on the page. Tests and the warning of [Covers] count them.
enum CoverFailure {
  ADDRESS("with an address that is not on Spotify's image hosts"),
  UNREACHABLE("without a response"),
  SLOW("not received in time"),
  REDIRECT("redirected to another address"),
  STATUS("with a status other than 200"),
  BYTES("larger than 2 MB"),
  PIXELS("with more than 2,000 pixels on a side"),
  NO_IMAGE("that are not a JPEG or PNG image"),
  SKIPPED("not requested after too many failures or too much time");

  private final String text;

  CoverFailure(String text) {
    this.text = text;
  }

  /// Returns the words that follow the number in the warning.
  String text() {
    return text;
  }

  /// Returns whether the server or the network caused it, so that further requests may fail too.
  boolean isOfServer() {
    return switch (this) {
      case UNREACHABLE, SLOW, REDIRECT, STATUS -> true;
      case ADDRESS, BYTES, PIXELS, NO_IMAGE, SKIPPED -> false;
    };
  }
}
