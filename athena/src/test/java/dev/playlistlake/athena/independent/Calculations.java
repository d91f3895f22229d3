package dev.playlistlake.athena.independent;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// Rounding, shares, medians and lists of names.
final class Calculations {
  private Calculations() {}

  static double round(double value, int digits) {
    return new BigDecimal(value).setScale(digits, RoundingMode.HALF_UP).doubleValue();
  }

  /// A share in percent, or null if nothing is known.
  static Double percent(long part, long known) {
    return known == 0 ? null : round(100.0 * part / known, 1);
  }

  /// The middle value, or the middle of the two middle values.
  static Double median(Collection<Long> values) {
    List<Long> sorted = values.stream().filter(Objects::nonNull).sorted().toList();
    int n = sorted.size();
    return n == 0 ? null : (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2.0;
  }

  /// The average of the known values, or null without any.
  static Double average(Collection<Long> values) {
    List<Long> known = values.stream().filter(Objects::nonNull).toList();
    return known.isEmpty() ? null : known.stream().mapToLong(n -> n).average().orElseThrow();
  }

  /// The standard deviation of a sample, or null for fewer than two known values.
  static Double deviation(Collection<Long> values) {
    List<Long> known = values.stream().filter(Objects::nonNull).toList();
    Double mean = average(known);
    return known.size() < 2
        ? null
        : Math.sqrt(
            known.stream().mapToDouble(n -> (n - mean) * (n - mean)).sum() / (known.size() - 1));
  }

  /// The greatest known value, or null.
  static <T extends Comparable<? super T>> T max(Collection<T> values) {
    return values.stream().filter(Objects::nonNull).max(Comparator.naturalOrder()).orElse(null);
  }

  /// The smallest known value, or null.
  static <T extends Comparable<? super T>> T min(Collection<T> values) {
    return values.stream().filter(Objects::nonNull).min(Comparator.naturalOrder()).orElse(null);
  }

  static long known(Collection<?> values) {
    return values.stream().filter(Objects::nonNull).count();
  }

  /// Distinct names in alphabetical order, or null without any.
  static String names(Collection<String> names) {
    return names.isEmpty()
        ? null
        : names.stream().distinct().sorted().collect(Collectors.joining(", "));
  }
}
