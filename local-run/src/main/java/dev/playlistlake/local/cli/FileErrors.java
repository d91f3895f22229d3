package dev.playlistlake.local.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// Says in words what is wrong with a file: Java's own messages are often the path alone.
public final class FileErrors {
  private FileErrors() {}

  public static String of(UncheckedIOException wrapped) {
    IOException trouble = wrapped.getCause();
    return trouble == null ? wrapped.toString() : of(trouble);
  }

  public static String of(IOException trouble) {
    if (!(trouble instanceof FileSystemException file) || file.getFile() == null) {
      return String.valueOf(trouble.getMessage());
    }
    String what =
        switch (file) {
          case NoSuchFileException _ -> "no such file or folder";
          case AccessDeniedException _ -> "permission denied";
          case FileAlreadyExistsException _ -> "is there already, and no folder";
          case NotDirectoryException _ -> "is no folder";
          default -> file.getReason() == null ? file.getClass().getSimpleName() : file.getReason();
        };
    return file.getFile() + ": " + what;
  }
}
