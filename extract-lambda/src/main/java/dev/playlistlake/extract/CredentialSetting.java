package dev.playlistlake.extract;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where the environment says that the credentials are.
sealed interface CredentialSetting {

  CredentialStore open();

  /// In a secret: its value is read at each run.
  record Secret(String id) implements CredentialSetting {
    @Override
    public CredentialStore open() {
      return SecretCredentials.of(id);
    }
  }

  /// In the environment itself.
  record Values(Credentials credentials) implements CredentialSetting {
    @Override
    public CredentialStore open() {
      return new EnvironmentCredentials(credentials);
    }
  }

  String SECRET_ID = "SPOTIFY_SECRET_ID";
  String CLIENT_ID = "SPOTIFY_CLIENT_ID";
  String CLIENT_SECRET = "SPOTIFY_CLIENT_SECRET";
  String REFRESH_TOKEN = "SPOTIFY_REFRESH_TOKEN";
  String AUTHORIZED_AT = "SPOTIFY_AUTHORIZED_AT";

  /// A secret's id or the values, never both: nobody could tell which of them counts.
  static CredentialSetting of(Environment from) {
    List<String> values =
        List.of(CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN, AUTHORIZED_AT).stream()
            .filter(from::has)
            .toList();
    if (from.has(SECRET_ID)) {
      if (!values.isEmpty()) {
        from.refuse(
            SECRET_ID
                + " and "
                + String.join(", ", values)
                + " are set: want the secret alone,"
                + " or no secret");
      }
      return new Secret(from.secretId(SECRET_ID));
    }
    if (values.isEmpty()) {
      from.refuse(
          SECRET_ID
              + " is missing (the secret that ./playlist-lake login wrote), and so are "
              + CLIENT_ID
              + " and "
              + CLIENT_SECRET
              + " in its place");
      return new Values(new Credentials("", "", Optional.empty(), Optional.empty()));
    }
    Optional<Instant> authorizedAt = from.instant(AUTHORIZED_AT);
    return new Values(
        new Credentials(
            from.secret(CLIENT_ID),
            from.secret(CLIENT_SECRET),
            from.optionalSecret(REFRESH_TOKEN),
            authorizedAt));
  }
}
