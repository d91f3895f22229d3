package dev.playlistlake.model;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One of the six tables: its name and its columns in file order. The partition column
/// `snapshot_date` is part of the key and not of the file. [Tables] lists all tables; all modules
/// use them.
///
/// @param <R> the type of a row
/// @param meaning describes one row
public record Table<R>(String name, String meaning, List<Column<R>> columns) {

  /// The end of the key of every file.
  public static final String SUFFIX = ".csv";

  public Table {
    columns = List.copyOf(columns);
  }

  static <R> Table<R> of(String name, String meaning, List<Column<R>> columns) {
    Stream<Column<R>> first = Stream.of(Column.playlistId());
    return new Table<>(name, meaning, Stream.concat(first, columns.stream()).toList());
  }

  /// The names of the columns, which are the first line of the file.
  public String[] header() {
    return columns.stream().map(Column::name).toArray(String[]::new);
  }

  /// The values of one row in file order, not yet cleaned or quoted.
  public String[] values(PlaylistId playlist, R row) {
    String[] values = new String[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = columns.get(i).value().read(playlist, row);
    }
    return values;
  }

  /// The key of one snapshot's file: `<table>/snapshot_date=<YYYY-MM-DD>/<playlist_id>.csv`.
  public String key(LocalDate date, PlaylistId playlist) {
    return partition(date) + playlist + SUFFIX;
  }

  /// The start of the keys of one date's files: `<table>/snapshot_date=<YYYY-MM-DD>/`.
  public String partition(LocalDate date) {
    return prefix() + RawKey.PARTITION + "=" + date + "/";
  }

  /// Parses the key of a file and returns the key of its snapshot. Empty for a key of another table
  /// or another form and for an invalid date.
  public Optional<RawKey> snapshotOf(String key) {
    if (!key.startsWith(prefix()) || !key.endsWith(SUFFIX)) {
      return Optional.empty();
    }
    String snapshot = key.substring(prefix().length(), key.length() - SUFFIX.length());
    return RawKey.parse(RawKey.PREFIX + snapshot + RawKey.SUFFIX);
  }

  private String prefix() {
    return name + "/";
  }
}
