package dev.playlistlake.extract;

import dev.playlistlake.model.SafeText;
import java.util.regex.Pattern;

/// Makes text from elsewhere fit for messages: a server may send our own secrets back.
final class Redaction {
  /// Longer than a playlist id, and made of what tokens and secrets are made of.
  private static final Pattern MAYBE_SECRET = Pattern.compile("[A-Za-z0-9+/=_.~-]{24,}");

  private static final int SHOWN = 200;

  private Redaction() {}

  /// The text without long words, safe to print, and at most 200 characters of it.
  static String of(String text) {
    return SafeText.sanitize(MAYBE_SECRET.matcher(text).replaceAll("…"), SHOWN);
  }
}
