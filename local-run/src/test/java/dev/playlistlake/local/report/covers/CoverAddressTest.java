package dev.playlistlake.local.report.covers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which addresses of images are requested.
final class CoverAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://i.scdn.co/image/ab67616d0000b273d71845bf949eb9130ef61481",
        "https://mosaic.scdn.co/640/ab67616d00001e0224f01aae2352e0a1122af658ab67616d00001e02",
        "https://image-cdn-ak.spotifycdn.com/image/ab67706c0000da84c583608752c2c581e32df7c4",
        "https://image-cdn-fa.spotifycdn.com/image/ab67706c0000da84ccc7975ca6bcb24dd4d49a37",
        "https://charts-images.scdn.co/assets/locale_en/regional/daily/region_global_large.jpg"
      })
  void allowsTheImageHostsOfSpotify(String address) {
    assertThat(CoverAddress.of(address)).map(Object::toString).hasValue(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://i.scdn.co/image/a",
        "HTTPS://i.scdn.co/image/a",
        "https://I.scdn.co/image/a",
        "https://scdn.co/image/a",
        "https://x.i.scdn.co/image/a",
        "https://i.scdn.co.example.com/image/a",
        "https://i.scdn.co./image/a",
        "https://i.scdn.co@example.com/image/a",
        "https://example.com@i.scdn.co/image/a",
        "https://example.com/https://i.scdn.co/image/a",
        "https://example.com\\@i.scdn.co/image/a",
        "https://i.scdn.co:443/image/a",
        "https://i.scdn.co",
        "https://i.scdn.co/",
        "https://i.scdn.co//image/a",
        "https://i.scdn.co/image/a?user=1",
        "https://i.scdn.co/image/a#b",
        "https://i.scdn.co/image/../../a",
        "https://i.scdn.co/image/.a",
        "https://i.scdn.co/image/%2e%2e/a",
        "https://i.scdn.co/image/a b",
        "https://i.scdn.co/image/a\n",
        "https://i.scdn.co/image/a\r\nHost: example.com",
        "https://іi.scdn.co/image/a",
        "https://127.0.0.1/image/a",
        "https://[::1]/image/a",
        "//i.scdn.co/image/a",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "javascript:alert(1)"
      })
  void rejectsEveryOtherAddress(String address) {
    assertThat(CoverAddress.of(address)).isEmpty();
  }
}
