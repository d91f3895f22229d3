package dev.playlistlake.extract.spotify;

import dev.playlistlake.extract.spotify.SpotifyResponse.Document;
import dev.playlistlake.extract.spotify.SpotifyResponse.ErrorResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.hc.core5.http.ParseException;
import org.jspecify.annotations.Nullable;
import se.michaelthelin.spotify.IHttpManager;
import se.michaelthelin.spotify.exceptions.SpotifyWebApiException;

/// Sends requests, retries them after transient errors, and pauses the run as long as Spotify
/// requests within the wait budget of the run. Counts the requests and logs each with its outcome.
/// Threads may share it: one sender of a run serves all token requests.
public final class RetryingSender {
  private final Platform platform;
  private final SpotifyHttp http;
  private final Retries retries;
  private final RequestGate gate;
  private final RunEnd end;
  private final Consumer<String> log;
  private final AtomicInteger requests = new AtomicInteger();

  /// A request that can be sent several times. It returns the body of the response; the Spotify
  /// library returns null for an empty body.
  @FunctionalInterface
  public interface Request {
    @Nullable String send() throws IOException, SpotifyWebApiException, ParseException;
  }

  /// Creates a sender for one run.
  ///
  /// @param log receives a line for each request; it contains no header, no body and only the
  ///   redacted URL
  public RetryingSender(
      Platform platform,
      SpotifyHttp http,
      Retries retries,
      RequestGate gate,
      RunEnd end,
      Consumer<String> log) {
    this.platform = platform;
    this.http = http.until(gate.deadline());
    this.retries = retries;
    this.gate = gate;
    this.end = end;
    this.log = log;
  }

  /// Returns the HTTP client for requests of the Spotify library.
  public IHttpManager http() {
    return http;
  }

  /// Returns the number of requests that were sent, including retries.
  public int requests() {
    return requests.get();
  }

  /// Returns the requested document, or an error response that is not transient.
  ///
  /// @param where method and URL, for messages and the log
  /// @throws ExtractException if no attempt succeeds, the necessary wait is too long, or the run
  ///   has ended
  public SpotifyResponse send(String where, Request request) {
    Attempts attempts = new Attempts(where, request);
    while (true) {
      try {
        switch (sendThroughGate(attempts, where)) {
          // The gate pauses the next attempt.
          case ErrorResponse error when error.isRateLimit() -> {}
          case ErrorResponse error when error.isTransient() ->
              attempts.backOffFromError(error.describe(where));
          case SpotifyResponse response -> {
            return response;
          }
        }
      } catch (IOException | SpotifyWebApiException | ParseException failure) {
        attempts.backOff(Redaction.redactMessage(failure) + " at " + where, failure);
      }
    }
  }

  /// Waits, as long as the wait budget and the deadline of the run allow it.
  ///
  /// @throws ExtractException if the thread is interrupted during the wait
  public void pause(Duration wait) {
    gate.backOff(wait);
  }

  private SpotifyResponse sendThroughGate(Attempts attempts, String where)
      throws IOException, SpotifyWebApiException, ParseException {
    int round = gate.enter();
    try {
      SpotifyResponse response = attempts.sendOnce();
      switch (response) {
        case ErrorResponse error when error.isRateLimit() -> pauseOrEnd(error, where, round);
        case ErrorResponse error when error.isTransient() -> {}
        default -> gate.accepted(round);
      }
      return response;
    } finally {
      gate.leave();
    }
  }

  private void pauseOrEnd(ErrorResponse error, String where, int round) {
    int inARow = gate.rejected(round);
    RateLimitPause pause = RateLimitPause.of(error, inARow);
    if (pause.endsRun() || !gate.pause(pause.length())) {
      String limit =
          inARow >= RateLimitPause.MAX_IN_A_ROW
              ? "rejected %d requests in a row".formatted(inARow)
              : gate.exceededLimit(pause.length());
      throw end.record(
          ErrorAdvice.rateLimited(error, where, pause, limit, platform.clock().instant()));
    }
  }

  /// The attempts to send one request. Used by one thread.
  private final class Attempts {
    private final String where;
    private final Request request;
    private int sent;
    private int failed;
    private int withoutResponse;

    /// When the wait for the next attempt started.
    private long idleSince = now();

    private Attempts(String where, Request request) {
      this.where = where;
      this.request = request;
    }

    /// Sends the request once and logs it, even if an exception is thrown.
    SpotifyResponse sendOnce() throws IOException, SpotifyWebApiException, ParseException {
      requests.incrementAndGet();
      sent++;
      long start = now();
      String outcome = "aborted";
      try {
        String body = Objects.requireNonNullElse(request.send(), "");
        Document document = new Document(JsonObjectText.parse(body));
        outcome = "2xx";
        return document;
      } catch (SpotifyHttp.ErrorResponseException error) {
        outcome = (error.response().status() + " " + error.response().reason()).strip();
        return error.response();
      } catch (IOException | SpotifyWebApiException | ParseException failure) {
        outcome = Redaction.redactMessage(failure);
        throw failure;
      } finally {
        long end = now();
        log.accept(
            "%s: %s in %d ms, attempt %d, waited %d ms"
                .formatted(where, outcome, millis(end - start), sent, millis(start - idleSince)));
        idleSince = end;
      }
    }

    /// Waits for the next attempt after an attempt without a usable response.
    ///
    /// @param error the error and its place, for the message
    /// @throws ExtractException if no further attempt is allowed
    void backOff(String error, Exception cause) {
      withoutResponse++;
      backOff(retries.allowMoreThan(withoutResponse), error, cause);
    }

    /// Waits for the next attempt after a transient error response. Such errors come in bursts of
    /// minutes, so only the wait budget limits the attempts.
    ///
    /// @param error the error and its place, for the message
    /// @throws ExtractException if no further attempt is allowed
    void backOffFromError(String error) {
      backOff(true, error, null);
    }

    private void backOff(boolean allowed, String error, @Nullable Exception cause) {
      failed++;
      Duration pause = retries.pause(failed, platform.random().getAsDouble());
      if (allowed && gate.backOff(pause)) {
        return;
      }
      throw gate.deadline().left().isPositive()
          ? ExtractException.retryable(
              "Spotify sent no usable response in %d %s, last error: %s"
                  .formatted(failed, failed == 1 ? "attempt" : "attempts", error),
              cause)
          : Deadline.exceeded(cause);
    }
  }

  private long now() {
    return platform.nanos().getAsLong();
  }

  private static long millis(long nanos) {
    return Duration.ofNanos(nanos).toMillis();
  }
}
