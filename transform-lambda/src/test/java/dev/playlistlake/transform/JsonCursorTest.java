package dev.playlistlake.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The cursor skips every value that the reader doesn't read.
final class JsonCursorTest {
  @Test
  void skipsMembersThatTheReaderDoesNotRead() throws IOException {
    List<String> read = new ArrayList<>();

    try (JsonCursor json = open("{'a':{'x':[1]},'b':'text','c':[{}],'d':true}")) {
      json.members(
          (name, value) -> {
            read.add(name);
            if (name.equals("b")) {
              read.add(value.text());
            }
          });
      assertThat(json.nextValue()).isFalse();
    }

    assertThat(read).containsExactly("a", "b", "text", "c", "d");
  }

  @Test
  void skipsElementsThatTheReaderDoesNotRead() throws IOException {
    List<String> read = new ArrayList<>();

    try (JsonCursor json = open("[{'x':[1]},null,[[]],'text']")) {
      json.elements(element -> read.add(element.path() + " " + element.kind()));
      assertThat(json.nextValue()).isFalse();
    }

    assertThat(read)
        .containsExactly("$[0] an object", "$[1] null", "$[2] an array", "$[3] a string");
  }

  @Test
  void findsNoMembersAndNoElementsInAValueOfAnotherType() throws IOException {
    List<String> read = new ArrayList<>();

    try (JsonCursor json = open("{'a':[{'x':1}],'b':{'y':[2]},'c':5,'d':null}")) {
      json.members(
          (name, value) -> {
            read.add(name);
            if (value.onArray()) {
              value.members((member, _) -> read.add(member));
            } else {
              value.elements(element -> read.add(element.kind()));
            }
          });
      assertThat(json.nextValue()).isFalse();
    }

    assertThat(read).containsExactly("a", "b", "c", "d");
  }

  @Test
  void readsTheTextOfOneMember() throws IOException {
    assertThat(textOfX("{'w':{'x':'inner'},'x':'text','y':1}")).isEqualTo("text");
    assertThat(textOfX("{'x':'first','x':'last'}")).isEqualTo("last");
    assertThat(textOfX("{'x':{'x':'inner'}}")).isEmpty();
    assertThat(textOfX("['x']")).isEmpty();
  }

  private static String textOfX(String text) throws IOException {
    try (JsonCursor json = open(text)) {
      return json.textOf("x");
    }
  }

  private static JsonCursor open(String text) throws IOException {
    byte[] bytes = SampleDocument.json(text).getBytes(StandardCharsets.UTF_8);
    JsonCursor json = new JsonCursor("document.json", new ByteArrayInputStream(bytes));
    assertThat(json.nextValue()).isTrue();
    return json;
  }
}
