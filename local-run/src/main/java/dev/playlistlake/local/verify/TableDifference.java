package dev.playlistlake.local.verify;

import dev.playlistlake.local.tables.CsvLine;
import dev.playlistlake.model.SafeText;
import dev.playlistlake.model.Table;
import java.util.List;
import java.util.Optional;

/// The first place where the file of a table differs from the one that the transform writes.
///
/// @param row the number of the row, counted from 1; 0 for the header
/// @param column empty if the row differs as a whole
/// @param found the value in the file, empty if the row is missing
/// @param expected the value that the transform writes, empty for a row too many
/// @param oldForm whether an earlier version of this program wrote the file
record TableDifference(
    long row, String column, String found, String expected, String message, boolean oldForm) {
  private static final int SHOWN = 80;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /// Compares two lines that differ.
  ///
  /// @param found empty if the file ends before this row
  /// @param expected empty if the transform writes no such row
  static TableDifference of(
      Table<?> table, long row, Optional<String> found, Optional<String> expected) {
    if (found.isEmpty()) {
      String message =
          row == 0 ? "the file is empty" : "row %d is missing, the file ends".formatted(row);
      return whole(row, "", expected.orElse(""), message);
    }
    if (expected.isEmpty()) {
      return whole(row, found.get(), "", "row %d is too many".formatted(row));
    }
    List<String> columns = List.of(table.header());
    return row == 0
        ? header(columns, found.get(), expected.get())
        : compared(columns, row, found.get(), expected.get());
  }

  private static TableDifference whole(long row, String found, String expected, String message) {
    return new TableDifference(row, "", found, expected, message, false);
  }

  private static TableDifference header(List<String> columns, String found, String expected) {
    List<String> fields = CsvLine.fields(found);
    boolean fewer = !fields.isEmpty() && fields.size() < columns.size();
    if (fewer && columns.subList(0, fields.size()).equals(fields)) {
      String message = "header has %d of %d columns".formatted(fields.size(), columns.size());
      return new TableDifference(0, "", found, expected, message, true);
    }
    return found.startsWith(BYTE_ORDER_MARK)
        ? whole(0, found, expected, "the file starts with a byte order mark")
        : compared(columns, 0, found, expected);
  }

  private static TableDifference compared(
      List<String> columns, long row, String found, String expected) {
    List<String> is = CsvLine.fields(found);
    List<String> should = CsvLine.fields(expected);
    String place = row == 0 ? "header" : "row " + row;
    for (int i = 0; i < Math.min(is.size(), columns.size()); i++) {
      if (!is.get(i).equals(should.get(i))) {
        return new TableDifference(
            row,
            columns.get(i),
            is.get(i),
            should.get(i),
            "%s, column %s: found %s, expected %s"
                .formatted(place, columns.get(i), shown(is.get(i)), shown(should.get(i))),
            isOldForm(is.get(i), should.get(i)));
      }
    }
    if (is.size() != should.size()) {
      return whole(
          row,
          found,
          expected,
          "%s has %d fields, expected %d".formatted(place, is.size(), should.size()));
    }
    return whole(
        row, found, expected, place + " has the expected values, but other quotes or line ends");
  }

  /// Version 1 of the data contract doubled each backslash.
  private static boolean isOldForm(String found, String expected) {
    return expected.contains("\\") && found.equals(expected.replace("\\", "\\\\"));
  }

  private static String shown(String value) {
    return "\"" + SafeText.sanitize(value, SHOWN) + "\"";
  }
}
