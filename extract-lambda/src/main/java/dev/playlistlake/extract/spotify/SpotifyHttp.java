package dev.playlistlake.extract.spotify;

import dev.playlistlake.extract.spotify.SpotifyResponse.ErrorResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serial;
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
import java.util.function.Supplier;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import se.michaelthelin.spotify.IHttpManager;
import se.michaelthelin.spotify.SpotifyApi;
import se.michaelthelin.spotify.exceptions.SpotifyWebApiException;

/// Sends the requests of the library spotify-web-api-java by the JDK's HTTP client. The library's
/// own manager knows no response timeout, no `Retry-After` date, no `reason` and no
/// `invalid_grant`. Threads and runs share it.
public final class SpotifyHttp implements IHttpManager {
  /// The most bytes of one response, packed or unpacked; a page has some 100 kB.
  private static final int MAX_BODY = 16 << 20;

  private final HttpClient client;
  private final Endpoints endpoints;
  private final InstantSource clock;

  /// How long the next response may take.
  private final Supplier<Duration> timeout;

  /// Carries an error response through the library's own methods.
  public static final class ErrorResponseException extends SpotifyWebApiException {
    @Serial private static final long serialVersionUID = 1;

    private final transient ErrorResponse response;

    private ErrorResponseException(ErrorResponse response) {
      super(response.message());
      this.response = response;
    }

    public ErrorResponse response() {
      return response;
    }
  }

  public SpotifyHttp(Endpoints endpoints, Timeouts timeouts, InstantSource clock) {
    // A redirect could carry the token to another host, so it is a response like any other.
    this(
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeouts.connect())
            .build(),
        endpoints,
        clock,
        timeouts::response);
    // The library logs every response at FINE, those with tokens too. A filter stays, where a level
    // could be changed from outside.
    SpotifyApi.LOGGER.setFilter(_ -> false);
  }

  private SpotifyHttp(
      HttpClient client, Endpoints endpoints, InstantSource clock, Supplier<Duration> timeout) {
    this.client = client;
    this.endpoints = endpoints;
    this.clock = clock;
    this.timeout = timeout;
  }

  /// The same connections, for requests that are given up at the deadline.
  SpotifyHttp until(Deadline deadline) {
    return new SpotifyHttp(client, endpoints, clock, () -> deadline.limit(timeout.get()));
  }

  @Override
  public String get(URI uri, Header[] headers) throws IOException, ErrorResponseException {
    return send(HttpRequest.newBuilder().GET(), uri, headers);
  }

  @Override
  public String post(URI uri, Header[] headers, HttpEntity body)
      throws IOException, ErrorResponseException {
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
      throws IOException, ErrorResponseException {
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
    HttpResponse<byte[]> response =
        await(
            client.sendAsync(
                request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY)));
    if (response.statusCode() / 100 == 2) {
      return ResponseBody.decode(response, MAX_BODY);
    }
    throw new ErrorResponseException(
        ErrorResponse.parse(
            response.statusCode(),
            ResponseBody.decodeError(response, MAX_BODY),
            RetryAfter.parse(response.headers().firstValue("Retry-After"), clock.instant())));
  }

  /// A timeout of the client's own would end with the headers, but a server may stop sending later.
  private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> response)
      throws IOException {
    Duration limit = timeout.get();
    try {
      return response.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      response.cancel(true);
      throw new HttpTimeoutException("no whole response within " + limit.toMillis() + " ms");
    } catch (ExecutionException failed) {
      Throwable cause = Objects.requireNonNullElse(failed.getCause(), failed);
      throw new IOException(describe(cause), cause);
    } catch (InterruptedException _) {
      response.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /// Many exceptions of the client have no message, only a telling name.
  private static String describe(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    return failure.getMessage() == null ? name : name + ": " + failure.getMessage();
  }

  private static boolean isAccessToken(Header header) {
    return header.getName().equalsIgnoreCase("Authorization")
        && header.getValue().toLowerCase(Locale.ROOT).startsWith("bearer");
  }
}
