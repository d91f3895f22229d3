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

/// Credentials in a file that its owner alone can read. A file beside it, which stays, is locked
/// while they change, so that of two processes none undoes what the other one stored.
///
/// @param loginCommand what a person runs to log in again
record FileCredentialStore(Path file, String loginCommand)
    implements CredentialStore, CredentialsLocation {

  /// @param file empty for the one that `login` writes unless told otherwise
  static FileCredentialStore of(CliEnvironment cli, Optional<Path> file) {
    String login = LoginCommandAdvice.COMMAND;
    return file.map(named -> new FileCredentialStore(named, login + " --file " + named))
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
          "%s can't be written (%s)".formatted(name(), FileErrors.of(unwritable)), unwritable);
    }
  }

  @Override
  public Optional<CredentialDocument> read() {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw ExtractException.permanent(name() + " is no regular file: name another one");
    }
    try {
      String text = Files.readString(file);
      return text.isBlank() ? Optional.empty() : Optional.of(parsed(text));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException unreadable) {
      throw ExtractException.permanent(
          name() + " can't be read (" + FileErrors.of(unreadable) + ")");
    }
  }

  @Override
  public void update(UnaryOperator<CredentialDocument> change) {
    try {
      PrivateFiles.createFolder(file);
      locked(() -> updated(change));
    } catch (IOException unwritable) {
      throw new CommandException(name() + " can't be written (" + FileErrors.of(unwritable) + ")");
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
          malformed.getMessage() + ". Delete it, or log in to another file with --file");
    }
  }

  private CredentialDocument document() {
    return read()
        .orElseThrow(
            () -> ExtractException.permanent(name() + " is not there: run " + loginCommand));
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

  /// In the folder that the platform keeps settings in:
  /// https://specifications.freedesktop.org/basedir-spec/latest/
  private static Path defaultFile(CliEnvironment cli) {
    Path configured = Path.of(cli.variable("XDG_CONFIG_HOME"));
    Path base =
        configured.isAbsolute()
            ? configured
            : Path.of(System.getProperty("user.home", ""), ".config");
    return base.resolve("playlist-lake").resolve("credentials.json");
  }

  /// A lock of the file system holds off other processes and fails for a second thread of this one.
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
