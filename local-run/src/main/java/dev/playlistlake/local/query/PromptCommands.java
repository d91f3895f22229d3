package dev.playlistlake.local.query;

import dev.playlistlake.athena.QueriesFile;
import dev.playlistlake.athena.SimilarNames;
import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.local.cli.Counts;
import dev.playlistlake.local.cli.FileErrors;
import dev.playlistlake.model.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The commands of the [SqlPrompt] that begin with a backslash, except those that need the engine.
/// Used by one thread.
final class PromptCommands {
  static final String DESCRIBE = "\\d";
  static final Set<String> QUIT = Set.of("\\q", "quit", "exit");
  private static final Set<String> HELP = Set.of("\\?", "\\h", "\\help", "help");
  private static final List<String> NAMES =
      List.of(
          "\\?",
          "\\d",
          "\\format",
          "\\h",
          "\\help",
          "\\l",
          "\\o",
          "\\pager",
          "\\pset",
          "\\q",
          "\\timing",
          "\\x");
  private static final String HELP_TEXT =
      """
      An SQL statement ends with ; and may have several lines. The name of a saved query runs it,
      with parameters after it: top_artists top=3 playlist='My list'
      Tab completes your input, and the arrow keys recall earlier lines.

        \\l                   lists the saved queries with their parameters, and the views
        \\d                   lists the tables and views
        \\d NAME              lists the columns of a table or view
        \\x [on|off|auto]     prints each row as lines of column and value
        \\format [NAME]       sets the output format: FORMATS
        \\o [FILE]            writes the next results to a new file, or again to the terminal
        \\pager [on|off]      shows long and wide results in a pager (PAGER, or less)
        \\timing [on|off]     prints the time of each statement
        \\pset NAME [VALUE]   sets expanded, format, pager or timing
        \\?                   prints this help
        \\q or Ctrl-D         quits

      Ctrl-C clears the line or cancels the running statement.
      """;

  private final ResultPrinter printer;
  private final QueriesFile queries;
  private final LakeTables tables;
  private final PrintWriter out;
  private boolean showsTime = true;

  PromptCommands(ResultPrinter printer, QueriesFile queries, LakeTables tables, PrintWriter out) {
    this.printer = printer;
    this.queries = queries;
    this.tables = tables;
    this.out = out;
  }

  /// Returns the names of the commands, to complete them.
  static List<String> names() {
    return NAMES;
  }

  /// Returns whether the input is a command, and not SQL.
  static boolean isCommand(String typed) {
    String word = SavedQueryCall.withoutSemicolon(typed);
    return word.startsWith("\\") || QUIT.contains(word) || HELP.contains(word);
  }

  /// Returns whether the time of each statement is printed.
  boolean showsTime() {
    return showsTime;
  }

  /// Runs a command.
  ///
  /// @param typed the name and its arguments, without a `;`
  /// @throws CommandException when the command is unknown or its argument is invalid; the message
  ///   is safe to print
  /// @throws IOException when a file cannot be written
  void run(String typed) throws IOException {
    String[] words = typed.split("\\s+", 2);
    String argument = words.length < 2 ? "" : words[1].strip();
    switch (words[0]) {
      case "help", "\\help", "\\?", "\\h" -> printer.print(HELP_TEXT.replace("FORMATS", formats()));
      case "\\l" -> printer.print(savedQueries());
      case DESCRIBE -> printer.print(tables.list());
      case "\\o" -> redirect(argument);
      case "\\pset" -> set(argument);
      case "\\x", "\\format", "\\pager", "\\timing" -> set(words[0], argument);
      default ->
          throw new CommandException(
              "unknown command %s%s. \\? lists the commands."
                  .formatted(
                      SafeText.sanitize(words[0]), SimilarNames.suggestion(words[0], NAMES)));
    }
  }

  private String savedQueries() {
    StringWriter list = new StringWriter();
    QueryList.print(queries, new PrintWriter(list));
    return list.toString();
  }

  private void set(String arguments) {
    String[] words = arguments.split("\\s+", 2);
    String value = words.length < 2 ? "" : words[1].strip();
    switch (words[0]) {
      case "expanded", "x" -> set("\\x", value);
      case "format", "pager", "timing" -> set("\\" + words[0], value);
      case "" -> List.of("\\x", "\\format", "\\pager", "\\timing").forEach(this::printSetting);
      default ->
          throw new CommandException(
              "\\pset has no %s%s. It has expanded, format, pager and timing."
                  .formatted(
                      SafeText.sanitize(words[0]),
                      SimilarNames.suggestion(
                          words[0], List.of("expanded", "format", "pager", "timing"))));
    }
  }

  private void set(String command, String value) {
    switch (command) {
      case "\\x" ->
          printer.setExpanded(
              value.isEmpty()
                  ? printer.expanded() == ResultPrinter.Expanded.OFF
                      ? ResultPrinter.Expanded.ON
                      : ResultPrinter.Expanded.OFF
                  : choice(command, value, ResultPrinter.Expanded.values()));
      case "\\format" -> {
        if (!value.isEmpty()) {
          printer.setFormat(choice(command, value, ResultFormat.values()));
        }
      }
      case "\\pager" -> printer.setPager(isOn(command, value, printer.usesPager()));
      default -> showsTime = isOn(command, value, showsTime);
    }
    printSetting(command);
  }

  private void printSetting(String command) {
    out.println(
        switch (command) {
          case "\\x" -> "expanded is " + lower(printer.expanded());
          case "\\format" -> "format is " + lower(printer.format());
          case "\\pager" -> "pager is " + (printer.usesPager() ? "on" : "off");
          default -> "timing is " + (showsTime ? "on" : "off");
        });
  }

  private static boolean isOn(String command, String value, boolean before) {
    return value.isEmpty() ? !before : choice(command, value, Switch.values()) == Switch.ON;
  }

  private enum Switch {
    ON,
    OFF
  }

  private static <E extends Enum<E>> E choice(String command, String value, E[] choices) {
    for (E choice : choices) {
      if (lower(choice).equals(value.toLowerCase(Locale.ROOT))) {
        return choice;
      }
    }
    List<String> names = Arrays.stream(choices).map(PromptCommands::lower).toList();
    throw new CommandException(
        "%s is %s%s, expected %s"
            .formatted(
                command,
                SafeText.sanitize(value),
                SimilarNames.suggestion(value, names),
                String.join(", ", names)));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String formats() {
    return Arrays.stream(ResultFormat.values())
        .map(PromptCommands::lower)
        .collect(Collectors.joining(", "));
  }

  private void redirect(String argument) throws IOException {
    Optional<ResultFile> next = argument.isEmpty() ? Optional.empty() : Optional.of(file(argument));
    Optional<ResultFile> previous = printer.redirect(next);
    previous.ifPresent(
        file ->
            out.printf(
                "%s has %s%n",
                SafeText.sanitize(file.path()), Counts.of(file.results(), "result")));
    if (next.isEmpty() && previous.isEmpty()) {
      out.println("Results are printed on the terminal. \\o FILE writes them to a new file.");
    }
  }

  private static ResultFile file(String argument) throws IOException {
    boolean isQuoted = argument.matches("'.+'|\".+\"");
    String name = isQuoted ? argument.substring(1, argument.length() - 1) : argument;
    Path path =
        name.startsWith("~/")
            ? Path.of(System.getProperty("user.home"), name.substring(2))
            : Path.of(name);
    try {
      return ResultFile.create(path);
    } catch (FileAlreadyExistsException exists) {
      throw new CommandException(
          SafeText.sanitize(path)
              + ": already exists. \\o only writes new files. Use another name.");
    } catch (IOException failed) {
      throw FileErrors.at(path, failed);
    }
  }
}
