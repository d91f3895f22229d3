package dev.playlistlake.local.serve;

import dev.playlistlake.local.cli.PrivateFiles;
import dev.playlistlake.local.lake.LinkCheck;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/// The files that clients of a running server need: its certificate and, if it is random, its
/// password. Only the user can read them. They are deleted when the server stops. Each port has a
/// folder of its own, so that the paths in a tool's settings remain valid. Threads may share it.
final class ClientFiles {
  private final Path folder;
  private final Set<Path> written = new HashSet<>();
  private boolean isStopped;

  /// The files in a folder, for example `~/.local/state/playlist-lake/serve-8443`.
  ClientFiles(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  Path certificate() {
    return folder.resolve("certificate.pem");
  }

  Path password() {
    return folder.resolve("password");
  }

  void writeCertificate(String pem) throws IOException {
    write(certificate(), pem);
  }

  void writePassword(ServerPassword password) throws IOException {
    write(password(), password.value() + "\n");
  }

  // An existing folder may have another mode, but the files have mode 600.
  private synchronized void write(Path file, String text) throws IOException {
    if (!isStopped) {
      PrivateFiles.createFolder(file);
      LinkCheck.requirePlain(file);
      PrivateFiles.replace(file, text);
      written.add(file);
    }
  }

  /// Deletes the files that were written, and the folder if it is empty. Later calls write nothing.
  synchronized void delete() throws IOException {
    isStopped = true;
    for (Path file : written) {
      Files.deleteIfExists(file);
    }
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException otherFiles) {
      // They belong to the user.
    }
  }
}
