package dev.playlistlake.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Tables;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Section 5 of the data contract: whatever order deliveries come in, the tables equal the newest
/// raw object.
final class TransformTest {
  private static final RawKey KEY =
      RawKey.parse("playlists/snapshot_date=2026-11-21/p.json.gz").orElseThrow();

  private final FakeRaw raw = new FakeRaw();
  private final Lake lake = new Lake();
  private final Transform transform = new Transform(raw, lake);

  @Test
  void writesSixFilesWithPlaylistsLast() {
    raw.versions("[{'item':{'id':'a'}}]");

    Snapshot snapshot = transform.run(KEY, _ -> {}).orElseThrow();

    assertThat(snapshot.summary().songs()).isEqualTo(1);
    assertThat(lake.files.keySet())
        .containsExactly(
            "songs/snapshot_date=2026-11-21/p.csv",
            "albums/snapshot_date=2026-11-21/p.csv",
            "artists/snapshot_date=2026-11-21/p.csv",
            "song_artists/snapshot_date=2026-11-21/p.csv",
            "rejects/snapshot_date=2026-11-21/p.csv",
            "playlists/snapshot_date=2026-11-21/p.csv");
    assertThat(lake.playlist()).containsEntry("raw_key", KEY.toString());
  }

  @Test
  void startsOverWhenTheObjectChangedWhileItsTablesWereWritten() {
    raw.versions("[{'item':{'id':'old'}}]", "[{'item':{'id':'new'}}]");

    List<Long> told = new ArrayList<>();
    transform.run(KEY, told::add);

    assertThat(lake.column(Tables.SONGS, "song_id")).containsExactly("new");
    assertThat(raw.reads).isEqualTo(2);
    assertThat(told).containsExactly(23L, 23L);
  }

  @Test
  void givesUpAfterFiveRounds() {
    raw.versions("[]", "[]", "[]", "[]", "[]", "[]");

    assertThatThrownBy(() -> transform.run(KEY, _ -> {}))
        .isInstanceOf(TransformException.class)
        .hasMessage(
            "s3://raw/playlists/snapshot_date=2026-11-21/p.json.gz: changed during each of 5"
                + " readings: transform it again when its writers are done");
    assertThat(raw.reads).isEqualTo(5);
  }

  @Test
  void hasNothingToDoWhenTheObjectIsGone() {
    raw.versions();

    assertThat(transform.run(KEY, _ -> {})).isEmpty();
    assertThat(lake.files).isEmpty();
  }

  @Test
  void findsOutThatTheObjectWentWhileItWasRead() {
    raw.versions("[]");
    raw.goneAfterReading = true;

    assertThat(transform.run(KEY, _ -> {})).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id':'p','name':'no entries any more'}",
        "{'id':'p','items':{'items':[{},{}],'total':2}}",
        "{'schema':'playlist-snapshot/1','pages':[{'items':[{'item':{'id':'b'}}]},{'items':[{}]}]}",
      })
  void leavesTheTablesAsTheyWereWhenTheDocumentIsRefused(String refused) {
    raw.versions("[{'item':{'id':'a'}}]");
    transform.run(KEY, _ -> {});
    Map<String, byte[]> before = Map.copyOf(lake.files);
    raw.versions(refused);

    assertThatThrownBy(() -> transform.run(KEY, _ -> {})).isInstanceOf(TransformException.class);

    assertThat(lake.files).isEqualTo(before);
  }

  @Test
  void refusesAnotherPlaylistsDocument() {
    raw.versions("{'id':'q','tracks':{'items':[]}}");

    assertThatThrownBy(() -> transform.run(KEY, _ -> {}))
        .hasMessage(
            "s3://raw/playlists/snapshot_date=2026-11-21/p.json.gz: refused at the playlist's id:"
                + " found \"q\", expected \"p\", as its key says");
  }

  @Test
  void refusesAnArrayOfPlaylists() {
    raw.versions("[{'id':'p','tracks':{'items':[]}}]");

    assertThatThrownBy(() -> transform.run(KEY, _ -> {}))
        .hasMessageContaining("found an array of playlists");
  }

  /// A raw bucket whose object is overwritten after each reading, as long as there are versions.
  private static final class FakeRaw implements RawStore {
    private final Deque<String> versions = new ArrayDeque<>();
    private boolean goneAfterReading;
    private int reads;

    void versions(String... documents) {
      versions.clear();
      versions.addAll(List.of(documents));
    }

    @Override
    public Optional<RawObject> get(String key) {
      if (versions.isEmpty()) {
        return Optional.empty();
      }
      String tag = tag();
      byte[] body = versions.element().replace('\'', '"').getBytes(StandardCharsets.UTF_8);
      reads++;
      if (versions.size() > 1 || goneAfterReading) {
        versions.remove();
      }
      return Optional.of(new RawObject(tag, body.length, new ByteArrayInputStream(body)));
    }

    @Override
    public Optional<String> entityTag(String key) {
      return versions.isEmpty() ? Optional.empty() : Optional.of(tag());
    }

    private String tag() {
      return "version " + versions.size();
    }

    @Override
    public String name(String key) {
      return "s3://raw/" + key;
    }
  }
}
