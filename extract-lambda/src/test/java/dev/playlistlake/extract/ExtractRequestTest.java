package dev.playlistlake.extract;

import static dev.playlistlake.extract.ExtractHarness.A;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractRequestTest {
  private static final String INSTANT = ", expected an instant like 2026-11-21T06:00:00Z";

  @Test
  void readsTheTimeOfAScheduledEvent() {
    assertThat(
            ExtractRequest.parse(
                Map.of(
                    "version", "0",
                    "detail-type", "Scheduled Event",
                    "time", "2026-11-21T06:00:00Z",
                    "resources", List.of("arn"),
                    "detail", Map.of())))
        .isEqualTo(
            new ExtractRequest(
                Optional.of(Instant.parse("2026-11-21T06:00:00Z")), Optional.empty(), false));
  }

  @Test
  void nullAndAnEmptyObjectMeanNow() {
    assertThat(ExtractRequest.parse(null)).isEqualTo(ExtractRequest.now());
    assertThat(ExtractRequest.parse(Map.of())).isEqualTo(ExtractRequest.now());
  }

  static List<List<Object>> invalidMembers() {
    return List.of(
        List.of("time", 1_763_704_800, "is 1763704800" + INSTANT),
        List.of("time", Map.of(), "is an object or array" + INSTANT),
        List.of("time", "tomorrow", "is \"tomorrow\"" + INSTANT),
        List.of("playlists", List.of(), "is not an array of 1 to 1000 strings"),
        List.of("playlists", A, "is not an array of 1 to 1000 strings"),
        List.of("playlists", Collections.nCopies(1001, A), "is not an array of 1 to 1000 strings"),
        List.of("playlists", List.of(A, 7), "contains 7, expected only strings"),
        List.of(
            "playlists", Collections.singletonList(null), "contains null, expected only strings"),
        List.of(
            "playlists", List.of(List.of(A)), "contains an object or array, expected only strings"),
        List.of("force", "true", "is \"true\", expected the boolean true or false"),
        List.of("force", 1, "is 1, expected the boolean true or false"));
  }

  @ParameterizedTest
  @MethodSource("invalidMembers")
  void rejectsAMemberOfAnotherType(List<Object> invalid) {
    Map<String, Object> event = new HashMap<>();
    event.put((String) invalid.get(0), invalid.get(1));

    assertThatThrownBy(() -> ExtractRequest.parse(event))
        .hasMessage("event: " + invalid.get(0) + " " + invalid.get(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"+999999999-12-31T23:59:59Z", "1999-01-01T00:00:00Z", "2100-01-01T00:00:00.001Z"})
  void rejectsATimeOutsideTheRange(String time) {
    ExtractRequest request = ExtractRequest.parse(Map.of("time", time));

    assertThatThrownBy(() -> request.timeOr(ExtractHarness.NOW))
        .hasMessage(
            "event: time is "
                + time
                + ", expected a time from 2006-01-01T00:00:00Z to 2100-01-01T00:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "OWNED",
        "../../state/not_before",
        "https://evil.example/playlist/aaaaaaaaaaaaaaaaaaaaaa",
        "aaaaaaaaaaaaaaaaaaaaaa/../x",
        "a\nb"
      })
  void rejectsAnInvalidPlaylist(String playlist) {
    ExtractRequest request = ExtractRequest.parse(Map.of("playlists", List.of(A, playlist)));

    assertThatThrownBy(() -> request.selection(new Selection(List.of(), true, Set.of())))
        .hasMessageStartingWith("event: playlists is invalid because \"")
        .hasMessageEndingWith("spotify:playlist:<id>, or owned, or liked")
        .hasMessageNotContaining("\n");
  }

  @Test
  void shortensLongTextInMessages() {
    assertThatThrownBy(() -> ExtractRequest.parse(Map.of("time", "x y ".repeat(100_000))))
        .message()
        .hasSizeLessThan(400);
  }
}
