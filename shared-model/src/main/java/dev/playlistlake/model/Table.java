package dev.playlistlake.model;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One of the six tables: its name and its columns in file order. `snapshot_date`, the partition
/// column of each, is in the key and not in the file.
///
/// @param <R> its rows
/// @param meaning what one row is
public record Table<R>(String name, String meaning, List<Column<R>> columns) {

  /// Every file of a table ends so.
  public static final String SUFFIX = ".csv";

  public Table {
    columns = List.copyOf(columns);
  }

  static <R> Table<R> of(String name, String meaning, List<Column<R>> columns) {
    Stream<Column<R>> first = Stream.of(Column.playlistId());
    return new Table<>(name, meaning, Stream.concat(first, columns.stream()).toList());
  }

  /// The columns' names, the file's first line.
  public String[] header() {
    return columns.stream().map(Column::name).toArray(String[]::new);
  }

  /// One row's values in file order, neither cleaned nor quoted.
  public String[] values(PlaylistId playlist, R row) {
    String[] values = new String[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = columns.get(i).value().read(playlist, row);
    }
    return values;
  }

  /// The key of one snapshot's file: `<table>/snapshot_date=<YYYY-MM-DD>/<playlist_id>.csv`.
  public String key(LocalDate date, PlaylistId playlist) {
    return prefix() + RawKey.PARTITION + "=" + date + "/" + playlist + SUFFIX;
  }

  /// Reads a key: the snapshot whose rows it names. Empty for another table's key, for one of
  /// another form, and for a date that no calendar has.
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
