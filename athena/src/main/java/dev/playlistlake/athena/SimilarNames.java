package dev.playlistlake.athena;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// Finds the names that somebody probably meant when typing one that doesn't exist.
public final class SimilarNames {
  private static final int MOST = 3;

  private SimilarNames() {}

  /// ` (did you mean x or y?)`, with the space in front, or nothing when no name is similar.
  public static String question(String typed, Collection<String> names) {
    List<String> similar = of(typed, names);
    return similar.isEmpty() ? "" : " (did you mean " + String.join(" or ", similar) + "?)";
  }

  /// The names that take the fewest changes, if they are few for the length of what was typed.
  private static List<String> of(String typed, Collection<String> names) {
    int fewest = names.stream().mapToInt(name -> distance(typed, name)).min().orElse(0);
    return names.stream()
        .filter(_ -> fewest <= Math.max(1, typed.length() / 3))
        .filter(name -> distance(typed, name) == fewest)
        .limit(MOST)
        .toList();
  }

  /// How far a name is from what was typed: the letters to insert, drop or replace
  /// ([Levenshtein](https://en.wikipedia.org/wiki/Levenshtein_distance)), in upper or lower case. A
  /// name that contains three typed letters or more is one step away.
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
