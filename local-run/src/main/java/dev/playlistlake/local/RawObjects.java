package dev.playlistlake.local;

import dev.playlistlake.local.operate.PlaylistSlices;
import dev.playlistlake.local.operate.Spool;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Tables;
import dev.playlistlake.transform.DocumentReader;
import dev.playlistlake.transform.RawInput;
import dev.playlistlake.transform.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes the raw objects of a document: its own text, or that of each playlist of an array, under
/// the key that it gets. Each is read once more as the function will read it.
///
/// @param folder where they lie until they are stored
record RawObjects(Path folder) {

  /// The objects of a document by their keys, in its order.
  ///
  /// @throws IllegalArgumentException when an object doesn't give the document's snapshot
  Map<RawKey, Spool> of(RawFile file, RawFile.Reading reading) throws IOException {
    Map<RawKey, Spool> objects = new LinkedHashMap<>();
    try (InputStream raw = Files.newInputStream(file.path());
        InputStream text = RawInput.open(raw)) {
      PlaylistSlices slices = new PlaylistSlices(text);
      for (Snapshot snapshot : reading.snapshots()) {
        Path spool = folder.resolve(objects.size() + RawKey.SUFFIX);
        Spool object =
            Spool.of(
                spool, reading.arrayOfPlaylists() ? slices::next : out -> text.transferTo(out));
        require(snapshot, object, file);
        objects.put(key(snapshot), object);
      }
    }
    return objects;
  }

  static RawKey key(Snapshot snapshot) {
    return new RawKey(snapshot.date(), snapshot.playlist());
  }

  private static void require(Snapshot expected, Spool object, RawFile file) throws IOException {
    try (InputStream raw = object.open()) {
      Snapshot stored = DocumentReader.read(file.path().toString(), raw).snapshotOf(key(expected));
      if (!facts(stored).equals(facts(expected))) {
        throw new IllegalArgumentException(
            "%s: playlist %s alone reads otherwise than in its document: did the file change?"
                .formatted(file.path(), expected.playlist()));
      }
    }
  }

  /// The row of `playlists`, which counts those of the others, without its last column, `raw_key`.
  private static List<String> facts(Snapshot snapshot) {
    String[] values = Tables.PLAYLISTS.values(snapshot.playlist(), snapshot.summary());
    return Arrays.asList(values).subList(0, values.length - 1);
  }
}
