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

/// The parameters of one run, from a Lambda event or from the command line. Immutable.
///
/// @param time of the schedule; the retries of a run have the time of its first attempt
/// @param playlists to read instead of the configured ones
/// @param force whether to read playlists that are already stored, and to send requests while
///   Spotify blocks this app
public record ExtractRequest(
    Optional<Instant> time, Optional<List<String>> playlists, boolean force) {
  private static final int MAX_PLAYLISTS = 1_000;

  /// Spotify was founded in 2006. The years in object keys have four digits.
  private static final Instant EARLIEST = Instant.parse("2006-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  public ExtractRequest {
    playlists = playlists.map(List::copyOf);
  }

  /// A run of all configured playlists now, including those that are already stored.
  public static ExtractRequest now() {
    return new ExtractRequest(Optional.empty(), Optional.empty(), false);
  }

  /// Reads a Lambda event. An EventBridge scheduled event has the member `time`, an event of a user
  /// may have `playlists` (array of strings) and `force` (boolean). Ignores all other members.
  ///
  /// @throws ExtractException that names the invalid member
  public static ExtractRequest parse(@Nullable Map<String, Object> event) {
    Map<String, Object> members = event == null ? Map.of() : event;
    return new ExtractRequest(
        Optional.ofNullable(members.get("time")).map(ExtractRequest::instant),
        Optional.ofNullable(members.get("playlists")).map(ExtractRequest::playlists),
        Optional.ofNullable(members.get("force")).map(ExtractRequest::bool).orElse(false));
  }

  /// Returns the time of the schedule, or `now` if the request has none.
  ///
  /// @throws ExtractException if the time is before 2006 or after 2099
  Instant timeOr(Instant now) {
    Instant scheduled = time.orElse(now);
    if (scheduled.isBefore(EARLIEST) || scheduled.isAfter(LATEST)) {
      throw invalid(
          "time is %s, expected a time from %s to %s".formatted(scheduled, EARLIEST, LATEST));
    }
    return scheduled;
  }

  /// Returns the playlists of this request, or the configured ones if the request names none.
  ///
  /// @throws ExtractException if an element is not a playlist
  Selection selection(Selection configured) {
    if (playlists.isEmpty()) {
      return configured;
    }
    List<String> errors = new ArrayList<>();
    Selection selection = Selection.parse(playlists.get(), errors::add);
    if (!errors.isEmpty()) {
      throw invalid("playlists is invalid because " + errors.getFirst());
    }
    return selection;
  }

  private static Instant instant(Object time) {
    try {
      return Instant.parse(time instanceof String text ? text : "");
    } catch (DateTimeException _) {
      throw invalid("time is " + shown(time) + ", expected an instant like 2026-11-21T06:00:00Z");
    }
  }

  private static List<String> playlists(Object value) {
    if (!(value instanceof List<?> list) || list.isEmpty() || list.size() > MAX_PLAYLISTS) {
      throw invalid("playlists is not an array of 1 to " + MAX_PLAYLISTS + " strings");
    }
    List<String> playlists = new ArrayList<>();
    for (Object element : list) {
      if (!(element instanceof String text)) {
        throw invalid("playlists contains " + shown(element) + ", expected only strings");
      }
      playlists.add(text.strip());
    }
    return playlists;
  }

  private static boolean bool(Object force) {
    if (force instanceof Boolean bool) {
      return bool;
    }
    throw invalid("force is " + shown(force) + ", expected the boolean true or false");
  }

  private static String shown(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> '"' + Redaction.redact(text) + '"';
      case Number number -> Redaction.redact(number.toString());
      case Boolean bool -> bool.toString();
      default -> "an object or array";
    };
  }

  private static ExtractException invalid(String problem) {
    return ExtractException.permanent("event: " + problem);
  }
}
