package dev.playlistlake.local.operate;

import dev.playlistlake.local.cli.CommandException;
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

/// The file in which a replay keeps what is done, so that the next one can go on: a line that names
/// the lake, then one for each object, with the version that was transformed.
public final class CheckpointFile implements AutoCloseable {
  private final Set<String> lines;
  private final BufferedWriter out;

  private CheckpointFile(Set<String> lines, BufferedWriter out) {
    this.lines = lines;
    this.out = out;
  }

  /// Opens the file, or begins it.
  ///
  /// @param work what is done, and to which lake: a file of other work is refused
  public static CheckpointFile open(Path file, String work) throws IOException {
    Set<String> lines = read(file, work);
    boolean isNew = lines.isEmpty();
    BufferedWriter out =
        Files.newBufferedWriter(
            file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    CheckpointFile done = new CheckpointFile(lines, out);
    // A line that a crash cut off must not swallow the next one.
    done.write(isNew ? first(work) : "");
    return done;
  }

  /// Opens the file for a rehearsal, which leaves it as it is.
  public static CheckpointFile openToRead(Path file, String work) throws IOException {
    return new CheckpointFile(read(file, work), new BufferedWriter(Writer.nullWriter()));
  }

  /// What a file holds, which need not be there.
  private static Set<String> read(Path file, String work) throws IOException {
    if (!Files.exists(file)) {
      return new HashSet<>();
    }
    if (!Files.isRegularFile(file)) {
      throw new CommandException(file + ": is no regular file: name another file");
    }
    List<String> lines = lines(file);
    if (!lines.isEmpty() && !lines.getFirst().equals(first(work))) {
      throw new CommandException(
          "%s: is no list of what was done by %s: name another file".formatted(file, work));
    }
    return new HashSet<>(lines);
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (CharacterCodingException noText) {
      return List.of("no text");
    }
  }

  private static String first(String work) {
    return "# done by playlist-lake " + work;
  }

  synchronized boolean has(RawObject object) {
    return lines.contains(line(object));
  }

  synchronized void add(RawObject object) {
    try {
      write(line(object));
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  private void write(String line) throws IOException {
    out.write(line + "\n");
    out.flush();
  }

  private static String line(RawObject object) {
    return object.version() + "\t" + object.key();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
