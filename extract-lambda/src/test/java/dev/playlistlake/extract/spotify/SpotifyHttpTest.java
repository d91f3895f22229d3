package dev.playlistlake.extract.spotify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpotifyHttpTest {
  private final FakeSpotify spotify = new FakeSpotify();
  private final URI fake = URI.create(spotify.url());
  private final SpotifyHttp http =
      new SpotifyHttp(new Endpoints(fake, fake), Timeouts.DEFAULT, Clock.systemUTC());

  @AfterEach
  void close() {
    spotify.close();
  }

  @Test
  void sendsNothingToAnotherHost() {
    assertThatThrownBy(() -> http.get(URI.create("https://u@api.spotify.com/v1?code=x"), bearer()))
        .hasMessage(
            "no request is sent to https://api.spotify.com/v1, because it is neither the API nor"
                + " the accounts host");
  }

  @Test
  void sendsNoAccessTokenToTheAccountsHost() throws Exception {
    spotify.on("GET /me", FakeSpotify.json("{}"));

    http.get(URI.create("https://accounts.spotify.com:443/me"), bearer());
    http.get(URI.create("https://api.spotify.com:443/me"), bearer());

    assertThat(spotify.requests)
        .extracting(request -> request.header("Authorization"))
        .containsExactly("", "Bearer token");
  }

  @Test
  void unpacksTextWithoutChangingIt() throws Exception {
    spotify.on("GET /x", FakeSpotify.gzipped("{\"a\": \"ü😀\\u00fc\"}\n"));

    assertThat(http.get(fake.resolve("/x"), new Header[0])).isEqualTo("{\"a\": \"ü😀\\u00fc\"}\n");
  }

  @Test
  void rejectsAResponseThatIsTooLargeAfterUnpacking() {
    spotify.on("GET /x", FakeSpotify.gzipped(" ".repeat((16 << 20) + 1)));

    assertThatThrownBy(() -> http.get(fake.resolve("/x"), new Header[0]))
        .isInstanceOf(IOException.class)
        .hasMessage("the unpacked response has more than 16777216 bytes");
  }

  @Test
  void supportsNoChangingRequests() {
    assertThatThrownBy(() -> http.delete(fake, new Header[0], new StringEntity("")))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> http.put(fake, new Header[0], new StringEntity("")))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void parsesRetryAfterSecondsAndDates() {
    Instant now = Instant.parse("2026-11-21T06:00:00Z");

    assertThat(RetryAfter.parse(Optional.of(" 12 "), now)).hasValue(Duration.ofSeconds(12));
    assertThat(RetryAfter.parse(Optional.of("Sat, 21 Nov 2026 06:01:00 GMT"), now))
        .hasValue(Duration.ofMinutes(1));
    assertThat(RetryAfter.parse(Optional.of("Fri, 31 Dec 9999 23:59:59 GMT"), now))
        .hasValue(RetryAfter.MAX);
    assertThat(RetryAfter.parse(Optional.of("999999999"), now)).hasValue(RetryAfter.MAX);
    assertThat(RetryAfter.parse(Optional.of("9".repeat(60)), now)).hasValue(RetryAfter.MAX);
    assertThat(RetryAfter.parse(Optional.of("0"), now)).hasValue(Duration.ZERO);
    assertThat(RetryAfter.parse(Optional.of("2.5"), now)).hasValue(Duration.ofMillis(2500));
    assertThat(RetryAfter.parse(Optional.of(".0001"), now)).hasValue(Duration.ofMillis(1));
    assertThat(RetryAfter.parse(Optional.of("soon"), now)).isEmpty();
    assertThat(RetryAfter.parse(Optional.of("."), now)).isEmpty();
    assertThat(RetryAfter.parse(Optional.of("1e9"), now)).isEmpty();
    assertThat(RetryAfter.parse(Optional.empty(), now)).isEmpty();
  }

  @Test
  void pausesGrowForAnyRandomNumberUpToOneMinute() {
    Retries retries = new Retries(4, Duration.ofSeconds(1));

    assertThat(retries.pause(1, 0)).isEqualTo(Duration.ofMillis(750));
    assertThat(retries.pause(1, 0.999)).isEqualTo(Duration.ofMillis(1249));
    assertThat(retries.pause(2, 0)).isEqualTo(Duration.ofMillis(1500));
    assertThat(retries.pause(3, 0.5)).isEqualTo(Duration.ofSeconds(4));
    assertThat(retries.pause(1_000_000, 0.5)).isEqualTo(Duration.ofMinutes(1));
  }

  private static Header[] bearer() {
    return new Header[] {new BasicHeader("Authorization", "Bearer token")};
  }
}
