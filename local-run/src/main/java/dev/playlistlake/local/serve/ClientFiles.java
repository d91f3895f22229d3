package dev.playlistlake.local.serve;

import dev.playlistlake.local.cli.PrivateFiles;
import dev.playlistlake.local.lake.LinkCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The files that clients of a running server need: its certificate and, if it is random, its
/// password. Only the user can read them. They are deleted when the server stops. Each port has a
/// folder of its own, so that the paths in a tool's settings remain valid.
///
/// @param folder for example `~/.local/state/playlist-lake/serve-8443`
record ClientFiles(Path folder) {
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
  private static void write(Path file, String text) throws IOException {
    PrivateFiles.createFolder(file);
    LinkCheck.requirePlain(file);
    PrivateFiles.replace(file, text);
  }

  void delete() throws IOException {
    Files.deleteIfExists(certificate());
    Files.deleteIfExists(password());
    Files.deleteIfExists(folder);
  }
}
