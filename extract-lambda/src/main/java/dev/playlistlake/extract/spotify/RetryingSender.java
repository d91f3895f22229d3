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

/// Sends requests until a retry would change nothing: it retries after transient errors and pauses
/// the run for as long as Spotify asks, within the run's budget. It counts its requests and logs
/// each with its outcome. Threads may share it.
public final class RetryingSender {
  private final Platform platform;
  private final SpotifyHttp http;
  private final Retries retries;
  private final RequestGate gate;
  private final RunEnd end;
  private final Consumer<String> log;
  private final AtomicInteger requests = new AtomicInteger();

  /// One request that can be sent again. It returns the body of the response; the library returns
  /// null for none.
  @FunctionalInterface
  public interface Request {
    @Nullable String send() throws IOException, SpotifyWebApiException, ParseException;
  }

  /// Sends the requests of one run.
  ///
  /// @param log receives a line for each request. It contains no header, no body, and of the URL
  ///   only what [Redaction] lets through
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

  /// What the library sends its requests by.
  public IHttpManager http() {
    return http;
  }

  /// How many requests were sent, retries included.
  public int requests() {
    return requests.get();
  }

  /// The document that was asked for, or an error that a retry doesn't change.
  ///
  /// @param where method and URL, for messages and the log
  /// @throws ExtractException when no attempt succeeds, or the wait would be too long, or the run
  ///   has ended
  public SpotifyResponse send(String where, Request request) {
    Attempts attempts = new Attempts(where, request);
    while (true) {
      gate.enter();
      try {
        switch (attempts.sendOnce()) {
          case ErrorResponse error when error.isRateLimit() -> pauseOrEnd(error, where);
          case ErrorResponse error when error.isTransient() ->
              attempts.backOff(error.describe(where), null);
          case SpotifyResponse response -> {
            return response;
          }
        }
      } catch (IOException | SpotifyWebApiException | ParseException failure) {
        attempts.backOff(where + ": " + Redaction.redactMessage(failure), failure);
      }
    }
  }

  private void pauseOrEnd(ErrorResponse error, String where) {
    RateLimitPause pause = RateLimitPause.of(error);
    if (error.isQuota() || !gate.pause(pause.length())) {
      throw end.because(
          ErrorAdvice.rateLimited(
              error, where, pause, gate.exceededLimit(pause.length()), platform.clock().instant()));
    }
  }

  /// One request, how often it was sent, and how often it failed.
  private final class Attempts {
    private final String where;
    private final Request request;
    private int sent;
    private int failed;

    /// When the wait for the next attempt began.
    private long idleSince = now();

    private Attempts(String where, Request request) {
      this.where = where;
      this.request = request;
    }

    /// Sends the request and logs it, also when an error is thrown.
    SpotifyResponse sendOnce() throws IOException, SpotifyWebApiException, ParseException {
      requests.incrementAndGet();
      sent++;
      long start = now();
      String outcome = "broken off";
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

    /// Waits for the next attempt.
    ///
    /// @throws ExtractException when there may be none
    void backOff(String error, @Nullable Exception cause) {
      failed++;
      Duration pause = retries.pause(failed, platform.random().getAsDouble());
      if (retries.allowMoreThan(failed) && gate.backOff(pause)) {
        return;
      }
      throw gate.deadline().left().isPositive()
          ? ExtractException.retryable(
              "Spotify sent no usable response in %d attempts, the last with %s"
                  .formatted(failed, error),
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
