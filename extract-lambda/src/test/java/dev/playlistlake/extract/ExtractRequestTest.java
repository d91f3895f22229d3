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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractRequestTest {

  @Test
  void aScheduledEventHasATimeAndMuchElse() {
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
  void nothingAndAnEmptyObjectMeanNow() {
    assertThat(ExtractRequest.parse(null)).isEqualTo(ExtractRequest.now());
    assertThat(ExtractRequest.parse(Map.of())).isEqualTo(ExtractRequest.now());
  }

  static List<List<Object>> wrong() {
    return List.of(
        List.of("time", 1_763_704_800, "\"1763704800\": want an instant like 2026-11-21T06:00:00Z"),
        List.of("time", Map.of(), "an object or array: want an instant like 2026-11-21T06:00:00Z"),
        List.of("playlists", List.of(), "not an array of 1 to 1000 strings"),
        List.of("playlists", A, "not an array of 1 to 1000 strings"),
        List.of("playlists", Collections.nCopies(1001, A), "not an array of 1 to 1000 strings"),
        List.of("playlists", List.of(A, 7), "not an array of strings: one is \"7\""),
        List.of(
            "playlists", Collections.singletonList(null), "not an array of strings: one is null"),
        List.of(
            "playlists", List.of(List.of(A)), "not an array of strings: one is an object or array"),
        List.of("force", "true", "\"true\": want true or false"),
        List.of("force", 1, "\"1\": want true or false"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aMemberOfAnotherKindIsRefused(List<Object> wrong) {
    Map<String, Object> event = new HashMap<>();
    event.put((String) wrong.get(0), wrong.get(1));

    assertThatThrownBy(() -> ExtractRequest.parse(event))
        .hasMessage("the event's " + wrong.get(0) + " is invalid: " + wrong.get(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"+999999999-12-31T23:59:59Z", "1999-01-01T00:00:00Z", "2100-01-01T00:00:00.001Z"})
  void aTimeThatNoScheduleHasIsRefused(String time) {
    ExtractRequest request = ExtractRequest.parse(Map.of("time", time));

    assertThatThrownBy(() -> request.timeOr(ExtractHarness.NOW))
        .hasMessage(
            "the event's time is invalid: "
                + time
                + ": want one from 2006-01-01T00:00:00Z to 2100-01-01T00:00:00Z");
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
  void whatIsNoPlaylistIsRefused(String playlist) {
    ExtractRequest request = ExtractRequest.parse(Map.of("playlists", List.of(A, playlist)));

    assertThatThrownBy(() -> request.selection(new Selection(List.of(), true)))
        .hasMessageStartingWith("the event's playlists is invalid: \"")
        .hasMessageEndingWith("or spotify:playlist:<id>, or the words owned and liked")
        .hasMessageNotContaining("\n");
  }

  @Test
  void longTextIsCutInMessages() {
    assertThatThrownBy(() -> ExtractRequest.parse(Map.of("time", "x y ".repeat(100_000))))
        .message()
        .hasSizeLessThan(400);
  }
}
