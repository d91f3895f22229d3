package dev.playlistlake.extract;

import dev.playlistlake.extract.spotify.ExtractException;
import dev.playlistlake.extract.spotify.Redaction;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Request for one run.
///
/// @param time of the schedule; retries of a run have the time of its first attempt
/// @param playlists in place of the configured ones
/// @param force whether to read again what is stored already, and to send requests even while
///   Spotify is known to block this app
public record ExtractRequest(
    Optional<Instant> time, Optional<List<String>> playlists, boolean force) {
  private static final int MAX_PLAYLISTS = 1_000;

  /// From Spotify's own first year on; dates in keys have four digits.
  private static final Instant EARLIEST = Instant.parse("2006-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  public ExtractRequest {
    playlists = playlists.map(List::copyOf);
  }

  /// Every configured playlist, now, also those that are stored already.
  public static ExtractRequest now() {
    return new ExtractRequest(Optional.empty(), Optional.empty(), false);
  }

  /// Reads `{}`, an EventBridge scheduled event, or `{"playlists": […], "force": true}`. Other
  /// members of the event are ignored.
  ///
  /// @throws ExtractException that names the invalid member
  public static ExtractRequest parse(@Nullable Map<String, Object> event) {
    Map<String, Object> members = event == null ? Map.of() : event;
    return new ExtractRequest(
        Optional.ofNullable(members.get("time")).map(ExtractRequest::instant),
        Optional.ofNullable(members.get("playlists")).map(ExtractRequest::playlists),
        Optional.ofNullable(members.get("force")).map(ExtractRequest::bool).orElse(false));
  }

  /// The schedule's time, else now.
  ///
  /// @throws ExtractException when no schedule can have that time
  Instant timeOr(Instant now) {
    Instant scheduled = time.orElse(now);
    if (scheduled.isBefore(EARLIEST) || scheduled.isAfter(LATEST)) {
      throw invalid("time", scheduled + ": want one from " + EARLIEST + " to " + LATEST);
    }
    return scheduled;
  }

  /// The playlists of this request, else the configured ones.
  ///
  /// @throws ExtractException when one of them is no playlist
  Selection selection(Selection configured) {
    if (playlists.isEmpty()) {
      return configured;
    }
    List<String> errors = new ArrayList<>();
    Selection selection = Selection.parse(playlists.get(), errors::add);
    if (!errors.isEmpty()) {
      throw invalid("playlists", errors.getFirst());
    }
    return selection;
  }

  private static Instant instant(Object time) {
    try {
      return Instant.parse(time instanceof String text ? text : "");
    } catch (DateTimeException _) {
      throw invalid("time", shown(time) + ": want an instant like 2026-11-21T06:00:00Z");
    }
  }

  private static List<String> playlists(Object value) {
    if (!(value instanceof List<?> list) || list.isEmpty() || list.size() > MAX_PLAYLISTS) {
      throw invalid("playlists", "not an array of 1 to " + MAX_PLAYLISTS + " strings");
    }
    List<String> playlists = new ArrayList<>();
    for (Object element : list) {
      if (!(element instanceof String text)) {
        throw invalid("playlists", "not an array of strings: one is " + shown(element));
      }
      playlists.add(text.strip());
    }
    return playlists;
  }

  private static boolean bool(Object force) {
    if (force instanceof Boolean bool) {
      return bool;
    }
    throw invalid("force", shown(force) + ": want true or false");
  }

  private static String shown(@Nullable Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean
        ? '"' + Redaction.redact(value.toString()) + '"'
        : value == null ? "null" : "an object or array";
  }

  private static ExtractException invalid(String member, String problem) {
    return ExtractException.permanent("the event's " + member + " is invalid: " + problem);
  }
}
