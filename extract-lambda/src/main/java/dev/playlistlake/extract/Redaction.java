package dev.playlistlake.extract;

import java.util.regex.Pattern;

/// Makes text from elsewhere fit for messages: a server may send our own secrets back.
final class Redaction {
  /// Longer than a playlist id, and made of what tokens and secrets are made of.
  private static final Pattern MAYBE_SECRET = Pattern.compile("[A-Za-z0-9+/=_.~-]{24,}");

  private static final int SHOWN = 200;

  private Redaction() {}

  /// One line, no long words, not much of it.
  static String of(String text) {
    String clean =
        MAYBE_SECRET.matcher(text.replaceAll("[\\p{Cntrl}\\x80-\\x9F]", " ")).replaceAll("…");
    return clean.length() <= SHOWN ? clean : clean.substring(0, SHOWN) + "…";
  }
}
