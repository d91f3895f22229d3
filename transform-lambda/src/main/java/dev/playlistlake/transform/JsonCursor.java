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

/// Walks a JSON text token by token, once and forwards. It stands on a value; every read leaves it
/// on that value's last token. A value that is missing, null or of another type reads as empty.
final class JsonCursor implements Closeable {
  /// The [#kind()] of an object.
  static final String OBJECT = "an object";

  /// The [#kind()] of null.
  static final String NULL = "null";

  /// The longest string, number or member name, in UTF-16 units. Strings that nobody asks for may
  /// be longer.
  static final int LONGEST_STRING = 1_000_000;

  /// How deep arrays and objects may lie in each other: 100,000 levels take some 10 MB.
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

  // -9223372036854775808 has 20 characters: what is longer doesn't fit 64 bits.
  private static final int LONGEST_INTEGER = 20;
  private static final int LONGEST_PATH = 200;
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

  private final JsonParser parser;

  JsonCursor(InputStream text) throws IOException {
    parser = FACTORY.createParser(text);
  }

  /// Steps to the next value outside any array or object.
  ///
  /// @return false at the end of the text
  boolean nextValue() throws IOException {
    return parser.nextToken() != null;
  }

  /// Steps to the value of the next member of the object in which the cursor stands.
  ///
  /// @return its name; null at the end of the object
  @Nullable String nextMember() throws IOException {
    if (parser.nextToken() == JsonToken.END_OBJECT) {
      return null;
    }
    String name = parser.currentName();
    parser.nextToken();
    return name;
  }

  /// Steps to the next element of the array in which the cursor stands.
  ///
  /// @return false at the end of the array
  boolean nextElement() throws IOException {
    return parser.nextToken() != JsonToken.END_ARRAY;
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

  void skip() throws IOException {
    parser.skipChildren();
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
    if (!onObject()) {
      skip();
      return "";
    }
    String text = "";
    for (String name; (name = nextMember()) != null; ) {
      if (name.equals(member)) {
        text = text();
      } else {
        skip();
      }
    }
    return text;
  }

  /// What stands here, in words for an error: `an object`, `a string`.
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

  /// Where the cursor stands, as a JSON path such as `$.pages[0].items[3]`.
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

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
