package dev.playlistlake.local.report;

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

/// The file of a page. It takes the place of an earlier page, never of another file: a page says in
/// its head which program made it.
///
/// @param path of the file, which need not be there
public record ReportFile(Path path) {
  private static final String START = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n";
  private static final String MARK = "<meta name=\"generator\" content=\"Playlist Lake\">";

  /// Pages of earlier versions have no mark.
  private static final String TITLE = "<title>Playlist Lake report</title>";

  private static final int HEAD = 4096;

  /// The page of a lake, unless another file is named.
  public static ReportFile in(Path folder) {
    return new ReportFile(folder.resolve("report.html"));
  }

  /// Looks whether the page may be written.
  ///
  /// @param otherwise what a person can do when it may not
  /// @throws FileSystemException when something else is there
  public void require(String otherwise) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !isReport()) {
      throw new FileSystemException(
          path.toString(),
          null,
          "is there already, and no report of this program: move it, or " + otherwise);
    }
  }

  private boolean isReport() throws IOException {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      String head = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
      return head.startsWith(START) && (head.contains(MARK) || head.contains(TITLE));
    }
  }

  /// Writes the page. One that somebody has open is whole at every moment.
  ///
  /// @param otherwise as for [#require]
  public void write(byte[] html, String otherwise) throws IOException {
    Path page = path.toAbsolutePath();
    Files.createDirectories(page.getParent());
    Path unfinished = page.resolveSibling(".unfinished-" + UUID.randomUUID() + ".html");
    try {
      Files.write(unfinished, html, StandardOpenOption.CREATE_NEW);
      require(otherwise);
      Files.move(unfinished, page, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
