package dev.playlistlake.simulator;

import java.util.List;
import java.util.regex.Pattern;

/// Generates names of songs, albums and artists in many scripts. One name in twelve is an edge
/// case. The [Catalogue] uses it. Stateless.
final class NameGenerator {
  /// Names that cause errors in programs that process JSON, CSV or SQL. Control characters are
  /// escaped here and in the JSON.
  static final List<String> EDGE_CASES =
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

  private static final Pattern BAR = Pattern.compile("\\|");

  private static final Script ENGLISH =
      new Script(
          "Silver|Midnight|Paper|Northern|Broken|Electric|Quiet|Golden|Hollow|Velvet|Distant"
              + "|Wooden|Copper|Restless|Borrowed|Burning|Yellow|Frozen|Gentle|Crooked",
          "Harbour|Orchard|Letters|Engine|Winter|Lanterns|River|Balcony|Satellite|Garden"
              + "|Mirrors|Station|Meadow|Compass|Thunder|Window|Ferry|Carousel|Almanac|Tides",
          " ");

  private static final List<Script> OTHERS =
      List.of(
          new Script("Żółta|Über|Señora|Ångström|Crème", "Straße|Mañana|Źródło|Øya|Çiçek", " "),
          new Script("Северный|Тихий|Последний|Зимний", "вокзал|вечер|трамвай|сад", " "),
          new Script("Μικρή|Παλιά|Χρυσή|Άδεια", "θάλασσα|πόλη|νύχτα|βροχή", " "),
          new Script("ليل|بحر|صوت|طريق", "المدينة|الشتاء|القمر|البعيد", " "),
          new Script("לילה|ים|רחוב|שיר", "קטן|רחוק|ישן|שקט", " "),
          new Script("नीला|पुराना|धीमा|सुनहरा", "आसमान|शहर|सपना|रास्ता", " "),
          new Script("คืน|ทะเล|เพลง|ถนน", "สุดท้าย|สีเงิน|เก่า|ไกล", ""),
          new Script("银色|午夜|北方|安静", "港口|花园|列车|信", ""),
          new Script("夜の|小さな|遠い|最後の", "みずうみ|カメラ|電車|うた", ""),
          new Script("조용한|마지막|푸른|오래된", "바다|편지|골목|여름", " "),
          new Script("🌙|🔥|🎧|👩🏽‍🚀", "Café 🌻|🚲 Club|🏝️|Radio 📻", " "));

  private static final List<String> SONG_FORMS =
      List.of("%s", "%s", "%s", "%s (Live)", "%s - Remastered 2011", "The %s", "%s, Pt. 2");
  private static final List<String> ALBUM_FORMS =
      List.of("%s", "%s", "%s EP", "%s (Deluxe Edition)", "Songs from the %s");
  private static final List<String> ARTIST_FORMS =
      List.of("%s", "%s", "The %s", "DJ %s", "%s & Friends", "%s Orchestra");

  private NameGenerator() {}

  static String song(SeededRandom random, int number) {
    return number % 12 == 5 ? edgeCase(number / 12) : plain(random, SONG_FORMS);
  }

  static String album(SeededRandom random, int number) {
    return number % 12 == 7 ? edgeCase(number / 12) : plain(random, ALBUM_FORMS);
  }

  static String artist(SeededRandom random, int number) {
    return number % 12 == 4 ? edgeCase(number / 12) : plain(random, ARTIST_FORMS);
  }

  /// Cycles through the list, so that enough consecutive numbers contain every edge case.
  private static String edgeCase(int number) {
    return EDGE_CASES.get(number % EDGE_CASES.size());
  }

  private static String plain(SeededRandom random, List<String> forms) {
    SeededRandom script = random.derive("script");
    return script.below(100) < 62
        ? random.derive("form").pick(forms).replace("%s", ENGLISH.name(random))
        : script.derive("other").pick(OTHERS).name(random);
  }

  /// A script with first words, second words and a separator.
  private record Script(List<String> first, List<String> second, String space) {
    Script(String first, String second, String space) {
      this(words(first), words(second), space);
    }

    String name(SeededRandom random) {
      return random.derive("first").pick(first) + space + random.derive("second").pick(second);
    }

    private static List<String> words(String text) {
      return BAR.splitAsStream(text).toList();
    }
  }
}
