package dev.playlistlake.local.lake;

import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.function.Predicate;

/// Looks for symbolic links, pipes and devices where this program is about to write or read in a
/// folder. A link that names the folder itself is the person's choice; a link at a place that is
/// not the program's is in nobody's way.
public final class LinkCheck {
  /// A table's folder, its dates, their files.
  private static final int LEVELS = 2;

  private LinkCheck() {}

  /// Checks the two buckets of a lake.
  ///
  /// @throws FileSystemException that names the first thing that is in the way
  static void requirePlainLake(Path lake) throws IOException {
    Path raw = lake.resolve(LocalS3.RAW);
    requirePlain(raw);
    requirePlain(raw, RawKey.PREFIX, RawKey.SUFFIX, key -> RawKey.parse(key).isPresent());
    requireAllPlain(raw.resolve("state"));
    Path processed = lake.resolve(LocalS3.PROCESSED);
    requirePlain(processed);
    requirePlainTables(processed);
  }

  /// Checks a folder of the six tables.
  ///
  /// @throws FileSystemException that names the first thing that is in the way
  public static void requirePlainTables(Path folder) throws IOException {
    for (Table<?> table : Tables.ALL) {
      requirePlain(
          folder, table.name() + "/", Table.SUFFIX, key -> table.snapshotOf(key).isPresent());
    }
  }

  /// Checks a folder in which everything is the program's.
  ///
  /// @throws FileSystemException that names the first thing that is in the way
  public static void requireAllPlain(Path folder) throws IOException {
    walk(folder, Integer.MAX_VALUE, _ -> true);
  }

  /// Checks one file or folder, which need not be there.
  ///
  /// @throws FileSystemException when it is neither
  public static void requirePlain(Path file) throws IOException {
    walk(file, 0, _ -> true);
  }

  /// @param isKey whether the program would store under a key of the bucket
  private static void requirePlain(
      Path bucket, String prefix, String suffix, Predicate<String> isKey) throws IOException {
    walk(
        bucket.resolve(prefix),
        LEVELS,
        found -> {
          String key = FileKey.of(bucket, found);
          return (key + "/").equals(prefix) || isKey.test(key) || isKey.test(key + "/any" + suffix);
        });
  }

  private static void walk(Path top, int levels, Predicate<Path> isOurs) throws IOException {
    if (!Files.exists(top, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        top,
        Set.of(),
        levels,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws FileSystemException {
            boolean plain = attributes.isRegularFile() || attributes.isDirectory();
            if (!plain && isOurs.test(file)) {
              throw new FileSystemException(file.toString(), null, reason(attributes));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
            // Whoever writes there will say so.
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static String reason(BasicFileAttributes attributes) {
    return attributes.isSymbolicLink()
        ? "is a symbolic link, and this program writes through none: put what it leads to in its"
            + " place, or remove it"
        : "is a pipe, a socket or a device, expected a file: remove it";
  }
}
