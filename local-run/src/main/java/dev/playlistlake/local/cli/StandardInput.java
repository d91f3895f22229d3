package dev.playlistlake.local.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;

/// The standard input of a command, which may be a terminal, a file or another program's output.
///
/// @param isTerminal whether a person would have to type it
public record StandardInput(InputStream stream, BooleanSupplier isTerminal) {
  /// The standard input of this process.
  public static StandardInput ofProcess() {
    return new StandardInput(System.in, StandardInput::isTyped);
  }

  /// Java's own console answers this for input and output together only: `query | less` has a
  /// terminal as its input and no console.
  private static boolean isTyped() {
    try {
      return TerminalProvider.load("exec").isSystemStream(SystemStream.Input);
    } catch (IOException unknown) {
      return false;
    }
  }
}
