package dev.playlistlake.local.archive;

import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Tables;
import dev.playlistlake.transform.DocumentReader;
import dev.playlistlake.transform.Snapshot;
import dev.playlistlake.transform.TransformException;
import dev.playlistlake.transform.input.RawInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Creates the raw objects of a document: one with its text, or one for each playlist of an array.
/// The pages of one playlist in several files become one object, an array of their texts. Each
/// object is read again as the function will read it. Used by `import`, in one thread.
///
/// @param folder the folder of the objects until they are stored
record RawObjects(Path folder) implements AutoCloseable {

  /// Creates a temporary folder for the objects, which `close` deletes.
  static RawObjects inTemporaryFolder() throws IOException {
    return new RawObjects(Files.createTempDirectory("playlist-lake-import"));
  }

  /// Returns the objects of the snapshots by their keys, in the order of the document.
  ///
  /// @param errors receives an error for each playlist of an array that the function would reject
  /// @throws TransformException when the function would reject another document
  /// @throws IllegalArgumentException when an object's snapshot differs from the document's
  Map<RawKey, GzipTempFile> of(Reading reading, Consumer<String> errors) throws IOException {
    if (reading.hasPlaylists()) {
      return ofPlaylists(reading, errors);
    }
    Snapshot snapshot = Objects.requireNonNull(reading.snapshots().get(0));
    GzipTempFile object = GzipTempFile.of(target(0), out -> copy(reading.files(), out));
    requireSame(snapshot, object, reading.path().toString());
    return Map.of(key(snapshot), object);
  }

  private Map<RawKey, GzipTempFile> ofPlaylists(Reading reading, Consumer<String> errors)
      throws IOException {
    Map<RawKey, GzipTempFile> objects = new LinkedHashMap<>();
    try (InputStream raw = reading.files().getFirst().open();
        InputStream text = RawInput.open(raw)) {
      PlaylistSlices slices = new PlaylistSlices(text);
      for (int place = 1; place <= reading.snapshots().lastKey(); place++) {
        Snapshot snapshot = reading.snapshots().get(place);
        if (snapshot == null) {
          slices.next(OutputStream.nullOutputStream());
        } else {
          GzipTempFile object = GzipTempFile.of(target(objects.size()), slices::next);
          try {
            requireSame(
                snapshot, object, reading.path() + ", playlist " + place + " of the document");
            objects.put(key(snapshot), object);
          } catch (TransformException | IllegalArgumentException invalid) {
            errors.accept(String.valueOf(invalid.getMessage()));
          }
        }
      }
    }
    return objects;
  }

  private Path target(int number) {
    return folder.resolve(number + RawKey.SUFFIX);
  }

  /// Copies the text of a document. The texts of several pages become an array.
  private static void copy(List<RawFile> files, OutputStream out) throws IOException {
    int next = files.size() == 1 ? -1 : '[';
    for (RawFile file : files) {
      if (next >= 0) {
        out.write(next);
        next = ',';
      }
      try (InputStream raw = file.open();
          InputStream text = RawInput.open(raw)) {
        text.transferTo(out);
      }
    }
    if (next >= 0) {
      out.write(']');
    }
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

  private static void requireSame(Snapshot expected, GzipTempFile object, String name)
      throws IOException {
    try (InputStream raw = object.open()) {
      Snapshot stored = DocumentReader.read(name, raw).snapshotOf(key(expected));
      if (!summary(stored).equals(summary(expected))) {
        throw new IllegalArgumentException(
            "%s: playlist %s read separately differs from the same playlist in the document. If the file changed during the import, repeat the command."
                .formatted(name, expected.playlist()));
      }
    }
  }

  /// Returns the row of table `playlists`, which counts the rows of the other tables, without the
  /// column `raw_key`.
  private static List<String> summary(Snapshot snapshot) {
    List<String> values =
        new ArrayList<>(
            Arrays.asList(Tables.PLAYLISTS.values(snapshot.playlist(), snapshot.summary())));
    values.remove(List.of(Tables.PLAYLISTS.header()).indexOf("raw_key"));
    return values;
  }
}
