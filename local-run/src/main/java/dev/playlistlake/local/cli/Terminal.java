package dev.playlistlake.local.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.UsageMessageSpec;

/// Asks the user for values. Used by one thread.
public interface Terminal {
  /// Asks for a value and echoes what is typed.
  ///
  /// @return empty when no terminal is attached
  Optional<String> ask(String question);

  /// Asks for a value without echo.
  ///
  /// @return empty when no terminal is attached, or when it cannot switch off its echo
  Optional<String> askSecret(String question);

  /// Reads a line from the terminal or from standard input.
  ///
  /// @return empty at the end of the input
  Optional<String> line();

  /// Returns how many columns a line of the terminal has.
  ///
  /// @return empty when no terminal is attached, so that the output may be as wide as necessary
  default OptionalInt width() {
    return OptionalInt.empty();
  }

  /// Returns the terminal of this process, if one is attached.
  static Terminal ofProcess() {
    return new ProcessTerminal();
  }

  /// The terminal that the program was started in.
  final class ProcessTerminal implements Terminal {
    private @Nullable BufferedReader input;

    private ProcessTerminal() {}

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

    @Override
    public OptionalInt width() {
      return console(_ -> "").isPresent()
          ? OptionalInt.of(new UsageMessageSpec().autoWidth(true).width())
          : OptionalInt.empty();
    }

    private Optional<String> piped() {
      try {
        if (input == null) {
          input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        }
        return Optional.ofNullable(input.readLine());
      } catch (IOException unreadable) {
        throw new UncheckedIOException("standard input cannot be read", unreadable);
      }
    }

    /// If the input is a pipe, Java returns no console or, depending on its version, a console that
    /// is not a terminal.
    private static Optional<String> console(Function<Console, @Nullable String> question) {
      return Optional.ofNullable(System.console()).filter(Console::isTerminal).map(question);
    }
  }
}
