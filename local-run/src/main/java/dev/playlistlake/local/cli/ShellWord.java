package dev.playlistlake.local.cli;

import java.util.regex.Pattern;

/// Writes words of commands that a message recommends. Stateless.
public final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+][A-Za-z0-9_./:=@%+-]*");

  private ShellWord() {}

  /// Returns the word, in quotes if a POSIX shell needs them.
  public static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
