package dev.playlistlake.extract.spotify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'items':{}}                         | {}",
        "{ 'items' : {} }                     | {  }",
        "{'items':{},'id':1}                  | {'id':1}",
        "{'id':1,'items':{}}                  | {'id':1}",
        "{'id':1 , 'items':{'items':[1]} }    | {'id':1 }",
        "{ 'a':1.0e3, 'items':{'items':[],'a':[{}]} , 'b':'\\u00e9' } | { 'a':1.0e3, 'b':'\\u00e9'"
            + " }",
        "{'a':'ü😀','items':{'next':'😀'},'b':'\\\\,'} | {'a':'ü😀','b':'\\\\,'}",
        "{'\\u0069tems':{},'x':null}          | {'x':null}",
      })
  void removesAMemberWithItsCommaAndKeepsEverythingElse(String text, String without)
      throws IOException {
    JsonObjectText object = JsonObjectText.parse(quoted(text));

    String cut = object.without(object.member("items", JsonToken.START_OBJECT).orElseThrow());

    assertThat(cut).isEqualTo(quoted(without));
  }

  @Test
  void ignoresMembersOfInnerObjects() throws IOException {
    JsonObjectText object =
        JsonObjectText.parse(quoted("{'items':[{'next':'a','items':[1,2]}],'x':{'next':'b'}}"));

    assertThat(object.string("next")).isEmpty();
    assertThat(Page.of(object).orElseThrow().entries()).isEqualTo(1);
  }

  @Test
  void unescapesStrings() throws IOException {
    assertThat(JsonObjectText.parse(quoted("{'next':'https:\\/\\/a\\u002fb'}")).string("next"))
        .hasValue("https://a/b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "\"{}\"",
        "{\"a\":1",
        "{\"a\":1}}",
        "{\"a\":1}{}",
        "{\"a\":tru}",
        "{\"a\":\"x",
        "{\"a\" 1}",
        "{\"a\":01}",
        "{a:1}",
        "\uFEFF{}",
        "{\"a\":[1,]}",
        "{\"a\":\"\n\"}"
      })
  void rejectsOtherTextThanOneCompleteObject(String text) {
    assertThatThrownBy(() -> JsonObjectText.parse(text))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the response is not one JSON object (error at character ");
  }

  @Test
  void theErrorNamesThePositionAndShowsNoText() {
    assertThatThrownBy(() -> JsonObjectText.parse("{\"access_token\": secret}"))
        .hasMessage("the response is not one JSON object (error at character 17 of 24)");
    assertThatThrownBy(() -> JsonObjectText.parse("\n<html>secret</html>"))
        .hasMessage(
            "the response is not one JSON object (error at character 1 of 20, looks like HTML)");
  }

  @Test
  void rejectsVeryDeepNesting() {
    assertThatThrownBy(() -> JsonObjectText.parse("{\"a\":" + "[".repeat(100_000)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void findsAllMembersInGeneratedObjects() throws IOException {
    Random random = new Random(3);
    for (int i = 0; i < 300; i++) {
      Generated generated = new Generated(random, i % 10 == 0 ? 3000 : 20);
      JsonObjectText object = JsonObjectText.parse(generated.text());
      assertThat(object.members().stream().map(m -> object.text().substring(m.start(), m.end())))
          .isEqualTo(generated.values);
      JsonObjectText.Member removed = object.members().get(random.nextInt(object.members().size()));
      List<JsonObjectText.Member> left = JsonObjectText.parse(object.without(removed)).members();
      assertThat(left.stream().map(JsonObjectText.Member::name))
          .isEqualTo(
              object.members().stream()
                  .filter(m -> !m.equals(removed))
                  .map(JsonObjectText.Member::name)
                  .toList());
    }
  }

  private static String quoted(String text) {
    return text.replace('\'', '"');
  }

  /// An object of random members with random white space between all of its tokens.
  private static final class Generated {
    private static final List<String> SCALARS =
        List.of(
            "1.0e3",
            "-0",
            "true",
            "null",
            "\"\"",
            "\"\\\"\\\\ü😀\\ud83d\"",
            "12345678901234567890");

    private final Random random;
    private final List<String> values = new ArrayList<>();

    Generated(Random random, int most) {
      this.random = random;
      int members = 1 + random.nextInt(most);
      for (int i = 0; i < members; i++) {
        values.add(value(3));
      }
    }

    String text() {
      int[] number = {0};
      return values.stream()
          .map(
              value ->
                  space()
                      + "\"é\\n"
                      + number[0]++
                      + "\""
                      + space()
                      + ":"
                      + space()
                      + value
                      + space())
          .collect(Collectors.joining(",", space() + "{", "}" + space()));
    }

    private String value(int depth) {
      int kind = random.nextInt(depth == 0 ? 1 : 3);
      if (kind == 0) {
        return SCALARS.get(random.nextInt(SCALARS.size()));
      }
      String inner = space() + (kind == 1 ? "\"next\":" : "") + value(depth - 1) + space();
      return kind == 1 ? "{" + inner + "}" : "[" + inner + "," + inner + "]";
    }

    private String space() {
      return random.nextInt(3) > 0 ? "" : " \t\r\n".substring(random.nextInt(4));
    }
  }
}
