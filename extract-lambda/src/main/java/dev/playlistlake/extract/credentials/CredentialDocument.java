package dev.playlistlake.extract.credentials;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.playlistlake.extract.spotify.ExtractException;
import dev.playlistlake.extract.spotify.JsonObjectText;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The JSON object in which a secret or a file contains the credentials:
/// `{"client_id":"…","client_secret":"…","refresh_token":"…","authorized_at":"2026-11-21T06:00:00Z"}`.
/// Other members are kept unchanged. No message shows a value. Immutable. [SecretCredentials] and
/// the command line use it.
public final class CredentialDocument {
  public static final String CLIENT_ID = "client_id";
  public static final String CLIENT_SECRET = "client_secret";
  public static final String REFRESH_TOKEN = "refresh_token";

  /// The time of the login, as an instant in ISO 8601. If it is missing, each run warns that the
  /// end of the refresh token is unknown.
  public static final String AUTHORIZED_AT = "authorized_at";

  private final JsonObjectText document;
  private final String where;

  private CredentialDocument(JsonObjectText document, String where) {
    this.document = document;
    this.where = where;
  }

  /// Returns a document without members.
  ///
  /// @param where file or secret, for messages
  public static CredentialDocument empty(String where) {
    return parse("{}", where);
  }

  /// Parses a document.
  ///
  /// @param where file or secret, for messages
  /// @throws ExtractException if the text is not exactly one JSON object
  public static CredentialDocument parse(String text, String where) {
    try {
      return new CredentialDocument(JsonObjectText.parse(text), where);
    } catch (IOException _) {
      throw ExtractException.permanent(
          "%s is not one JSON object, expected {\"client_id\": …, \"client_secret\": …,"
                  .formatted(where)
              + " \"refresh_token\": …, \"authorized_at\": …}");
    }
  }

  /// Returns the JSON text of the document.
  public String text() {
    return document.text();
  }

  /// Returns the text of a member; empty if the member is missing, empty, or not a string.
  public Optional<String> field(String name) {
    return document.string(name).filter(value -> !value.isEmpty());
  }

  /// Returns a copy with one member replaced or added. All other characters are unchanged.
  public CredentialDocument with(String name, String value) {
    String quoted = '"' + new String(JsonStringEncoder.getInstance().quoteAsString(value)) + '"';
    return parse(with(document.members(), name, quoted), where);
  }

  /// Returns the credentials in the document.
  ///
  /// @throws ExtractException that lists every missing or invalid field
  public Credentials credentials() {
    List<String> errors = new ArrayList<>();
    Credentials credentials =
        new Credentials(
            secret(CLIENT_ID, errors),
            secret(CLIENT_SECRET, errors),
            Optional.of(secret(REFRESH_TOKEN, errors)),
            authorizedAt(errors));
    if (!errors.isEmpty()) {
      throw ExtractException.permanent(where + ": " + String.join("; ", errors));
    }
    return credentials;
  }

  private String with(List<JsonObjectText.Member> members, String name, String quoted) {
    String text = document.text();
    for (JsonObjectText.Member member : members) {
      if (member.name().equals(name)) {
        return text.substring(0, member.start()) + quoted + text.substring(member.end());
      }
    }
    int end = members.isEmpty() ? text.indexOf('{') + 1 : members.getLast().end();
    String separator = members.isEmpty() ? "" : ", ";
    return text.substring(0, end) + separator + '"' + name + "\": " + quoted + text.substring(end);
  }

  private String secret(String name, List<String> errors) {
    if (document.members().stream().noneMatch(member -> member.name().equals(name))) {
      errors.add(name + " is missing");
      return "";
    }
    String value = field(name).orElse("");
    if (value.isEmpty()) {
      errors.add(name + " is empty or not a string");
    } else if (value.chars().anyMatch(Character::isWhitespace)) {
      errors.add(name + " contains white space");
    }
    return value;
  }

  private Optional<Instant> authorizedAt(List<String> errors) {
    Optional<JsonObjectText.Member> member =
        document.members().stream().filter(m -> m.name().equals(AUTHORIZED_AT)).findFirst();
    if (member.isEmpty() || member.get().is(JsonToken.VALUE_NULL)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(member.get().content()));
    } catch (DateTimeException _) {
      errors.add(AUTHORIZED_AT + " is not an instant like 2026-11-21T06:00:00Z");
      return Optional.empty();
    }
  }
}
