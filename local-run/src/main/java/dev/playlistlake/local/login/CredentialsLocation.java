package dev.playlistlake.local.login;

import dev.playlistlake.extract.credentials.CredentialDocument;
import dev.playlistlake.extract.credentials.CredentialStore;
import dev.playlistlake.local.cli.CommandException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The file or secret in which `login` stores credentials. Used by one thread.
public interface CredentialsLocation {
  /// Returns the name for messages, such as `secret NAME`.
  String name();

  /// Reads the credentials.
  ///
  /// @return empty when nothing is stored yet
  /// @throws CommandException when they cannot be read, or the secret does not exist
  Optional<CredentialDocument> read();

  /// Reads the stored document again, applies the change and stores the result. The document may
  /// have changed since [#read], because the user was in the browser meanwhile.
  ///
  /// @param change receives an empty document when nothing is stored yet
  /// @throws CommandException when the result cannot be stored
  void update(UnaryOperator<CredentialDocument> change);

  /// Returns the command that logs in again and stores the login here.
  String loginCommand();

  /// Returns this file or secret as a store for the extract.
  CredentialStore store();
}
