package dev.playlistlake.local.cli;

import dev.playlistlake.model.SafeText;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Base class of the commands: output streams and error messages. A command runs once, in one
/// thread.
public abstract class CliCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  /// For subclasses.
  protected CliCommand() {}

  /// Returns picocli's model of the command, which is set before `call`.
  protected final CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }

  /// Returns standard output.
  protected final PrintWriter out() {
    return spec().commandLine().getOut();
  }

  /// Returns standard error.
  protected final PrintWriter err() {
    return spec().commandLine().getErr();
  }

  /// Prints a line to standard error that starts with `error:`.
  ///
  /// @param message may hold text of files or servers; it is made safe to print
  protected final void printError(String message) {
    err().println("error: " + SafeText.sanitize(message));
  }

  /// Prints a line to standard error that starts with `warning:`.
  ///
  /// @param message may hold text of files or servers; it is made safe to print
  protected final void printWarning(String message) {
    err().println("warning: " + SafeText.sanitize(message));
  }

  /// Returns an exception that ends the command with exit code 2 and its usage.
  protected final ParameterException usageError(String message) {
    return new ParameterException(spec().commandLine(), message);
  }

  /// Checks the number that an option was set to.
  ///
  /// @throws ParameterException when it is not in the range
  protected final void requireRange(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw usageError("%s is %d, expected %d to %d".formatted(option, value, least, most));
    }
  }

  /// The version of the program, from the manifest of its jar.
  public static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"playlist-lake " + ofProgram() + ", Java " + Runtime.version()};
    }

    /// Returns the version as `0.1.0`, or `(unpackaged)` when the program does not run from its
    /// jar.
    public static String ofProgram() {
      String version = Version.class.getPackage().getImplementationVersion();
      return version == null ? "(unpackaged)" : version;
    }
  }
}
