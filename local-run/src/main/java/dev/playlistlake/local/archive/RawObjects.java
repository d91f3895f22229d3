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

/// Creates the raw objects of a document: one with its text, or one for each playlist of an array.
/// Each object is read again as the function will read it. Used by `import`, in one thread.
///
/// @param folder the folder of the objects until they are stored
record RawObjects(Path folder) implements AutoCloseable {

  /// Creates a temporary folder for the objects, which `close` deletes.
  static RawObjects inTemporaryFolder() throws IOException {
    return new RawObjects(Files.createTempDirectory("playlist-lake-import"));
  }

  /// Returns the objects of a document by their keys, in the order of the document.
  ///
  /// @throws IllegalArgumentException when an object's snapshot differs from the document's
  Map<RawKey, GzipTempFile> of(RawFile file, RawFile.Reading reading) throws IOException {
    Map<RawKey, GzipTempFile> objects = new LinkedHashMap<>();
    try (InputStream raw = Files.newInputStream(file.path());
        InputStream text = RawInput.open(raw)) {
      PlaylistSlices slices = new PlaylistSlices(text);
      for (Snapshot snapshot : reading.snapshots()) {
        Path target = folder.resolve(objects.size() + RawKey.SUFFIX);
        GzipTempFile object =
            GzipTempFile.of(
                target, reading.arrayOfPlaylists() ? slices::next : out -> text.transferTo(out));
        requireSame(snapshot, object, file);
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

  private static void requireSame(Snapshot expected, GzipTempFile object, RawFile file)
      throws IOException {
    try (InputStream raw = object.open()) {
      Snapshot stored = DocumentReader.read(file.path().toString(), raw).snapshotOf(key(expected));
      if (!summary(stored).equals(summary(expected))) {
        throw new IllegalArgumentException(
            "%s: playlist %s read separately differs from the same playlist in the document. If the file changed during the import, repeat the command."
                .formatted(file.path(), expected.playlist()));
      }
    }
  }

  /// Returns the row of table `playlists`, which counts the rows of the other tables, without its
  /// last column, `raw_key`.
  private static List<String> summary(Snapshot snapshot) {
    String[] values = Tables.PLAYLISTS.values(snapshot.playlist(), snapshot.summary());
    return Arrays.asList(values).subList(0, values.length - 1);
  }
}
