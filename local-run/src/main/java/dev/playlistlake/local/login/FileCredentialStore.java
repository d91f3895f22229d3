package dev.playlistlake.local.login;

import dev.playlistlake.extract.credentials.CredentialDocument;
import dev.playlistlake.extract.credentials.CredentialStore;
import dev.playlistlake.extract.credentials.Credentials;
import dev.playlistlake.extract.spotify.ExtractException;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.local.cli.FileErrors;
import dev.playlistlake.local.cli.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Credentials in a file that only its owner can read. `login`, `check` and `run` use it. Threads
/// and processes may share the file: each change holds a lock on a second file with the suffix
/// `.lock`, so that no process overwrites what another one stored. The lock file is not deleted.
///
/// @param loginCommand the command that logs in again
record FileCredentialStore(Path file, String loginCommand)
    implements CredentialStore, CredentialsLocation {

  /// Returns the store for a file.
  ///
  /// @param file empty for the default file of `login`
  static FileCredentialStore of(CliEnvironment cli, Optional<Path> file) {
    String login = LoginCommandAdvice.COMMAND;
    return file.map(chosen -> new FileCredentialStore(chosen, login + " --file " + chosen))
        .orElseGet(() -> new FileCredentialStore(defaultFile(cli), login));
  }

  @Override
  public String name() {
    return "file " + file;
  }

  @Override
  public CredentialStore store() {
    return this;
  }

  @Override
  public String howToLogIn() {
    return "run " + loginCommand;
  }

  @Override
  public Credentials load() {
    return document().credentials();
  }

  @Override
  public Credentials replaceRefreshToken(String used, String rotated) {
    try {
      return locked(() -> replaced(used, rotated)).credentials();
    } catch (IOException unwritable) {
      throw ExtractException.retryable(
          "%s cannot be written (%s)".formatted(name(), FileErrors.of(unwritable)), unwritable);
    }
  }

  @Override
  public Optional<CredentialDocument> read() {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw ExtractException.permanent(name() + " is not a regular file. Choose another file.");
    }
    try {
      String text = Files.readString(file);
      return text.isBlank() ? Optional.empty() : Optional.of(parsed(text));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException unreadable) {
      throw ExtractException.permanent(
          name() + " cannot be read (" + FileErrors.of(unreadable) + ")");
    }
  }

  @Override
  public void update(UnaryOperator<CredentialDocument> change) {
    try {
      PrivateFiles.createFolder(file);
      locked(() -> updated(change));
    } catch (IOException unwritable) {
      throw new CommandException(name() + " cannot be written (" + FileErrors.of(unwritable) + ")");
    }
  }

  private CredentialDocument updated(UnaryOperator<CredentialDocument> change) throws IOException {
    CredentialDocument changed =
        change.apply(read().orElseGet(() -> CredentialDocument.empty(name())));
    PrivateFiles.replace(file, changed.text().strip() + "\n");
    return changed;
  }

  private CredentialDocument parsed(String text) {
    try {
      return CredentialDocument.parse(text, name());
    } catch (ExtractException malformed) {
      throw ExtractException.permanent(
          malformed.getMessage() + ". Delete it, or choose another file with --file.");
    }
  }

  private CredentialDocument document() {
    return read()
        .orElseThrow(
            () ->
                ExtractException.permanent(
                    "%s does not exist. Run `%s`.".formatted(name(), loginCommand)));
  }

  private CredentialDocument replaced(String used, String rotated) throws IOException {
    CredentialDocument kept = document();
    if (kept.field(CredentialDocument.REFRESH_TOKEN).filter(used::equals).isEmpty()) {
      return kept;
    }
    CredentialDocument changed = kept.with(CredentialDocument.REFRESH_TOKEN, rotated);
    PrivateFiles.replace(file, changed.text());
    return changed;
  }

  @FunctionalInterface
  private interface Work {
    CredentialDocument run() throws IOException;
  }

  /// In the user's folder for settings: https://specifications.freedesktop.org/basedir-spec/latest/
  private static Path defaultFile(CliEnvironment cli) {
    Path configured = Path.of(cli.variable("XDG_CONFIG_HOME"));
    Path base =
        configured.isAbsolute()
            ? configured
            : Path.of(System.getProperty("user.home", ""), ".config");
    return base.resolve("playlist-lake").resolve("credentials.json");
  }

  /// A file lock blocks other processes, but it throws for a second thread of this process.
  private CredentialDocument locked(Work work) throws IOException {
    Path lock = file.resolveSibling(file.getFileName() + ".lock");
    synchronized (FileCredentialStore.class) {
      try (FileChannel channel =
              FileChannel.open(
                  lock,
                  Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                  PrivateFiles.attributes());
          FileLock _ = channel.lock()) {
        return work.run();
      }
    }
  }
}
