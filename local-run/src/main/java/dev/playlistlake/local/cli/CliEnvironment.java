package dev.playlistlake.local.cli;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;

/// Everything outside the program that a command uses. Tests replace it.
///
/// @param variables the environment variables
/// @param browser opens an address in the user's browser, if possible
public record CliEnvironment(
    Map<String, String> variables,
    Terminal terminal,
    Consumer<URI> browser,
    AwsClients aws,
    Clock clock) {

  /// Returns the environment of this process.
  public static CliEnvironment ofProcess() {
    Map<String, String> variables = System.getenv();
    return new CliEnvironment(
        variables,
        Terminal.ofProcess(),
        new Browser(variables),
        AwsClients.real(variables),
        Clock.systemUTC());
  }

  /// Leaves out the environment variables, which may hold secrets.
  @Override
  public String toString() {
    return "CliEnvironment";
  }

  /// Returns the value of an environment variable without surrounding white space, or an empty text
  /// when it is not set.
  public String variable(String name) {
    return variables.getOrDefault(name, "").strip();
  }
}
