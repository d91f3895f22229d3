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

/// A lake in a folder, as its files.
public record LakeFolder(Path folder) {
  public static final String PAGE = "{\"items\":[{\"track\":{\"id\":\"a\",\"name\":\"A\"}}]}";

  /// Stores a snapshot, or what pretends to be one.
  public LakeFolder put(String date, String playlist, String text) throws IOException {
    return file("raw/" + key(date, playlist), text);
  }

  public LakeFolder file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.createDirectories(folder.resolve("processed"));
    Files.writeString(file, text);
    return this;
  }

  /// Removes a folder with all that is in it; links go, their targets stay.
  public static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  public static String key(String date, String playlist) {
    return "playlists/snapshot_date=%s/%s.json.gz".formatted(date, playlist);
  }

  public String text(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  /// The content of every file of a bucket by its key.
  public Map<String, String> files(String bucket) throws IOException {
    return files(bucket, _ -> true);
  }

  public Map<String, String> files(String bucket, Predicate<String> which) throws IOException {
    Map<String, String> files = new TreeMap<>();
    Path root = folder.resolve(bucket);
    try (Stream<Path> all = Files.walk(root)) {
      all.filter(Files::isRegularFile)
          .filter(file -> which.test(root.relativize(file).toString()))
          .forEach(file -> files.put(root.relativize(file).toString(), read(file)));
    }
    return files;
  }

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
