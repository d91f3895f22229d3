package dev.playlistlake.local.lake;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// The folders in the folder of a lake. The first two are also the names of its buckets.
public final class LakeLayout {
  /// Snapshots, in the layout of the raw bucket.
  public static final String RAW = "raw";

  /// Tables, in the layout of the processed bucket.
  public static final String PROCESSED = "processed";

  /// Small covers for the report page.
  public static final String COVERS = "covers";

  /// The file of the report page.
  public static final String REPORT = "report.html";

  /// The first characters in the name of a file that is not completely written.
  public static final String UNFINISHED = ".unfinished-";

  private LakeLayout() {}

  /// Returns whether a folder exists.
  ///
  /// @throws AccessDeniedException when a folder in its path cannot be read, so that it is unknown
  public static boolean isFolder(Path folder) throws AccessDeniedException {
    try {
      return Files.readAttributes(folder, BasicFileAttributes.class).isDirectory();
    } catch (AccessDeniedException unknown) {
      throw unknown;
    } catch (IOException missing) {
      return false;
    }
  }
}
