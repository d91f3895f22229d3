package dev.playlistlake.model;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// One column of a table: its name, type and meaning, and the function that reads its value from a
/// row.
///
/// @param type the type that the text represents; the file contains only text, and `""` for no
///   value
/// @param key whether the column is part of the primary key, together with `snapshot_date`
/// @param optional whether the value may be empty
/// @param value reads a row's value as text, not yet cleaned or quoted
public record Column<R>(
    String name, Type type, boolean key, boolean optional, String meaning, Value<R> value) {

  /// The type of a column's text.
  public enum Type {
    STRING,
    /// 64 bits, signed.
    INTEGER,
    /// `true` or `false`.
    BOOLEAN,
    /// UTC, `YYYY-MM-DDTHH:MM:SSZ`.
    TIMESTAMP
  }

  /// Reads one value from a row. The playlist is a separate argument, because a document can
  /// contain its id after its entries.
  @FunctionalInterface
  public interface Value<R> {
    String read(PlaylistId playlist, R row);
  }

  static <R> Column<R> playlistId() {
    return new Column<>(
        "playlist_id",
        Type.STRING,
        true,
        false,
        "the playlist's Spotify id; `liked` for saved songs; otherwise the file's name",
        (playlist, _) -> playlist.value());
  }

  static <R> Column<R> text(String name, String meaning, Function<R, String> value) {
    return of(name, Type.STRING, meaning, value);
  }

  static <R> Column<R> timestamp(String name, String meaning, Function<R, String> value) {
    return of(name, Type.TIMESTAMP, meaning, value);
  }

  static <R> Column<R> integer(String name, String meaning, ToLongFunction<R> value) {
    return of(name, Type.INTEGER, meaning, row -> Long.toString(value.applyAsLong(row)));
  }

  static <R> Column<R> integerOrEmpty(
      String name, String meaning, Function<R, OptionalLong> value) {
    return of(name, Type.INTEGER, meaning, (R row) -> text(value.apply(row))).opt();
  }

  static <R> Column<R> booleanOrEmpty(
      String name, String meaning, Function<R, Optional<Boolean>> value) {
    Function<R, String> text = row -> value.apply(row).map(String::valueOf).orElse("");
    return of(name, Type.BOOLEAN, meaning, text).opt();
  }

  static <R> Column<R> of(String name, Type type, String meaning, Function<R, String> value) {
    return new Column<>(name, type, false, false, meaning, (_, row) -> value.apply(row));
  }

  /// Returns this column as part of the primary key.
  Column<R> asKey() {
    return new Column<>(name, type, true, optional, meaning, value);
  }

  /// Returns this column as one that may be empty.
  Column<R> opt() {
    return new Column<>(name, type, key, true, meaning, value);
  }

  private static String text(OptionalLong value) {
    return value.isPresent() ? Long.toString(value.getAsLong()) : "";
  }
}
