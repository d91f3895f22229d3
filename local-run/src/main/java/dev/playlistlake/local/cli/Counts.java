package dev.playlistlake.local.cli;

/// Numbers with their nouns for messages, such as `1 file` and `1,200 files`.
public final class Counts {
  private Counts() {}

  /// Returns a number with digit grouping and its noun, whose plural ends in `s`.
  public static String of(long number, String noun) {
    return of(number, noun, noun + "s");
  }

  /// Returns a number with digit grouping and its noun.
  public static String of(long number, String singular, String plural) {
    return "%,d %s".formatted(number, noun(number, singular, plural));
  }

  /// Returns only the noun, for messages that format the number themselves.
  public static String noun(long number, String singular, String plural) {
    return number == 1 ? singular : plural;
  }
}
