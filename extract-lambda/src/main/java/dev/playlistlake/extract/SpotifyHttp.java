package dev.playlistlake.extract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import se.michaelthelin.spotify.IHttpManager;
import se.michaelthelin.spotify.SpotifyApi;

/// Carries the library's requests over the JDK's HTTP client. The library's own manager knows no
/// response timeout, no `Retry-After` date, no `reason` and no `invalid_grant`.
final class SpotifyHttp implements IHttpManager {
  /// The most that one answer may hold, packed or unpacked; a page has some 100 kB.
  private static final int BODY_BYTES = 16 << 20;

  private final Endpoints endpoints;
  private final Duration patience;
  private final InstantSource clock;
  private final HttpClient client;

  SpotifyHttp(Endpoints endpoints, Patience patience, InstantSource clock) {
    this.endpoints = endpoints;
    this.patience = patience.answer();
    this.clock = clock;
    // A redirect could carry the token to another host, so it is an answer like any other.
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience.connect())
            .build();
    // The library logs every answer at FINE, those with tokens too. A level could be set again.
    SpotifyApi.LOGGER.setFilter(_ -> false);
  }

  @Override
  public String get(URI uri, Header[] headers) throws IOException, RefusedException {
    return send(HttpRequest.newBuilder().GET(), uri, headers);
  }

  @Override
  public String post(URI uri, Header[] headers, HttpEntity body)
      throws IOException, RefusedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    body.writeTo(bytes);
    return send(
        HttpRequest.newBuilder().POST(BodyPublishers.ofByteArray(bytes.toByteArray())),
        uri,
        headers);
  }

  @Override
  public String put(URI uri, Header[] headers, HttpEntity body) {
    throw new UnsupportedOperationException("nothing is changed at Spotify");
  }

  @Override
  public String delete(URI uri, Header[] headers, HttpEntity body) {
    throw new UnsupportedOperationException("nothing is deleted at Spotify");
  }

  private String send(HttpRequest.Builder request, URI uri, Header[] headers)
      throws IOException, RefusedException {
    Endpoints.Route route = endpoints.route(uri);
    request
        .uri(route.target())
        .setHeader("Accept", "application/json")
        .setHeader("Accept-Encoding", "gzip")
        .setHeader("User-Agent", "playlist-lake");
    for (Header header : headers) {
      if (route.toApi() || !isAccessToken(header)) {
        request.setHeader(header.getName(), header.getValue());
      }
    }
    return text(exchange(request.build()));
  }

  private String text(HttpResponse<byte[]> response) throws IOException, RefusedException {
    if (response.statusCode() / 100 == 2) {
      return AnswerBody.text(response, BODY_BYTES);
    }
    throw new RefusedException(
        Refusal.of(
            response.statusCode(),
            AnswerBody.textIfAny(response, BODY_BYTES),
            RetryAfter.of(response.headers().firstValue("Retry-After"), clock.instant())));
  }

  /// The request's own timeout ends at the headers; a server may fall silent later.
  private HttpResponse<byte[]> exchange(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), BODY_BYTES));
    Duration limit = Deadline.cut(patience);
    try {
      return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      answer.cancel(true);
      throw new HttpTimeoutException("no whole answer within " + limit.toMillis() + " ms");
    } catch (ExecutionException failed) {
      Throwable cause = Objects.requireNonNullElse(failed.getCause(), failed);
      throw new IOException(words(cause), cause);
    } catch (InterruptedException _) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /// The client's exceptions often have no message, and then their name says all.
  private static String words(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    return failure.getMessage() == null ? name : name + ": " + failure.getMessage();
  }

  private static boolean isAccessToken(Header header) {
    return header.getName().equalsIgnoreCase("Authorization")
        && header.getValue().toLowerCase(Locale.ROOT).startsWith("bearer");
  }
}
