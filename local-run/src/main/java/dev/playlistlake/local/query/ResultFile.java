package dev.playlistlake.local.query;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The file to which the prompt writes results after `\o FILE`. The file is new: no existing file
/// is changed, also not through a link. [ResultPrinter] uses it in one thread.
final class ResultFile implements AutoCloseable {
  private final Path path;
  private final BufferedWriter writer;
  private long results;

  private ResultFile(Path path, BufferedWriter writer) {
    this.path = path;
    this.writer = writer;
  }

  /// Creates the file.
  ///
  /// @throws IOException when a file of this name exists or it cannot be created
  static ResultFile create(Path path) throws IOException {
    return new ResultFile(
        path,
        Files.newBufferedWriter(
            path, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  Path path() {
    return path;
  }

  /// Returns the number of results in the file.
  long results() {
    return results;
  }

  /// Appends a result.
  void write(String result) throws IOException {
    writer.write(result);
    writer.flush();
    results++;
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
