package dev.playlistlake.transform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the JSON text of one document once, token by token. All readers of the document share one
/// cursor, on one thread.
///
/// The cursor is at a value, and each method that reads moves it to the end of that value. A
/// missing value, null or a value of another type is read as empty.
final class JsonCursor implements Closeable {
  /// The [#kind()] of an object.
  static final String OBJECT = "an object";

  /// The [#kind()] of a string.
  static final String STRING = "a string";

  /// The [#kind()] of null.
  static final String NULL = "null";

  /// The longest string, number or member name, in UTF-16 units. A string that is skipped may be
  /// longer.
  static final int LONGEST_STRING = 1_000_000;

  /// The deepest nesting of arrays and objects. 100,000 levels need about 10 MB of memory.
  static final int DEEPEST = 200_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(LONGEST_STRING)
                  .maxNumberLength(LONGEST_STRING)
                  .maxNameLength(LONGEST_STRING)
                  .maxNestingDepth(DEEPEST)
                  .build())
          .build();

  // -9223372036854775808 has 20 characters. A longer number doesn't fit 64 bits.
  private static final int LONGEST_INTEGER = 20;
  private static final int LONGEST_PATH = 200;
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

  private final String document;
  private final JsonParser parser;

  /// Opens a document.
  ///
  /// @param document identifies the object or file in errors
  JsonCursor(String document, InputStream text) throws IOException {
    this.document = document;
    this.parser = FACTORY.createParser(text);
  }

  /// Reads the value of one member of an object, or does nothing to skip it.
  @FunctionalInterface
  interface MemberReader {
    void read(String name, JsonCursor value) throws IOException;
  }

  /// Reads one element of an array, or does nothing to skip it.
  @FunctionalInterface
  interface ElementReader {
    void read(JsonCursor element) throws IOException;
  }

  /// Moves to the next top-level value.
  ///
  /// @return false at the end of the text
  boolean nextValue() throws IOException {
    return parser.nextToken() != null;
  }

  /// Passes the members of an object to the reader, in their order. A value of another type has no
  /// members.
  void members(MemberReader reader) throws IOException {
    if (!onObject()) {
      parser.skipChildren();
      return;
    }
    for (String name; (name = nextMember()) != null; ) {
      reader.read(name, this);
      parser.skipChildren();
    }
  }

  /// Moves to the value of the next member.
  ///
  /// @return its name; null at the end of the object
  private @Nullable String nextMember() throws IOException {
    if (parser.nextToken() == JsonToken.END_OBJECT) {
      return null;
    }
    String name = parser.currentName();
    parser.nextToken();
    return name;
  }

  /// Passes the elements of an array to the reader, in their order. A value of another type has no
  /// elements.
  void elements(ElementReader reader) throws IOException {
    if (!onArray()) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      reader.read(this);
      parser.skipChildren();
    }
  }

  boolean onObject() {
    return parser.hasToken(JsonToken.START_OBJECT);
  }

  boolean onArray() {
    return parser.hasToken(JsonToken.START_ARRAY);
  }

  boolean onString() {
    return parser.hasToken(JsonToken.VALUE_STRING);
  }

  boolean onNull() {
    return parser.hasToken(JsonToken.VALUE_NULL);
  }

  /// Reads a string; empty for any other value.
  String text() throws IOException {
    if (parser.hasToken(JsonToken.VALUE_STRING)) {
      return parser.getText();
    }
    parser.skipChildren();
    return "";
  }

  /// Reads an id; empty for any other value, and for text that is not the same in a CSV file. Two
  /// such ids could become equal.
  String id() throws IOException {
    return idOrEmpty(text());
  }

  /// Returns the text if it can be an id, otherwise empty text.
  static String idOrEmpty(String text) {
    return CsvField.clean(text).equals(text) ? text : "";
  }

  /// Reads the id that one member of an object has, such as `id` of `added_by`.
  String idOf(String member) throws IOException {
    return idOrEmpty(textOf(member));
  }

  /// Reads a number without fraction or exponent that fits 64 bits; empty for any other value.
  OptionalLong integer() throws IOException {
    if (!parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
      parser.skipChildren();
      return OptionalLong.empty();
    }
    boolean fits =
        parser.getTextLength() <= LONGEST_INTEGER
            && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    return fits ? OptionalLong.of(parser.getLongValue()) : OptionalLong.empty();
  }

  /// Reads `true` or `false`; empty for any other value.
  Optional<Boolean> bool() throws IOException {
    parser.skipChildren();
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> Optional.of(true);
      case VALUE_FALSE -> Optional.of(false);
      case null, default -> Optional.empty();
    };
  }

  /// Reads the text of one member of an object, such as `spotify` of `external_urls`; empty without
  /// such a text.
  String textOf(String member) throws IOException {
    String text = "";
    if (onObject()) {
      for (String name; (name = nextMember()) != null; ) {
        if (name.equals(member)) {
          text = text();
        }
        parser.skipChildren();
      }
    }
    parser.skipChildren();
    return text;
  }

  /// The type of the value as an error shows it, such as `an object` or `a string`.
  String kind() {
    return switch (parser.currentToken()) {
      case START_OBJECT, END_OBJECT -> OBJECT;
      case START_ARRAY, END_ARRAY -> "an array";
      case VALUE_STRING -> STRING;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> NULL;
      case null, default -> "nothing";
    };
  }

  /// The JSON path of the value, such as `$.pages[0].items[3]`.
  String path() {
    StringBuilder path = new StringBuilder();
    JsonStreamContext context = parser.getParsingContext();
    if ((onObject() || onArray()) && context.getParent() != null) {
      context = context.getParent();
    }
    for (; context != null && !context.inRoot(); context = context.getParent()) {
      path.insert(0, context.inArray() ? "[" + context.getCurrentIndex() + "]" : member(context));
      if (path.length() > LONGEST_PATH) {
        return "$…" + path;
      }
    }
    return "$" + path;
  }

  private static String member(JsonStreamContext context) {
    String name = context.getCurrentName();
    if (name == null) {
      return "";
    }
    return PLAIN_NAME.matcher(name).matches() ? "." + name : "['…']";
  }

  /// The current line and column, for errors about text that is not JSON.
  String position() {
    var location = parser.currentLocation();
    return "line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  /// Creates the error for an object with two members of the name at the cursor. Such a member
  /// decides what the object is, and may contain entries, of which one half would be lost.
  TransformException secondMember() {
    return rejection(path(), "a second member of this name", "only one");
  }

  /// Creates the error that rejects the document.
  ///
  /// @param path a JSON path, or the name of a value
  TransformException rejection(String path, String found, String expected) {
    return TransformException.rejected(document, path, found, expected);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
