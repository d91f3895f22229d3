package dev.playlistlake.local.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;

/// The standard input of a command: a terminal, a file or the output of another program.
///
/// @param isTerminal whether the user would have to type the input
public record StandardInput(InputStream stream, BooleanSupplier isTerminal) {
  /// Returns the standard input of this process.
  public static StandardInput ofProcess() {
    return new StandardInput(System.in, StandardInput::isTyped);
  }

  /// Java's console exists only if input and output are both terminals. `query | less` has a
  /// terminal as its input and no console.
  private static boolean isTyped() {
    try {
      return TerminalProvider.load("exec").isSystemStream(SystemStream.Input);
    } catch (IOException unknown) {
      return false;
    }
  }
}
