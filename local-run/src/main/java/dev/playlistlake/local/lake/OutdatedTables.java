package dev.playlistlake.local.lake;

import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds the snapshots of a lake in a folder that a stopped run left without tables, or with older
/// ones. It looks at the times of the files only: the transform writes all six tables after the raw
/// object, `playlists` last.
///
/// @param lake the folder that holds `raw/` and `processed/`
record OutdatedTables(Path lake) {

  /// A snapshot that needs the transform.
  ///
  /// @param stored when its raw object was
  record Snapshot(RawKey key, FileTime stored) {}

  /// In the order of their dates.
  List<Snapshot> find() throws IOException {
    Path raw = lake.resolve(LocalS3.RAW);
    List<Snapshot> found = new ArrayList<>();
    Path snapshots = raw.resolve(RawKey.PREFIX);
    if (Files.isDirectory(snapshots, LinkOption.NOFOLLOW_LINKS)) {
      Files.walkFileTree(snapshots, new RawFolder(raw, found));
    }
    found.sort(Comparator.comparing(snapshot -> snapshot.key().toString()));
    return found;
  }

  /// Marks the tables as made from the raw object as it was when it was found. Else a raw object
  /// whose time is in the future, by another machine's clock, would be found again and again.
  void settle(Snapshot snapshot) throws IOException {
    for (Table<?> table : Tables.ALL) {
      BasicFileAttributeView file = file(table, snapshot.key());
      if (time(file).filter(made -> made.compareTo(snapshot.stored()) < 0).isPresent()) {
        file.setTimes(snapshot.stored(), null, null);
      }
    }
  }

  /// Files whose times are equal were written within one tick of the clock.
  private boolean isOutdated(Snapshot snapshot) {
    return Tables.ALL.stream()
        .map(table -> time(file(table, snapshot.key())))
        .anyMatch(made -> made.filter(time -> time.compareTo(snapshot.stored()) >= 0).isEmpty());
  }

  private BasicFileAttributeView file(Table<?> table, RawKey key) {
    return Files.getFileAttributeView(
        lake.resolve(LocalS3.PROCESSED).resolve(table.key(key.date(), key.playlist())),
        BasicFileAttributeView.class,
        LinkOption.NOFOLLOW_LINKS);
  }

  /// When a table was made; empty when it isn't there.
  private static Optional<FileTime> time(BasicFileAttributeView file) {
    try {
      return Optional.of(file.readAttributes())
          .filter(BasicFileAttributes::isRegularFile)
          .map(BasicFileAttributes::lastModifiedTime);
    } catch (IOException missing) {
      return Optional.empty();
    }
  }

  /// Takes the raw objects, and follows no link. What can't be read is left to those who name it.
  private final class RawFolder extends SimpleFileVisitor<Path> {
    private final Path raw;
    private final List<Snapshot> found;

    RawFolder(Path raw, List<Snapshot> found) {
      this.raw = raw;
      this.found = found;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        RawKey.parse(FileKey.of(raw, file))
            .map(key -> new Snapshot(key, attributes.lastModifiedTime()))
            .filter(OutdatedTables.this::isOutdated)
            .ifPresent(found::add);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
      return FileVisitResult.CONTINUE;
    }
  }
}
