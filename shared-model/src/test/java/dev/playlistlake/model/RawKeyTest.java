package dev.playlistlake.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RawKeyTest {
  private static final String KEY =
      "playlists/snapshot_date=2026-11-21/2v3iNvBX8Ay1Gt2uXtUKUT.json.gz";

  @Test
  void parsesTheKeyThatItPrints() {
    RawKey key = new RawKey(LocalDate.of(2026, 11, 21), new PlaylistId("2v3iNvBX8Ay1Gt2uXtUKUT"));

    assertThat(key).hasToString(KEY);
    assertThat(RawKey.parse(KEY)).contains(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "playlists/",
        "playlists/snapshot_date=2026-11-21/",
        "playlists/snapshot_date=2026-11-21/x.json",
        "playlists/snapshot_date=2026-11-21/x.json.gz/",
        "playlists/snapshot_date=2026-11-21/a/x.json.gz",
        "playlists/snapshot_date=2026-11-21/a.b.json.gz",
        "playlists/snapshot_date=2026-02-30/x.json.gz",
        "playlists/snapshot_date=26-11-21/x.json.gz",
        "/playlists/snapshot_date=2026-11-21/x.json.gz",
        "state/not_before.json"
      })
  void rejectsAnyOtherForm(String key) {
    assertThat(RawKey.parse(key)).isEmpty();
  }
}
