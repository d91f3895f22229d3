package dev.playlistlake.extract;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.hc.core5.http.ParseException;
import org.jspecify.annotations.Nullable;
import se.michaelthelin.spotify.exceptions.SpotifyWebApiException;

/// When a run has to be over: the one instant at which all of its parts stop.
///
/// @param nanos time that passes
/// @param at on the same scale
record Deadline(LongSupplier nanos, long at) {
  /// The library's methods stand between a run and the HTTP client, which serves all runs.
  private static final ScopedValue<Deadline> OF_REQUEST = ScopedValue.newInstance();

  static Deadline after(Duration time, LongSupplier nanos) {
    return new Deadline(nanos, nanos.getAsLong() + time.toNanos());
  }

  /// How long the request that is being sent may take: for as long as its run at most.
  static Duration cut(Duration patience) {
    Duration left = OF_REQUEST.isBound() ? OF_REQUEST.get().left() : patience;
    return left.compareTo(patience) < 0 ? left : patience;
  }

  /// Negative when it is over.
  Duration left() {
    return Duration.ofNanos(at - nanos.getAsLong());
  }

  /// What a playlist that isn't finished by then is reported with.
  static ExtractException over(@Nullable Exception cause) {
    return ExtractException.passing(
        "the time that this run was given is over: a retry goes on with what is missing", cause);
  }

  /// Sends the request and gives it up at this instant.
  String send(Call.Request request) throws IOException, SpotifyWebApiException, ParseException {
    try {
      return ScopedValue.where(OF_REQUEST, this).call(request::send);
    } catch (IOException | SpotifyWebApiException | ParseException | RuntimeException thrown) {
      throw thrown;
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
