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

/// Reads the JSON text of one document, token by token, once and forwards. All readers of the
/// document share it; it is for one thread.
///
/// The cursor is at a value, and a read leaves it at the end of that value. A value that is
/// missing, null or of another type reads as empty.
final class JsonCursor implements Closeable {
  /// The [#kind()] of an object.
  static final String OBJECT = "an object";

  /// The [#kind()] of null.
  static final String NULL = "null";

  /// The longest string, number or member name, in UTF-16 units. Strings that nothing reads may be
  /// longer.
  static final int LONGEST_STRING = 1_000_000;

  /// How many arrays and objects may be inside each other: 100,000 levels take some 10 MB.
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

  // -9223372036854775808 has 20 characters: a longer number doesn't fit 64 bits.
  private static final int LONGEST_INTEGER = 20;
  private static final int LONGEST_PATH = 200;
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

  private final String document;
  private final JsonParser parser;

  /// Opens a document.
  ///
  /// @param document the object or file, for errors
  JsonCursor(String document, InputStream text) throws IOException {
    this.document = document;
    this.parser = FACTORY.createParser(text);
  }

  /// Reads the value of one member of an object, or leaves it.
  @FunctionalInterface
  interface MemberReader {
    void read(String name, JsonCursor value) throws IOException;
  }

  /// Reads one element of an array, or leaves it.
  @FunctionalInterface
  interface ElementReader {
    void read(JsonCursor element) throws IOException;
  }

  /// Moves to the next value outside any array or object.
  ///
  /// @return false at the end of the text
  boolean nextValue() throws IOException {
    return parser.nextToken() != null;
  }

  /// Reads the members of an object in their order; a value of another type has none. A value that
  /// the reader leaves is skipped.
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

  /// Reads the elements of an array in their order; a value of another type has none. An element
  /// that the reader leaves is skipped.
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

  boolean onNull() {
    return parser.hasToken(JsonToken.VALUE_NULL);
  }

  /// A string's text, else empty.
  String text() throws IOException {
    if (parser.hasToken(JsonToken.VALUE_STRING)) {
      return parser.getText();
    }
    parser.skipChildren();
    return "";
  }

  /// A number without fraction or exponent that fits 64 bits, else empty.
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

  /// `true` or `false`, else empty.
  Optional<Boolean> bool() throws IOException {
    parser.skipChildren();
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> Optional.of(true);
      case VALUE_FALSE -> Optional.of(false);
      case null, default -> Optional.empty();
    };
  }

  /// The text of one member of an object, such as `spotify` of `external_urls`; else empty.
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

  /// The type of the value, in words for an error: `an object`, `a string`.
  String kind() {
    return switch (parser.currentToken()) {
      case START_OBJECT, END_OBJECT -> OBJECT;
      case START_ARRAY, END_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
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

  /// Line and column, for text that is not JSON.
  String position() {
    var location = parser.currentLocation();
    return "line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  /// Refuses a second member of the same name where entries may be: one of the two would be lost.
  ///
  /// @param seen whether the object had the member before
  void requireFirst(boolean seen) {
    if (seen) {
      throw refusal(path(), "the member a second time", "it once");
    }
  }

  /// The refusal of the document.
  ///
  /// @param path a JSON path, or a place in words
  TransformException refusal(String path, String found, String expected) {
    return TransformException.refused(document, path, found, expected);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
