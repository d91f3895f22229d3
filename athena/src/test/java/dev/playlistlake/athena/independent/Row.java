package dev.playlistlake.athena.independent;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A row of a result: its columns in order.
record Row(Map<String, Object> values) {
  /// Creates a row from names and values in turn.
  static Row of(Object... namesAndValues) {
    return new Row(new LinkedHashMap<>()).and(namesAndValues);
  }

  /// This row with more columns after its own.
  Row and(Object... namesAndValues) {
    Map<String, Object> more = new LinkedHashMap<>(values);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      more.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Row(more);
  }

  /// This row without some columns.
  Row without(String... columns) {
    Map<String, Object> fewer = new LinkedHashMap<>(values);
    fewer.keySet().removeAll(List.of(columns));
    return new Row(fewer);
  }

  Object get(String column) {
    if (!values.containsKey(column)) {
      throw new IllegalArgumentException(
          "no column is named %s in %s".formatted(column, values.keySet()));
    }
    return values.get(column);
  }

  /// Sorts rows by columns. A name that begins with `-` sorts from the greatest to the smallest
  /// value. Null is last in both cases.
  static List<Row> sorted(Stream<Row> rows, String... columns) {
    return rows.sorted(
            Stream.of(columns).map(Row::by).reduce(Comparator::thenComparing).orElseThrow())
        .toList();
  }

  private static Comparator<Row> by(String column) {
    boolean falling = column.startsWith("-");
    String name = falling ? column.substring(1) : column;
    Comparator<Comparable<Object>> order =
        falling ? Comparator.reverseOrder() : Comparator.naturalOrder();
    return Comparator.comparing(row -> comparable(row.get(name)), Comparator.nullsLast(order));
  }

  @SuppressWarnings("unchecked")
  private static Comparable<Object> comparable(Object value) {
    return (Comparable<Object>) value;
  }

  /// The values as text, in the same way for both computations.
  String line() {
    return values.values().stream().map(Row::text).collect(Collectors.joining(" | "));
  }

  private static String text(Object value) {
    return switch (value) {
      case null -> "NULL";
      case Integer number -> Long.toString(number);
      case Double number when number.isNaN() || number.isInfinite() -> number.toString();
      // The last digits depend on the order of the calculation.
      case Double number when number != 0 ->
          new BigDecimal(number).round(new MathContext(10)).doubleValue() + "";
      case LocalDateTime time -> TableRow.text(time);
      case LocalDate day -> day.toString();
      default -> value.toString();
    };
  }
}
