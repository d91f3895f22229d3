package dev.playlistlake.simulator;

import java.util.List;
import java.util.regex.Pattern;

/// Names of songs, albums and artists, in every script that a music service meets. One in twelve is
/// one of [OddNames].
final class Names {
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

  private Names() {}

  static String song(Dice dice, int number) {
    return number % 12 == 5 ? OddNames.get(number / 12) : plain(dice, SONG_FORMS);
  }

  static String album(Dice dice, int number) {
    return number % 12 == 7 ? OddNames.get(number / 12) : plain(dice, ALBUM_FORMS);
  }

  static String artist(Dice dice, int number) {
    return number % 12 == 4 ? OddNames.get(number / 12) : plain(dice, ARTIST_FORMS);
  }

  private static String plain(Dice dice, List<String> forms) {
    Dice script = dice.of("script");
    return script.below(100) < 62
        ? dice.of("form").from(forms).replace("%s", ENGLISH.name(dice))
        : script.of("other").from(OTHERS).name(dice);
  }

  /// Two lists of words, parted by bars, and what stands between two words.
  private record Script(List<String> first, List<String> second, String space) {
    Script(String first, String second, String space) {
      this(words(first), words(second), space);
    }

    String name(Dice dice) {
      return dice.of("first").from(first) + space + dice.of("second").from(second);
    }

    private static List<String> words(String text) {
      return BAR.splitAsStream(text).toList();
    }
  }
}
