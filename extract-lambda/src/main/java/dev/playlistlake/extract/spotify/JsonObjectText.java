package dev.playlistlake.extract.spotify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The text of one JSON object, with the positions of its members. Parts are cut out of the text
/// instead of being parsed and written again, so that every character stays as Spotify sent it.
/// Immutable.
///
/// @param members in order, without the members of inner objects and arrays
public record JsonObjectText(String text, List<Member> members) {
  private static final JsonFactory JSON = new JsonFactory();

  /// One member of the object.
  ///
  /// @param nameStart position of the quote before its name
  /// @param start position of the first character of its value
  /// @param end position after the last character of its value
  /// @param elements number of elements of an array, otherwise 0
  /// @param content the unescaped text of a string, otherwise empty
  public record Member(
      String name,
      int nameStart,
      int start,
      int end,
      JsonToken kind,
      int elements,
      String content) {

    public boolean is(JsonToken wanted) {
      return kind == wanted;
    }
  }

  public JsonObjectText {
    members = List.copyOf(members);
  }

  /// Parses exactly one JSON object.
  ///
  /// @throws IOException for any other text; the message shows no part of the text, because
  ///   responses may contain tokens
  public static JsonObjectText parse(String text) throws IOException {
    try (JsonParser parser = JSON.createParser(text)) {
      List<Member> members = members(parser);
      if (parser.nextToken() != null) {
        throw notAnObject(text, parser.currentTokenLocation().getCharOffset());
      }
      return new JsonObjectText(text, members);
    } catch (JsonProcessingException invalid) {
      throw notAnObject(
          text, invalid.getLocation() == null ? 0 : invalid.getLocation().getCharOffset());
    }
  }

  /// Returns the object that is the value of a member.
  public JsonObjectText inner(Member member) throws IOException {
    return parse(text.substring(member.start(), member.end()));
  }

  /// Returns the member of this name and kind; empty if it does not exist.
  public Optional<Member> member(String name, JsonToken kind) {
    return members.stream().filter(m -> m.name().equals(name) && m.is(kind)).findFirst();
  }

  /// Returns the unescaped text of a string member; empty if it does not exist.
  public Optional<String> string(String name) {
    return member(name, JsonToken.VALUE_STRING).map(Member::content);
  }

  /// Returns the text of a member that is a whole number; empty if it does not exist.
  Optional<String> integer(String name) {
    return member(name, JsonToken.VALUE_NUMBER_INT)
        .map(member -> text.substring(member.start(), member.end()));
  }

  /// Returns the objects in an array, in order, without its other elements.
  List<JsonObjectText> objects(Member array) throws IOException {
    String elements = text.substring(array.start(), array.end());
    List<JsonObjectText> objects = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(elements)) {
      parser.nextToken();
      for (JsonToken kind = parser.nextToken();
          kind != JsonToken.END_ARRAY;
          kind = parser.nextToken()) {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        if (kind == JsonToken.START_OBJECT) {
          int end = (int) parser.currentLocation().getCharOffset();
          objects.add(parse(elements.substring(start, end)));
        }
      }
    }
    return List.copyOf(objects);
  }

  /// Returns the text without one member and without the comma that separates it from the others.
  public String without(Member member) {
    int index = members.indexOf(member);
    if (index + 1 < members.size()) {
      return cut(member.nameStart(), members.get(index + 1).nameStart());
    }
    return cut(index == 0 ? member.nameStart() : members.get(index - 1).end(), member.end());
  }

  private String cut(int from, int to) {
    return text.substring(0, from) + text.substring(to);
  }

  private static List<Member> members(JsonParser parser) throws IOException {
    List<Member> members = new ArrayList<>();
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new JsonProcessingException("", parser.currentTokenLocation()) {};
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      members.add(member(parser));
    }
    return members;
  }

  private static Member member(JsonParser parser) throws IOException {
    String name = parser.currentName();
    int nameStart = (int) parser.currentTokenLocation().getCharOffset();
    JsonToken kind = parser.nextToken();
    int start = (int) parser.currentTokenLocation().getCharOffset();
    int elements = kind == JsonToken.START_ARRAY ? elements(parser) : 0;
    String content = kind == JsonToken.VALUE_STRING ? parser.getText() : "";
    parser.skipChildren();
    int end = (int) parser.currentLocation().getCharOffset();
    return new Member(name, nameStart, start, end, kind, elements, content);
  }

  private static int elements(JsonParser parser) throws IOException {
    int elements = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      parser.skipChildren();
      elements++;
    }
    return elements;
  }

  private static IOException notAnObject(String text, long offset) {
    String html = text.stripLeading().startsWith("<") ? ", looks like HTML" : "";
    return new IOException(
        "the response is not one JSON object (error at character %d of %d%s)"
            .formatted(Math.max(0, offset), text.length(), html));
  }
}
