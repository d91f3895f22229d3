package dev.playlistlake.simulator;

import java.util.List;

/// Names that break programs: each has been a bug somewhere between JSON, CSV and SQL. Control
/// characters are written as escapes here and in the JSON.
final class OddNames {
  static final List<String> ALL =
      List.of(
          "One, Two, and a Half",
          "She Said \"Stay\"",
          "\"Quoted\"",
          "\"",
          "\"\"",
          "Back\\slash",
          "Ends with a backslash\\",
          "Ends with two\\\\",
          "A quote behind a backslash \\\" here",
          "\\\"",
          "Two\nLines",
          "Windows\r\nLines",
          "Old Mac\rLines",
          "Line\u2028Separator",
          "Paragraph\u2029Separator",
          "Vertical\u000BTab",
          "Form\fFeed",
          "Next\u0085Line",
          "\nStarts and ends with breaks\r\n\n",
          "Tab\tin the Middle",
          "Bell\u0007",
          "Nul\u0000Byte",
          "Escape\u001B[31m",
          "Unit\u001FSeparator",
          "Rock &amp; Roll &#39;84",
          "&lt;b&gt;Bold&lt;/b&gt; &quot;Move&quot;",
          "<script>alert(1)</script>",
          "Half an Emoji \uD83D",
          "\uDE00 the Other Half",
          "",
          " ",
          "  Spaces Around  ",
          "0042",
          "007",
          "1e5",
          "null",
          "\\N",
          "=1+1",
          "'; DROP TABLE songs; --",
          "Semi; Colon; Credit",
          "Cafe\u0301 Decomposed",
          "\u202BRight to Left\u202C",
          "\uFEFFByte Order Mark",
          "Zero\u200BWidth\u200DJoiner",
          "👩‍👩‍👧‍👦 Family 🏴‍☠️",
          "𠮷野 𝄞",
          "A Long One ".repeat(40));

  private OddNames() {}

  /// Goes round the list, so that every name occurs in any run of numbers that is long enough.
  static String get(int number) {
    return ALL.get(number % ALL.size());
  }
}
