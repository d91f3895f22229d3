package dev.playlistlake.local;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// What the operator's commands take from the machine that they run on, so that tests can give it.
///
/// @param browser shows a page to the person, if it can
record Machine(
    Map<String, String> environment,
    Terminal terminal,
    Consumer<URI> browser,
    Supplier<SecretsManagerClient> secrets,
    Cloud cloud,
    Clock clock) {

  static Machine real() {
    Map<String, String> environment = System.getenv();
    return new Machine(
        environment,
        new SystemTerminal(),
        new Browser(environment),
        () ->
            SecretsManagerClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build(),
        Cloud.real(environment),
        Clock.systemUTC());
  }

  /// A log is no place for the environment, which may hold secrets.
  @Override
  public String toString() {
    return "Machine";
  }

  /// A value of the environment, empty when it isn't set.
  String value(String name) {
    return environment.getOrDefault(name, "").strip();
  }
}
