package dev.playlistlake.extract;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What starts a run.
///
/// @param time of the schedule; retries of the same run have the same
/// @param playlists in place of the configured ones
/// @param force reads again what is stored already, and asks Spotify even while it is known to
///   refuse
public record RunRequest(Optional<Instant> time, Optional<List<String>> playlists, boolean force) {
  private static final int MOST_PLAYLISTS = 1_000;

  /// From Spotify's own first year on; dates in keys have four digits.
  private static final Instant EARLIEST = Instant.parse("2006-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  public RunRequest {
    playlists = playlists.map(List::copyOf);
  }

  /// Every configured playlist, now, whatever is stored.
  public static RunRequest now() {
    return new RunRequest(Optional.empty(), Optional.empty(), false);
  }

  /// Reads `{}`, an EventBridge scheduled event, or `{"playlists": […], "force": true}`; whatever
  /// else an event holds is not looked at.
  ///
  /// @throws ExtractException that names the member that is wrong
  public static RunRequest of(@Nullable Map<String, Object> event) {
    Map<String, Object> members = event == null ? Map.of() : event;
    return new RunRequest(
        Optional.ofNullable(members.get("time")).map(RunRequest::instant),
        Optional.ofNullable(members.get("playlists")).map(RunRequest::playlists),
        Optional.ofNullable(members.get("force")).map(RunRequest::bool).orElse(false));
  }

  /// The schedule's time, else now.
  ///
  /// @throws ExtractException when no schedule can have that time
  Instant timeOr(Instant now) {
    Instant scheduled = time.orElse(now);
    if (scheduled.isBefore(EARLIEST) || scheduled.isAfter(LATEST)) {
      throw wrong("time", scheduled + ": want one from " + EARLIEST + " to " + LATEST);
    }
    return scheduled;
  }

  /// @throws ExtractException when one of them is no playlist
  Selection selection(Selection configured) {
    if (playlists.isEmpty()) {
      return configured;
    }
    List<String> faults = new ArrayList<>();
    Selection selection = Selection.of(playlists.get(), faults::add);
    if (!faults.isEmpty()) {
      throw wrong("playlists", faults.getFirst());
    }
    return selection;
  }

  private static Instant instant(Object time) {
    try {
      return Instant.parse(time instanceof String text ? text : "");
    } catch (DateTimeException _) {
      throw wrong("time", shown(time) + ": want an instant like 2026-11-21T06:00:00Z");
    }
  }

  private static List<String> playlists(Object value) {
    if (!(value instanceof List<?> list) || list.isEmpty() || list.size() > MOST_PLAYLISTS) {
      throw wrong("playlists", "not an array of 1 to " + MOST_PLAYLISTS + " strings");
    }
    List<String> playlists = new ArrayList<>();
    for (Object element : list) {
      if (!(element instanceof String text)) {
        throw wrong("playlists", "not an array of strings: one is " + shown(element));
      }
      playlists.add(text.strip());
    }
    return playlists;
  }

  private static boolean bool(Object force) {
    if (force instanceof Boolean bool) {
      return bool;
    }
    throw wrong("force", shown(force) + ": want true or false");
  }

  private static String shown(@Nullable Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean
        ? '"' + Redaction.of(value.toString()) + '"'
        : value == null ? "null" : "an object or array";
  }

  private static ExtractException wrong(String member, String problem) {
    return ExtractException.lasting("the event's " + member + " is wrong: " + problem);
  }
}
