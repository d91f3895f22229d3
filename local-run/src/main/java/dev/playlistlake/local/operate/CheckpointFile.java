package dev.playlistlake.local.operate;

import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.local.cli.FileErrors;
import dev.playlistlake.local.lake.RawObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The file of `replay --resume`. It records which objects are transformed, so that a later replay
/// can continue. The first line names the lake; each further line contains the version and the key
/// of an object. The workers of a replay share it.
public final class CheckpointFile implements AutoCloseable {
  private final Path file;
  private final Set<String> lines;
  private final BufferedWriter out;

  private CheckpointFile(Path file, Set<String> lines, BufferedWriter out) {
    this.file = file;
    this.lines = lines;
    this.out = out;
  }

  /// Opens the file to read and append, and creates it if it does not exist.
  ///
  /// @param work the work and the lake, such as `replay of /data/lake into processed`
  /// @throws CommandException when the file belongs to other work
  public static CheckpointFile open(Path file, String work) throws IOException {
    Set<String> lines = read(file, work);
    boolean isNew = lines.isEmpty();
    BufferedWriter out =
        Files.newBufferedWriter(
            file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    CheckpointFile checkpoints = new CheckpointFile(file, lines, out);
    // After a crash the last line may be incomplete, so the next one starts on a new line.
    checkpoints.write(isNew ? firstLine(work) : "");
    return checkpoints;
  }

  /// Opens the file for a dry run, which does not change it.
  ///
  /// @throws CommandException when the file belongs to other work
  public static CheckpointFile openToRead(Path file, String work) throws IOException {
    return new CheckpointFile(file, read(file, work), new BufferedWriter(Writer.nullWriter()));
  }

  /// Returns the lines of the file; empty when it does not exist.
  private static Set<String> read(Path file, String work) throws IOException {
    if (!Files.exists(file)) {
      return new HashSet<>();
    }
    if (!Files.isRegularFile(file)) {
      throw new CommandException(file + ": is not a regular file. Choose another file.");
    }
    List<String> lines = lines(file);
    if (!lines.isEmpty() && !lines.getFirst().equals(firstLine(work))) {
      throw new CommandException(
          "%s: was not written by the %s. Choose another file.".formatted(file, work));
    }
    return new HashSet<>(lines);
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (CharacterCodingException notText) {
      return List.of("not text");
    } catch (IOException unreadable) {
      throw FileErrors.at(file, unreadable);
    }
  }

  private static String firstLine(String work) {
    return "# done by playlist-lake " + work;
  }

  /// Returns whether this version of the object is recorded.
  synchronized boolean has(RawObject object) {
    return lines.contains(line(object));
  }

  /// Records this version of the object, and writes it to the file at once.
  synchronized void add(RawObject object) {
    try {
      write(line(object));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void write(String line) throws IOException {
    try {
      out.write(line + "\n");
      out.flush();
    } catch (IOException unwritable) {
      throw FileErrors.at(file, unwritable);
    }
  }

  private static String line(RawObject object) {
    return object.version() + "\t" + object.key();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
