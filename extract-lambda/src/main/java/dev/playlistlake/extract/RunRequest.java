package dev.playlistlake.extract;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What starts a run.
///
/// @param time of the schedule; retries of the same run have the same
public record RunRequest(Optional<Instant> time) {

  /// Reads an EventBridge scheduled event; without `time` (`{}`) the clock counts.
  ///
  /// @throws ExtractException when `time` is anything but an instant
  static RunRequest of(@Nullable Map<String, Object> event) {
    Object time = event == null ? null : event.get("time");
    return new RunRequest(Optional.ofNullable(time).map(RunRequest::instant));
  }

  private static Instant instant(Object time) {
    try {
      return Instant.parse(time.toString());
    } catch (DateTimeException _) {
      throw ExtractException.lasting(
          "the event's time is \"" + time + "\": want an instant like 2026-11-21T06:00:00Z");
    }
  }
}
