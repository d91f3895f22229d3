package dev.playlistlake.local.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// Turns errors of files into messages with the path and the reason. Java's own messages often
/// contain only the path. Stateless.
public final class FileErrors {
  private FileErrors() {}

  /// Returns the message for the exception inside.
  public static String of(UncheckedIOException wrapper) {
    IOException cause = wrapper.getCause();
    return cause == null ? wrapper.toString() : of(cause);
  }

  /// Returns the path and the reason, or the exception's own message when it has no path.
  public static String of(IOException failure) {
    if (!(failure instanceof FileSystemException file) || file.getFile() == null) {
      return String.valueOf(failure.getMessage());
    }
    String reason =
        switch (file) {
          case NoSuchFileException _ -> "no such file or folder";
          case AccessDeniedException _ -> "permission denied";
          case FileAlreadyExistsException _ -> "already exists and is not a folder";
          case NotDirectoryException _ -> "is not a folder";
          default -> file.getReason() == null ? file.getClass().getSimpleName() : file.getReason();
        };
    return file.getFile() + ": " + reason;
  }
}
