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
import java.util.function.Consumer;

/// Finds the snapshots of a lake in a folder whose tables are missing or outdated because a run was
/// stopped. It compares only the times of the files: the transform writes all six tables after the
/// raw object, `playlists` last.
///
/// @param lake the folder that contains `raw/` and `processed/`
record OutdatedTables(Path lake) {

  /// A snapshot that has to be transformed.
  ///
  /// @param stored when its raw object was stored
  record Snapshot(RawKey key, FileTime stored) {}

  /// Returns the snapshots in the order of their dates.
  ///
  /// @param unreadable receives an error for each folder whose snapshots are unknown
  List<Snapshot> find(Consumer<IOException> unreadable) throws IOException {
    Path raw = lake.resolve(LakeLayout.RAW);
    List<Snapshot> found = new ArrayList<>();
    Path snapshots = raw.resolve(RawKey.PREFIX);
    if (Files.isDirectory(snapshots, LinkOption.NOFOLLOW_LINKS)) {
      Files.walkFileTree(snapshots, new RawFolder(raw, found, unreadable));
    }
    found.sort(Comparator.comparing(snapshot -> snapshot.key().toString()));
    return found;
  }

  /// Sets the tables' times to at least the time of the raw object when it was found. Otherwise a
  /// raw object with a future time, from another machine's clock, would be found by every run.
  void settle(Snapshot snapshot) throws IOException {
    for (Table<?> table : Tables.ALL) {
      BasicFileAttributeView file = file(table, snapshot.key());
      if (time(file).filter(written -> written.compareTo(snapshot.stored()) < 0).isPresent()) {
        file.setTimes(snapshot.stored(), null, null);
      }
    }
  }

  /// Equal times mean that both files were written within one tick of the clock.
  private boolean isOutdated(Snapshot snapshot) {
    return Tables.ALL.stream()
        .map(table -> time(file(table, snapshot.key())))
        .anyMatch(
            written -> written.filter(time -> time.compareTo(snapshot.stored()) >= 0).isEmpty());
  }

  private BasicFileAttributeView file(Table<?> table, RawKey key) {
    return Files.getFileAttributeView(
        lake.resolve(LakeLayout.PROCESSED).resolve(table.key(key.date(), key.playlist())),
        BasicFileAttributeView.class,
        LinkOption.NOFOLLOW_LINKS);
  }

  /// Returns when a table was written; empty when it is missing.
  private static Optional<FileTime> time(BasicFileAttributeView file) {
    try {
      return Optional.of(file.readAttributes())
          .filter(BasicFileAttributes::isRegularFile)
          .map(BasicFileAttributes::lastModifiedTime);
    } catch (IOException missing) {
      return Optional.empty();
    }
  }

  /// Visits the raw objects without following links.
  private final class RawFolder extends SimpleFileVisitor<Path> {
    private final Path raw;
    private final List<Snapshot> found;
    private final Consumer<IOException> unreadable;

    RawFolder(Path raw, List<Snapshot> found, Consumer<IOException> unreadable) {
      this.raw = raw;
      this.found = found;
      this.unreadable = unreadable;
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
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      unreadable.accept(failure);
      return FileVisitResult.CONTINUE;
    }
  }
}
