package dev.playlistlake.transform;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.function.Supplier;

/// Creates a random document from a seed: valid JSON with unusual values, types and orders of
/// members.
final class RandomDocument {
  private static final List<String> PIECES =
      List.of(
          "a",
          "Song",
          "\"",
          "\"\"",
          "\\",
          "\\\\",
          "\n",
          "\r",
          "\r\n",
          "\n\n",
          "\u000B",
          "\f",
          "\u0085",
          "\u2028",
          "\u2029",
          "\0",
          "\u001B",
          "\t",
          " ",
          ",",
          ";",
          "'",
          "\uD83C\uDFB5",
          "\uD83C",
          "\uDFB5",
          "\uFFFD",
          "é",
          "漢",
          "ع",
          "\u007F",
          "\uFEFF",
          "{",
          "&amp;",
          "--",
          "1970-01-01");
  private static final List<String> UNUSUAL_VALUES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-0",
          "1.5",
          "1e9",
          "9223372036854775808",
          "[]",
          "{}",
          "\"\"",
          "[[{}]]",
          "{\"id\":{}}");

  private final Random random;

  RandomDocument(long seed) {
    this.random = new Random(seed);
  }

  /// A page, a playlist, an array of entries or an envelope of up to 40 entries.
  String document() {
    String page = object("items", entries(random.nextInt(40)), "total", value());
    return switch (random.nextInt(4)) {
      case 0 -> page;
      case 1 -> object("id", "\"p1\"", random.nextBoolean() ? "items" : "tracks", page);
      case 2 -> array(1 + random.nextInt(20), () -> object("item", content(), "added_at", value()));
      default ->
          object(
              "schema",
              "\"playlist-snapshot/1\"",
              "playlist",
              object(
                  "id",
                  "\"p1\"",
                  "name",
                  string(),
                  "owner",
                  sometimesUnusual(object("id", string()))),
              "pages",
              "[" + page + "," + object("items", entries(random.nextInt(9))) + "]");
    };
  }

  // The first entry is readable, because a page without a readable entry is rejected.
  private String entries(int size) {
    String readable = object("item", content());
    String others = array(size, this::entry).substring(1);
    return size == 0 ? "[]" : "[" + readable + "," + others;
  }

  private String entry() {
    return sometimesUnusual(
        object(
            random.nextBoolean() ? "item" : "track",
            sometimesUnusual(content()),
            "added_at",
            value(),
            "is_local",
            random.nextInt(20) == 0 ? "true" : "false"));
  }

  private String content() {
    return object(
        "id",
        sometimesUnusual("\"s" + random.nextInt(30) + "\""),
        "name",
        value(),
        "type",
        random.nextInt(9) == 0 ? "\"episode\"" : "\"track\"",
        "duration_ms",
        random.nextInt(9) == 0 ? value() : "" + random.nextInt(),
        "artists",
        sometimesUnusual(array(random.nextInt(3), this::credit)),
        "album",
        sometimesUnusual(
            object(
                "id",
                "\"al" + random.nextInt(9) + "\"",
                "name",
                string(),
                "release_date",
                value())));
  }

  private String credit() {
    return sometimesUnusual(object("id", "\"ar" + random.nextInt(9) + "\"", "name", value()));
  }

  private String sometimesUnusual(String usual) {
    return random.nextInt(12) == 0
        ? UNUSUAL_VALUES.get(random.nextInt(UNUSUAL_VALUES.size()))
        : usual;
  }

  private String value() {
    return sometimesUnusual(string());
  }

  /// A random string as JSON.
  String string() {
    return quoted(text());
  }

  /// A short random text, often empty, with characters that are special in CSV.
  String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    text.chars()
        .mapToObj(unit -> (char) unit)
        .forEach(
            c -> {
              // An unpaired surrogate is valid JSON if it is escaped.
              boolean plain = c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c);
              json.append(plain ? "" + c : String.format("\\u%04x", (int) c));
            });
    return json.append('"').toString();
  }

  private static String array(int size, Supplier<String> element) {
    StringJoiner array = new StringJoiner(",", "[", "]");
    for (int i = 0; i < size; i++) {
      array.add(element.get());
    }
    return array.toString();
  }

  // Shuffles the members.
  private String object(String... namesAndValues) {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.add(quoted(namesAndValues[i]) + ":" + namesAndValues[i + 1]);
    }
    Collections.shuffle(members, random);
    return "{" + String.join(",", members) + "}";
  }
}
