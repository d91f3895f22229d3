package dev.playlistlake.extract;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.hc.core5.http.ParseException;
import se.michaelthelin.spotify.exceptions.SpotifyWebApiException;

/// Tells of each attempt of one call in a line: what was asked for, what came of it, and how long
/// it was waited for before and took then. It holds no header and no body, and of a URL only what
/// [Endpoints#shown] lets through.
final class CallLog {
  private final Call call;
  private final LongSupplier nanos;
  private final Consumer<String> lines;
  private int attempt;
  private long free;

  CallLog(Call call, LongSupplier nanos, Consumer<String> lines) {
    this.call = call;
    this.nanos = nanos;
    this.lines = lines;
    this.free = nanos.getAsLong();
  }

  /// Sends the request once more, and tells of it however it ends.
  ObjectText send(Deadline deadline) throws IOException, SpotifyWebApiException, ParseException {
    long start = nanos.getAsLong();
    attempt++;
    String outcome = "broken off";
    try {
      String body = Objects.requireNonNullElse(deadline.send(call.request()), "");
      ObjectText answer = ObjectText.of(body);
      outcome = "2xx";
      return answer;
    } catch (RefusedException refused) {
      outcome = (refused.refusal().status() + " " + refused.refusal().reason()).strip();
      throw refused;
    } catch (IOException | SpotifyWebApiException | ParseException broken) {
      outcome = Redaction.of(broken.getMessage() + "");
      throw broken;
    } finally {
      long end = nanos.getAsLong();
      lines.accept(line(outcome, start, end));
      free = end;
    }
  }

  private String line(String outcome, long start, long end) {
    return "%s: %s in %d ms, attempt %d, waited %d ms"
        .formatted(call.where(), outcome, millis(end - start), attempt, millis(start - free));
  }

  private static long millis(long nanos) {
    return Duration.ofNanos(nanos).toMillis();
  }
}
