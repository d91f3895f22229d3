package dev.playlistlake.athena;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// Finds the names that the user probably meant by a name that doesn't exist. The commands and
/// [QueriesFile] use it. Threads may share it.
public final class SimilarNames {
  private static final int LIMIT = 3;

  private SimilarNames() {}

  /// Returns ` (did you mean x or y?)` with the leading space, or empty text if no name is similar.
  public static String suggestion(String typed, Collection<String> names) {
    List<String> similar = of(typed, names);
    return similar.isEmpty() ? "" : " (did you mean " + String.join(" or ", similar) + "?)";
  }

  /// The names with the smallest distance, if it is small compared to the length of the typed text.
  private static List<String> of(String typed, Collection<String> names) {
    int smallest = names.stream().mapToInt(name -> distance(typed, name)).min().orElse(0);
    return names.stream()
        .filter(_ -> smallest <= Math.max(1, typed.length() / 3))
        .filter(name -> distance(typed, name) == smallest)
        .limit(LIMIT)
        .toList();
  }

  /// The number of letters to insert, delete or replace to change the typed text into the name
  /// ([Levenshtein distance](https://en.wikipedia.org/wiki/Levenshtein_distance)). Case is ignored.
  /// The distance is 1 if the name contains the typed text and that has three letters or more.
  public static int distance(String typed, String name) {
    String a = typed.toLowerCase(Locale.ROOT);
    String b = name.toLowerCase(Locale.ROOT);
    if (!a.equals(b) && a.length() >= 3 && b.contains(a)) {
      return 1;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
