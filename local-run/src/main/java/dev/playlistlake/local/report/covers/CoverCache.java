package dev.playlistlake.local.report.covers;

import dev.playlistlake.local.cli.PrivateFiles;
import dev.playlistlake.local.lake.LakeLayout;
import dev.playlistlake.local.lake.LinkCheck;
import dev.playlistlake.model.Checksums;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// The small covers in the folder of a lake, which only its owner can read. They are used for seven
/// days, because Spotify's terms forbid to store its content indefinitely. `purge` deletes them.
/// Threads may share it.
public final class CoverCache {
  private static final Duration LONGEST = Duration.ofDays(7);

  /// No file of this cache is larger.
  private static final int MOST_BYTES = 50_000;

  private static final Pattern NAME = Pattern.compile("(?:[0-9a-f]{64}|\\.unfinished-\\d+)\\.jpg");

  private final Path folder;
  private final InstantSource clock;

  /// @param lake the folder of the lake
  public CoverCache(Path lake, InstantSource clock) {
    this.folder = lake.resolve(LakeLayout.COVERS);
    this.clock = clock;
  }

  /// Returns whether this class creates files of this name.
  public static boolean isFile(String name) {
    return NAME.matcher(name).matches();
  }

  /// Checks that the folder is not a link. It may be missing.
  ///
  /// @throws FileSystemException when it is neither a file nor a folder
  public void requirePlain() throws IOException {
    LinkCheck.requirePlain(folder);
  }

  /// Deletes the covers that are too old. A file that cannot be deleted is kept.
  public void deleteExpired() {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (isFile(String.valueOf(file.getFileName())) && isExpired(file)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException unreadable) {
      // Expired covers are never used, and the next report tries again.
    }
  }

  private boolean isExpired(Path file) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return attributes.isRegularFile() && !isFresh(attributes);
  }

  /// A time in the future means that a clock was wrong.
  private boolean isFresh(BasicFileAttributes attributes) {
    Instant now = clock.instant();
    Instant written = attributes.lastModifiedTime().toInstant();
    return !written.isAfter(now.plus(Duration.ofDays(1))) && written.plus(LONGEST).isAfter(now);
  }

  /// Returns the cover of an address, if it is stored and not too old.
  Optional<byte[]> get(String address) {
    Path file = file(address);
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isRegularFile() || !isFresh(attributes) || attributes.size() > MOST_BYTES) {
        return Optional.empty();
      }
      try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.of(in.readNBytes(MOST_BYTES)).filter(Thumbnail::isThumbnail);
      }
    } catch (IOException missing) {
      return Optional.empty();
    }
  }

  /// Stores a cover.
  void put(String address, byte[] thumbnail) throws IOException {
    Path file = file(address);
    PrivateFiles.createFolder(file);
    requirePlain();
    Path unfinished =
        Files.createTempFile(folder, LakeLayout.UNFINISHED, ".jpg", PrivateFiles.attributes());
    try {
      Files.write(unfinished, thumbnail);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private Path file(String address) {
    return folder.resolve(HexFormat.of().formatHex(Checksums.sha256(address)) + ".jpg");
  }
}
