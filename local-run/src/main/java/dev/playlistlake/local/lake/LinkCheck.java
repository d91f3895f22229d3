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

/// Checks that the files that this program reads or writes in a folder are not symbolic links,
/// pipes or devices. The folder itself may be a link, because the user named it. Links that do not
/// concern the program's files are allowed too. Stateless.
public final class LinkCheck {
  /// The levels below a table's folder: dates and files.
  private static final int LEVELS = 2;

  private LinkCheck() {}

  /// Checks the two buckets of a lake.
  ///
  /// @throws FileSystemException with the path of the first link, pipe, socket or device
  static void requirePlainLake(Path lake) throws IOException {
    Path raw = lake.resolve(LakeLayout.RAW);
    requirePlain(raw);
    requirePlain(raw, RawKey.PREFIX, RawKey.SUFFIX, key -> RawKey.parse(key).isPresent());
    requireAllPlain(raw.resolve("state"));
    Path processed = lake.resolve(LakeLayout.PROCESSED);
    requirePlain(processed);
    requirePlainTables(processed);
  }

  /// Checks a folder of the six tables.
  ///
  /// @throws FileSystemException with the path of the first link, pipe, socket or device
  public static void requirePlainTables(Path folder) throws IOException {
    for (Table<?> table : Tables.ALL) {
      requirePlain(
          folder, table.name() + "/", Table.SUFFIX, key -> table.snapshotOf(key).isPresent());
    }
  }

  /// Checks the folder of a table for statements, which read all its files that are not hidden.
  ///
  /// @throws FileSystemException with the path of the first link, pipe, socket or device
  public static void requirePlainToRead(Path table) throws IOException {
    walk(
        table,
        LEVELS,
        found -> {
          String date = table.relativize(found).getName(0).toString();
          String name = found.getFileName().toString();
          return found.equals(table)
              || (date.startsWith(RawKey.PARTITION + "=")
                  && !name.startsWith(".")
                  && !name.startsWith("_"));
        });
  }

  /// Checks a folder in which all files belong to this program.
  ///
  /// @throws FileSystemException with the path of the first link, pipe, socket or device
  public static void requireAllPlain(Path folder) throws IOException {
    walk(folder, Integer.MAX_VALUE, _ -> true);
  }

  /// Checks one file or folder, which may be missing.
  ///
  /// @throws FileSystemException when it is neither a file nor a folder
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
            // A later write reports this error.
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static String reason(BasicFileAttributes attributes) {
    return attributes.isSymbolicLink()
        ? "is a symbolic link, which this program does not follow. Replace the link with its"
            + " target, or remove it."
        : "is a pipe, a socket or a device, expected a file. Remove it.";
  }
}
