package dev.playlistlake.local.purge;

import dev.playlistlake.athena.HistoryErasure;
import dev.playlistlake.local.cli.AwsErrors;
import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.local.cli.FileErrors;
import dev.playlistlake.local.lake.FileKey;
import dev.playlistlake.local.lake.LakeLayout;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/// A lake in a folder: its two buckets and its history tables. Links inside the lake are not
/// followed. Used by one thread.
///
/// @param name of the folder as the user wrote it
/// @param root the real path of the folder; the lake itself may be named by a link
/// @param raw the folder of the raw bucket
/// @param processed the folder of the processed bucket
public record PurgeFolder(String name, Path root, String raw, String processed)
    implements PurgeTarget {
  @Override
  public List<PurgePart> parts() {
    List<PurgePart> parts = new ArrayList<>(PurgePart.of(raw, processed));
    for (String table : HistoryErasure.TABLES) {
      parts.add(new PurgePart.Whole(processed, table + "/"));
    }
    for (String folder : HistoryErasure.FOLDERS) {
      parts.add(new PurgePart.History(folder, ""));
    }
    parts.add(new PurgePart.CachedCovers(LakeLayout.COVERS));
    return List.copyOf(parts);
  }

  @Override
  public void visit(Consumer<StoredVersion> visitor) {
    List<String> folders = new ArrayList<>(List.of(raw, processed));
    folders.addAll(HistoryErasure.FOLDERS);
    folders.add(LakeLayout.COVERS);
    for (String part : folders) {
      Path folder = root.resolve(part);
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        visit(part, folder, visitor);
      }
    }
  }

  private static void visit(String part, Path folder, Consumer<StoredVersion> visitor) {
    List<StoredVersion> found = new ArrayList<>();
    try {
      // Follows no link, not even when the folder itself is one.
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              String key = FileKey.of(folder, file);
              found.add(
                  StoredVersion.inFolder(part, key, file, attributes.size(), kind(attributes)));
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException unreadable) {
      throw new CommandException("the lake cannot be listed: " + FileErrors.of(unreadable));
    }
    found.stream().sorted(Comparator.comparing(StoredVersion::key)).forEach(visitor);
  }

  private static StoredVersion.Kind kind(BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      return StoredVersion.Kind.OBJECT;
    }
    return attributes.isSymbolicLink() ? StoredVersion.Kind.LINK : StoredVersion.Kind.SPECIAL;
  }

  @Override
  public long delete(List<StoredVersion> found, Consumer<String> errors) {
    long notDeleted = 0;
    for (StoredVersion object : found) {
      Path file = Objects.requireNonNull(object.file());
      Path folder = Objects.requireNonNull(file.getParent());
      try {
        delete(file, folder);
        deleteEmpty(folder);
      } catch (NoSuchFileException deleted) {
        // Another program deleted it meanwhile.
      } catch (IOException failure) {
        notDeleted++;
        errors.accept(AwsErrors.shown(FileErrors.of(failure) + ". It was not deleted."));
      }
    }
    return notDeleted;
  }

  /// Checks the path again before it deletes: a folder in it may have become a link meanwhile.
  private static void delete(Path file, Path folder) throws IOException {
    if (!folder.toRealPath().equals(folder)) {
      throw new FileSystemException(file + "", null, "a folder in its path is now a link");
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw Files.exists(file, LinkOption.NOFOLLOW_LINKS)
          ? new FileSystemException(file + "", null, "it is no longer a regular file")
          : new NoSuchFileException(file + "");
    }
    Files.delete(file);
  }

  /// Deletes the folders that are empty now, but keeps those of the buckets.
  private void deleteEmpty(Path folder) {
    try {
      for (Path empty = folder; isDeletable(empty); ) {
        Path above = Objects.requireNonNull(empty.getParent());
        Files.delete(empty);
        empty = above;
      }
    } catch (IOException inUse) {
      // An empty folder that is kept contains nothing from Spotify.
    }
  }

  private boolean isDeletable(Path folder) {
    return !folder.equals(root)
        && !folder.equals(root.resolve(raw))
        && !folder.equals(root.resolve(processed));
  }
}
