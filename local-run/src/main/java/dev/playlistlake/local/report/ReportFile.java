package dev.playlistlake.local.report;

import dev.playlistlake.local.cli.FileErrors;
import dev.playlistlake.local.lake.LakeLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// The file of a report. It replaces an earlier report, but never another file: the head of a
/// report names this program. [ReportCommand] and `demo` use it in one thread.
///
/// @param path of the file, which may not exist
public record ReportFile(Path path) {
  private static final String START = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n";
  private static final String MARK = "<meta name=\"generator\" content=\"Playlist Lake\">";

  /// Reports of earlier versions have no mark, only this title.
  private static final String TITLE = "<title>Playlist Lake report</title>";

  private static final int HEAD_BYTES = 4096;

  /// Returns the default file of a report in a folder.
  public static ReportFile in(Path folder) {
    return new ReportFile(folder.resolve(LakeLayout.REPORT));
  }

  /// Checks that the file does not exist or is an earlier report.
  ///
  /// @param alternative what else the user can do, as a clause for the message
  /// @throws FileSystemException when it is another file
  public void require(String alternative) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !isReport()) {
      throw new FileSystemException(
          path.toString(),
          null,
          "already exists and is not a report of this program. Move it, or " + alternative + ".");
    }
  }

  private boolean isReport() throws IOException {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      String head = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
      return head.startsWith(START) && (head.contains(MARK) || head.contains(TITLE));
    }
  }

  private void write(Path unfinished, byte[] html) throws IOException {
    try {
      Files.write(unfinished, html, StandardOpenOption.CREATE_NEW);
    } catch (IOException failure) {
      throw new FileSystemException(
          path.toString(), null, "cannot be written: " + FileErrors.reason(failure));
    }
  }

  /// Writes the report. It replaces an earlier one atomically where the file system can do so, so
  /// that no reader reads a part of it.
  ///
  /// @param alternative as for [#require]
  /// @throws FileSystemException as for [#require]
  public void write(byte[] html, String alternative) throws IOException {
    Path page = path.toAbsolutePath();
    Files.createDirectories(page.getParent());
    Path unfinished = page.resolveSibling(".unfinished-" + UUID.randomUUID() + ".html");
    try {
      write(unfinished, html);
      require(alternative);
      Files.move(unfinished, page, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
