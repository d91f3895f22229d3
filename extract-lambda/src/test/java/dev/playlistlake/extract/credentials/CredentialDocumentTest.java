package dev.playlistlake.extract.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialDocumentTest {
  private static final String VALID =
      """
      {"client_id":"id", "note": [1.0e3],
       "client_secret" : "hush", "refresh_token":"old", "authorized_at":"2026-11-21T06:00:00Z"}
      """;

  @Test
  void readsFourFields() {
    assertThat(CredentialDocument.parse(VALID, "secret s").credentials())
        .isEqualTo(
            new Credentials(
                "id",
                "hush",
                Optional.of("old"),
                Optional.of(Instant.parse("2026-11-21T06:00:00Z"))));
  }

  @Test
  void replacesAFieldAndKeepsEveryOtherCharacter() {
    assertThat(CredentialDocument.parse(VALID, "secret s").with("refresh_token", "a\"b\\").text())
        .isEqualTo(VALID.replace("\"old\"", "\"a\\\"b\\\\\""));
  }

  @Test
  void addsFieldsToAnEmptyDocument() {
    assertThat(CredentialDocument.empty("file f").with("client_id", "a").with("note", "b").text())
        .isEqualTo("{\"client_id\": \"a\", \"note\": \"b\"}");
  }

  @Test
  void theTimeOfTheLoginIsOptional() {
    String without = VALID.replaceAll(", \"authorized_at\".*\"", "");

    assertThat(CredentialDocument.parse(without, "secret s").credentials().authorizedAt())
        .isEmpty();
    assertThat(LoginExpiry.of(CredentialDocument.parse(without, "s").credentials()).end())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"client_id\":\"id\"          | \"x\":1                     | client_id is missing",
        "\"client_id\":\"id\"          | \"client_id\":7             | client_id is empty or not"
            + " a string",
        "\"client_secret\" : \"hush\"  | \"client_secret\":\"\"      | client_secret is empty or"
            + " not a string",
        "\"refresh_token\":\"old\"     | \"refresh_token\":null      | refresh_token is empty or"
            + " not a string",
        "\"refresh_token\":\"old\"     | \"refresh_token\":\"a old\" | refresh_token contains"
            + " white space",
        "2026-11-21T06:00:00Z          | yesterday                   | authorized_at is not an"
            + " instant like 2026-11-21T06:00:00Z",
        "\"2026-11-21T06:00:00Z\"      | 1763704800                  | authorized_at is not an"
            + " instant like 2026-11-21T06:00:00Z",
      })
  void namesMissingAndInvalidFieldsWithoutTheirValues(
      String valid, String invalid, String problem) {
    CredentialDocument document =
        CredentialDocument.parse(VALID.replace(valid, invalid), "secret s");

    assertThatThrownBy(document::credentials).hasMessage("secret s: " + problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hush", "[]", "null", "{\"client_secret\":\"hush\"", "{} {}"})
  void rejectsOtherTextThanAnObjectWithoutShowingIt(String text) {
    assertThatThrownBy(() -> CredentialDocument.parse(text, "secret s"))
        .hasMessage(
            "secret s is not one JSON object, expected {\"client_id\": …, \"client_secret\": …,"
                + " \"refresh_token\": …, \"authorized_at\": …}")
        .hasNoCause();
  }
}
