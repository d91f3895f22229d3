package dev.playlistlake.local.report.covers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Requests the bytes of one image. It follows no redirect, sends no cookies and no credentials,
/// and uses the proxy settings of Java. Threads share it.
final class CoverDownload implements AutoCloseable {
  /// Spotify's images of 640 pixels have about 100 kB.
  static final int MOST_BYTES = 2_000_000;

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration TIME = Duration.ofSeconds(15);

  private final HttpClient http;
  private final UnaryOperator<URI> server;
  private final Duration time;

  /// A download from Spotify's hosts.
  CoverDownload() {
    this(UnaryOperator.identity(), TIME);
  }

  /// @param server changes an address that was checked; tests redirect it to their own server
  /// @param time the limit for one image, from the connection to the last byte
  CoverDownload(UnaryOperator<URI> server, Duration time) {
    this.http =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();
    this.server = server;
    this.time = time;
  }

  /// Returns the bytes of an image, which may contain anything.
  ///
  /// @throws CoverException when the address is not allowed, or no image was received
  byte[] get(String address) throws CoverException, InterruptedException {
    URI allowed =
        CoverAddress.of(address).orElseThrow(() -> new CoverException(CoverFailure.ADDRESS));
    HttpRequest request =
        HttpRequest.newBuilder(server.apply(allowed)).header("Accept", "image/jpeg").build();
    CompletableFuture<HttpResponse<byte[]>> sent = http.sendAsync(request, limited());
    try {
      return body(sent.get(time.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException tooLate) {
      throw new CoverException(CoverFailure.SLOW);
    } catch (ExecutionException failed) {
      throw new CoverException(
          failed.getCause() instanceof TooManyBytes
              ? CoverFailure.BYTES
              : CoverFailure.UNREACHABLE);
    } finally {
      // Closes the connection of a response that is still being sent.
      sent.cancel(true);
    }
  }

  private static byte[] body(HttpResponse<byte[]> response) throws CoverException {
    int status = response.statusCode();
    if (status != 200) {
      throw new CoverException(
          status >= 300 && status < 400 ? CoverFailure.REDIRECT : CoverFailure.STATUS);
    }
    return response.body();
  }

  /// Stops reading after the limit. Reads no body of another status.
  private static BodyHandler<byte[]> limited() {
    return response ->
        response.statusCode() == 200 ? new LimitedBody() : BodySubscribers.replacing(new byte[0]);
  }

  /// The body is larger than the limit.
  private static final class TooManyBytes extends IOException {
    private static final long serialVersionUID = 1;
  }

  /// Collects a body up to the limit.
  private static final class LimitedBody implements BodySubscriber<byte[]> {
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable Subscription subscription;

    @Override
    public CompletionStage<byte[]> getBody() {
      return body;
    }

    @Override
    public void onSubscribe(Subscription started) {
      subscription = started;
      started.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        if (buffer.remaining() > MOST_BYTES - bytes.size()) {
          Objects.requireNonNull(subscription).cancel();
          body.completeExceptionally(new TooManyBytes());
          return;
        }
        byte[] part = new byte[buffer.remaining()];
        buffer.get(part);
        bytes.writeBytes(part);
      }
    }

    @Override
    public void onError(Throwable failure) {
      body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      body.complete(bytes.toByteArray());
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
