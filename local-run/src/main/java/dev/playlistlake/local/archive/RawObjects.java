package dev.playlistlake.local.archive;

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
import java.util.stream.Stream;

/// Makes the raw objects of a document: its own text, or that of each playlist of an array, under
/// the key that it gets. Each is read once more as the function will read it.
///
/// @param folder holds them until they are stored
record RawObjects(Path folder) implements AutoCloseable {

  /// Keeps the objects in a new temporary folder, which `close` deletes.
  static RawObjects inTemporaryFolder() throws IOException {
    return new RawObjects(Files.createTempDirectory("playlist-lake-import"));
  }

  /// The objects of a document by their keys, in its order.
  ///
  /// @throws IllegalArgumentException when an object doesn't give the document's snapshot
  Map<RawKey, GzipTempFile> of(RawFile file, RawFile.Reading reading) throws IOException {
    Map<RawKey, GzipTempFile> objects = new LinkedHashMap<>();
    try (InputStream raw = Files.newInputStream(file.path());
        InputStream text = RawInput.open(raw)) {
      PlaylistSlices slices = new PlaylistSlices(text);
      for (Snapshot snapshot : reading.snapshots()) {
        Path spool = folder.resolve(objects.size() + RawKey.SUFFIX);
        GzipTempFile object =
            GzipTempFile.of(
                spool, reading.arrayOfPlaylists() ? slices::next : out -> text.transferTo(out));
        require(snapshot, object, file);
        objects.put(key(snapshot), object);
      }
    }
    return objects;
  }

  @Override
  public void close() throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = listed.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(folder);
  }

  static RawKey key(Snapshot snapshot) {
    return new RawKey(snapshot.date(), snapshot.playlist());
  }

  private static void require(Snapshot expected, GzipTempFile object, RawFile file)
      throws IOException {
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
