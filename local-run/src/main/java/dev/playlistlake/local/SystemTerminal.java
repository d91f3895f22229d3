package dev.playlistlake.local;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The terminal that the program was started in, if it was.
final class SystemTerminal implements Terminal {
  private @Nullable BufferedReader input;

  @Override
  public Optional<String> ask(String question) {
    return console(console -> console.readLine("%s", question));
  }

  @Override
  public Optional<String> askSecret(String question) {
    return console(
        console -> {
          char[] typed = console.readPassword("%s", question);
          return typed == null ? null : new String(typed);
        });
  }

  @Override
  public Optional<String> line() {
    Optional<String> typed = ask("> ");
    return typed.isPresent() ? typed : piped();
  }

  private Optional<String> piped() {
    try {
      if (input == null) {
        input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
      }
      return Optional.ofNullable(input.readLine());
    } catch (IOException unreadable) {
      throw new UncheckedIOException("standard input can't be read", unreadable);
    }
  }

  /// Depending on its version Java gives no console, or one that is none, where the input is a
  /// pipe.
  private static Optional<String> console(Function<Console, @Nullable String> question) {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).map(question);
  }
}
