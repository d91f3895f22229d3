package dev.playlistlake.local.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/// Turns errors of files into messages with the path and the reason. Java's own messages often
/// contain only the path, and those of a full disk only the reason. Stateless.
public final class FileErrors {
  private FileErrors() {}

  /// Returns the message for the exception inside.
  public static String of(UncheckedIOException wrapper) {
    IOException cause = wrapper.getCause();
    return cause == null ? wrapper.toString() : of(cause);
  }

  /// Returns the path and the reason, or only the reason when the exception has no path.
  public static String of(IOException failure) {
    return hasPath(failure)
        ? ((FileSystemException) failure).getFile() + ": " + reason(failure)
        : reason(failure);
  }

  /// Returns the path and the reason.
  ///
  /// @param file the path when the exception has none
  public static String of(Path file, IOException failure) {
    return of(at(file, failure));
  }

  /// Returns the exception if it has a path, otherwise one with this path and the same reason.
  public static IOException at(Path file, IOException failure) {
    if (hasPath(failure)) {
      return failure;
    }
    FileSystemException located = new FileSystemException(file.toString(), null, reason(failure));
    located.initCause(failure);
    return located;
  }

  /// Returns the reason without the path.
  public static String reason(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "no such file or folder";
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "already exists and is not a folder";
      case NotDirectoryException _ -> "is not a folder";
      case CharacterCodingException _ -> "is not UTF-8 text";
      case FileSystemException file when file.getReason() != null -> file.getReason();
      case FileSystemException file when file.getFile() != null -> file.getClass().getSimpleName();
      default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
    };
  }

  private static boolean hasPath(IOException failure) {
    return failure instanceof FileSystemException file && file.getFile() != null;
  }
}
