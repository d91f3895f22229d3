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

/// Sends the requests of the library spotify-web-api-java with the JDK's HTTP client. The library's
/// own HTTP manager has no response timeout and does not return a `Retry-After` date, `reason` or
/// `invalid_grant`. All runs and their threads share it.
public final class SpotifyHttp implements IHttpManager {
  /// Maximum number of bytes of a response, before and after decompression. A page has about 100
  /// kB.
  private static final int MAX_BODY = 16 << 20;

  private final HttpClient client;
  private final Endpoints endpoints;
  private final InstantSource clock;

  /// Maximum time for the next response.
  private final Supplier<Duration> timeout;

  /// Passes an error response through the methods of the library.
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

  /// Creates a client with its own connections.
  ///
  /// @param clock for `Retry-After` dates
  public SpotifyHttp(Endpoints endpoints, Timeouts timeouts, InstantSource clock) {
    // Redirects are not followed, because they could send the token to another host.
    this(
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeouts.connect())
            .build(),
        endpoints,
        clock,
        timeouts::response);
    // The library logs every response at level FINE, including those with tokens. Use a filter,
    // because the logging configuration could change a level.
    SpotifyApi.LOGGER.setFilter(_ -> false);
  }

  private SpotifyHttp(
      HttpClient client, Endpoints endpoints, InstantSource clock, Supplier<Duration> timeout) {
    this.client = client;
    this.endpoints = endpoints;
    this.clock = clock;
    this.timeout = timeout;
  }

  /// Returns a client that uses the same connections and cancels requests at the deadline.
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
    throw new UnsupportedOperationException("the extract sends no PUT requests to Spotify");
  }

  @Override
  public String delete(URI uri, Header[] headers, HttpEntity body) {
    throw new UnsupportedOperationException("the extract sends no DELETE requests to Spotify");
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

  /// Waits for the complete response. The JDK client's own timeout only covers the headers, but a
  /// server may stop in the middle of the body.
  private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> response)
      throws IOException {
    Duration limit = timeout.get();
    try {
      return response.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      response.cancel(true);
      throw new HttpTimeoutException("no complete response within " + limit.toMillis() + " ms");
    } catch (ExecutionException failed) {
      Throwable cause = Objects.requireNonNullElse(failed.getCause(), failed);
      throw new IOException(describe(cause), cause);
    } catch (InterruptedException _) {
      response.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /// Returns name and message, because many exceptions of the JDK client have no message.
  private static String describe(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    return failure.getMessage() == null ? name : name + ": " + failure.getMessage();
  }

  private static boolean isAccessToken(Header header) {
    return header.getName().equalsIgnoreCase("Authorization")
        && header.getValue().toLowerCase(Locale.ROOT).startsWith("bearer");
  }
}
