package dev.playlistlake.local.login;

import dev.playlistlake.extract.credentials.CredentialDocument;
import dev.playlistlake.extract.credentials.CredentialStore;
import dev.playlistlake.local.cli.CommandException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Where a login keeps the credentials.
public interface CredentialsLocation {
  /// As messages name it.
  String name();

  /// What is kept there now; empty when it is nothing.
  ///
  /// @throws CommandException when nothing can be kept there
  Optional<CredentialDocument> read();

  /// Changes what is kept there at that moment, an empty document when it is nothing: it may be
  /// another one than was read before a person went to the browser.
  ///
  /// @throws CommandException when the change isn't kept
  void update(UnaryOperator<CredentialDocument> change);

  /// The command that logs in again, into this place.
  String loginCommand();

  /// The same place as the extract uses it.
  CredentialStore store();
}
