package dev.playlistlake.local;

import dev.playlistlake.extract.CredentialDocument;
import dev.playlistlake.extract.CredentialStore;
import java.util.Optional;

/// Where a login keeps the credentials.
interface CredentialPlace {
  /// As messages name it.
  String name();

  /// What is kept there now; empty when it is nothing.
  ///
  /// @throws LoginException when nothing can be kept there
  Optional<CredentialDocument> read();

  /// Keeps a document in place of the old one.
  ///
  /// @throws LoginException when it isn't kept
  void write(CredentialDocument document);

  /// The same place as the extract uses it.
  CredentialStore store();
}
