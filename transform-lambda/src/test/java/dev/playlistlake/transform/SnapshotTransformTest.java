package dev.playlistlake.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The tables match the current raw object, in any order events arrive.
final class SnapshotTransformTest {
  private static final RawKey KEY =
      RawKey.parse("playlists/snapshot_date=2026-11-21/p.json.gz").orElseThrow();

  private final FakeRawBucket raw = new FakeRawBucket();
  private final InMemoryTables tables = new InMemoryTables();
  private final SnapshotTransform transform = new SnapshotTransform(raw, tables);

  private void put(String... versions) {
    raw.put(KEY.toString(), versions);
  }

  @Test
  void writesSixFilesWithPlaylistsLast() {
    put("[{'item':{'id':'a'}}]");

    Snapshot snapshot = transform.run(KEY, _ -> {}).orElseThrow();

    assertThat(snapshot.summary().songs()).isEqualTo(1);
    assertThat(tables.files.keySet())
        .containsExactly(
            "songs/snapshot_date=2026-11-21/p.csv",
            "albums/snapshot_date=2026-11-21/p.csv",
            "artists/snapshot_date=2026-11-21/p.csv",
            "song_artists/snapshot_date=2026-11-21/p.csv",
            "rejects/snapshot_date=2026-11-21/p.csv",
            "playlists/snapshot_date=2026-11-21/p.csv");
    assertThat(tables.playlist()).containsEntry("raw_key", KEY.toString());
  }

  @Test
  void readsTheObjectAgainIfItChangedWhileItsTablesWereWritten() {
    put("[{'item':{'id':'old'}}]", "[{'item':{'id':'new'}}]");

    List<Long> lengths = new ArrayList<>();
    transform.run(KEY, lengths::add);

    assertThat(tables.column(Tables.SONGS, "song_id")).containsExactly("new");
    assertThat(raw.reads).isEqualTo(2);
    assertThat(lengths).containsExactly(23L, 23L);
  }

  @Test
  void failsAfterFiveRounds() {
    put("[]", "[]", "[]", "[]", "[]", "[]");

    assertThatThrownBy(() -> transform.run(KEY, _ -> {}))
        .isInstanceOf(TransformException.class)
        .hasMessage(
            "s3://raw/playlists/snapshot_date=2026-11-21/p.json.gz: changed during each of 5"
                + " attempts to read it. Transform it again when it no longer changes.");
    assertThat(raw.reads).isEqualTo(5);
  }

  @Test
  void writesNothingIfTheObjectIsGone() {
    assertThat(transform.run(KEY, _ -> {})).isEmpty();
    assertThat(tables.files).isEmpty();
  }

  @Test
  void returnsNoSnapshotIfTheObjectIsDeletedWhileItIsRead() {
    put("[]");
    raw.deletesAfterRead = true;

    assertThat(transform.run(KEY, _ -> {})).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id':'p','name':'no entries any more'}",
        "{'id':'p','items':{'items':[{},{}],'total':2}}",
        "{'schema':'playlist-snapshot/1','pages':[{'items':[{'item':{'id':'b'}}]},{'items':[{}]}]}",
      })
  void keepsTheTablesIfTheDocumentIsRejected(String rejected) {
    put("[{'item':{'id':'a'}}]");
    transform.run(KEY, _ -> {});
    Map<String, byte[]> before = Map.copyOf(tables.files);
    put(rejected);

    assertThatThrownBy(() -> transform.run(KEY, _ -> {})).isInstanceOf(TransformException.class);

    assertThat(tables.files).isEqualTo(before);
  }

  @Test
  void rejectsTheDocumentOfAnotherPlaylist() {
    put("{'id':'q','tracks':{'items':[]}}");

    assertThatThrownBy(() -> transform.run(KEY, _ -> {}))
        .hasMessage(
            "s3://raw/playlists/snapshot_date=2026-11-21/p.json.gz: rejected at $.id:"
                + " found \"q\", expected \"p\" as in the key");
  }

  @Test
  void rejectsAnArrayOfPlaylists() {
    put("[{'id':'p','tracks':{'items':[]}}]");

    assertThatThrownBy(() -> transform.run(KEY, _ -> {}))
        .hasMessageContaining("found a list of playlists");
  }
}
