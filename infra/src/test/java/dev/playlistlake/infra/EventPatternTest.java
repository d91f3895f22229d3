package dev.playlistlake.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventPatternTest {
  private static final EventPattern PATTERN =
      pattern(
          Map.of(
              "source", List.of("aws.athena"),
              "detail", Map.of("currentState", List.of("FAILED", "CANCELLED"))));

  @Test
  void matchesAnEventWithOneOfTheListedValuesOfEachMember() throws IOException {
    assertThat(PATTERN.matches(event("aws.athena", "FAILED"))).isTrue();
    assertThat(PATTERN.matches(event("aws.athena", "CANCELLED"))).isTrue();
  }

  @Test
  void doesNotMatchAnotherValueOrAMissingMember() throws IOException {
    assertThat(PATTERN.matches(event("aws.athena", "SUCCEEDED"))).isFalse();
    assertThat(PATTERN.matches(event("aws.glue", "FAILED"))).isFalse();
    assertThat(PATTERN.matches(new ObjectMapper().readTree("{\"source\":\"aws.athena\"}")))
        .isFalse();
  }

  @Test
  void aMissingPatternMatchesNothing() throws IOException {
    assertThat(new EventPattern(new YamlNode("", null)).matches(event("aws.athena", "FAILED")))
        .isFalse();
  }

  private static EventPattern pattern(Map<String, ?> members) {
    return new EventPattern(new YamlNode("", members));
  }

  private static JsonNode event(String source, String state) throws IOException {
    return new ObjectMapper()
        .readTree(
            "{\"source\":\"%s\",\"time\":\"x\",\"detail\":{\"currentState\":\"%s\"}}"
                .formatted(source, state));
  }
}
