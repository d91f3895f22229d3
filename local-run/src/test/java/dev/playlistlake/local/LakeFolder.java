package dev.playlistlake.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The files of a lake in a folder.
public record LakeFolder(Path folder) {
  /// A page with one song.
  public static final String PAGE = "{\"items\":[{\"track\":{\"id\":\"a\",\"name\":\"A\"}}]}";

  /// Stores a text under the key of a snapshot.
  public LakeFolder put(String date, String playlist, String text) throws IOException {
    return file("raw/" + key(date, playlist), text);
  }

  /// Writes a file of the lake.
  public LakeFolder file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.createDirectories(folder.resolve("processed"));
    Files.writeString(file, text);
    return this;
  }

  /// Deletes a folder with its content. Links are deleted, their targets are not.
  public static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /// Returns the key of a snapshot.
  public static String key(String date, String playlist) {
    return "playlists/snapshot_date=%s/%s.json.gz".formatted(date, playlist);
  }

  /// Returns the text of a file of the lake.
  public String text(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  /// Returns the content of every file of a bucket by its key.
  public Map<String, String> files(String bucket) throws IOException {
    return files(bucket, _ -> true);
  }

  /// Returns the content of the selected files of a bucket by their keys.
  public Map<String, String> files(String bucket, Predicate<String> selected) throws IOException {
    Map<String, String> files = new TreeMap<>();
    Path root = folder.resolve(bucket);
    try (Stream<Path> all = Files.walk(root)) {
      all.filter(Files::isRegularFile)
          .filter(file -> selected.test(root.relativize(file).toString()))
          .forEach(file -> files.put(root.relativize(file).toString(), read(file)));
    }
    return files;
  }

  /// Returns the keys of a bucket, sorted.
  public List<String> keys(String bucket) throws IOException {
    return List.copyOf(files(bucket).keySet());
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
