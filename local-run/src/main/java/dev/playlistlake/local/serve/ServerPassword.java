package dev.playlistlake.local.serve;

import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.local.cli.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/// The password of `serve`: a random one, or the first line of a file that only its owner can read.
///
/// @param value is never printed
record ServerPassword(String value) {
  private static final int LEAST_LENGTH = 12;
  private static final int RANDOM_BYTES = 24;
  private static final Pattern FOR_ALL_CLIENTS = Pattern.compile("[!-~][ -~]*[!-~]");
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  /// Returns a random password of 32 letters, digits, `-` and `_`.
  static ServerPassword random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return new ServerPassword(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /// Reads the first line of a file.
  ///
  /// @throws CommandException if the password is invalid, or other users can use the file
  static ServerPassword read(Path file) throws IOException {
    try {
      if (Files.getFileStore(file).supportsFileAttributeView("posix")
          && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
        throw new CommandException(
            "%1$s: other users can read or write the file, expected mode 600. Run chmod 600 %1$s and choose another password."
                .formatted(file));
      }
      String password = Files.readString(file).lines().findFirst().orElse("");
      if (password.length() < LEAST_LENGTH) {
        throw new CommandException(
            "%s: the password in the first line has %d characters, expected at least %d"
                .formatted(file, password.length(), LEAST_LENGTH));
      }
      if (!FOR_ALL_CLIENTS.matcher(password).matches()) {
        throw new CommandException(
            file
                + ": the password in the first line has a space at its start or end, or characters"
                + " other than those of ASCII, which clients send differently. Choose another"
                + " password.");
      }
      return new ServerPassword(password);
    } catch (IOException unreadable) {
      throw FileErrors.at(file, unreadable);
    }
  }

  /// Leaves out the password.
  @Override
  public String toString() {
    return "ServerPassword";
  }
}
