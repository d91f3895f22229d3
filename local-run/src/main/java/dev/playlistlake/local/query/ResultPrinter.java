package dev.playlistlake.local.query;

import dev.playlistlake.athena.SqlResult;
import dev.playlistlake.local.cli.FileErrors;
import dev.playlistlake.local.cli.TextWidth;
import dev.playlistlake.model.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/// Prints results in the chosen format. On a terminal, tables are as wide as the terminal, and
/// output that does not fit on it is shown in a [Pager]. Elsewhere, results are printed as
/// [ResultFormat] defines them. [QueryRunner] and [SqlPrompt] use it in one thread.
final class ResultPrinter {
  /// Whether the rows of a table are printed as lines of column and value.
  enum Expanded {
    OFF,
    ON,
    /// Only if the table is wider than the terminal.
    AUTO
  }

  private final PrintWriter out;
  private final Optional<Terminal> terminal;
  private final Pager pager;
  private ResultFormat format;
  private Expanded expanded = Expanded.OFF;
  private boolean usesPager = true;
  private @Nullable ResultFile file;

  /// A printer.
  ///
  /// @param terminal the terminal that shows the output; empty if it is a file or a pipe
  ResultPrinter(ResultFormat format, PrintWriter out, Optional<Terminal> terminal, Pager pager) {
    this.format = format;
    this.out = out;
    this.terminal = terminal.filter(shows -> shows.getWidth() > 0 && shows.getHeight() > 0);
    this.pager = pager;
  }

  ResultFormat format() {
    return format;
  }

  void setFormat(ResultFormat format) {
    this.format = format;
  }

  Expanded expanded() {
    return expanded;
  }

  void setExpanded(Expanded expanded) {
    this.expanded = expanded;
  }

  boolean usesPager() {
    return usesPager;
  }

  void setPager(boolean usesPager) {
    this.usesPager = usesPager;
  }

  /// Writes the next results to a file, or again to the terminal if it is empty. Closes the
  /// previous file.
  ///
  /// @return the previous file
  Optional<ResultFile> redirect(Optional<ResultFile> next) throws IOException {
    Optional<ResultFile> previous = Optional.ofNullable(file);
    file = next.orElse(null);
    if (previous.isPresent()) {
      previous.get().close();
    }
    return previous;
  }

  /// Prints a result and flushes the writer.
  ///
  /// @throws IOException when the file cannot be written; the message contains its path
  void print(SqlResult result) throws IOException {
    if (file != null) {
      try {
        file.write(text(result, Optional.empty()));
      } catch (IOException failed) {
        throw FileErrors.at(file.path(), failed);
      }
    } else if (terminal.isPresent()) {
      print(safe(text(result, terminal.map(Terminal::getSize))), terminal.get());
    } else {
      format.print(result, out);
    }
  }

  /// A terminal would interpret control characters in the formats for programs.
  private static String safe(String text) {
    return text.lines().map(line -> SafeText.sanitize(line) + "\n").collect(Collectors.joining());
  }

  /// Prints text, in the pager if it does not fit on the terminal.
  void print(String text) {
    if (terminal.isPresent()) {
      print(text, terminal.get());
    } else {
      out.print(text);
      out.flush();
    }
  }

  private void print(String text, Terminal shows) {
    if (!usesPager || fits(text, shows.getSize()) || !isPaged(text, shows)) {
      out.print(text);
      out.flush();
    }
  }

  /// The terminal sends Ctrl-C to the pager and to this program, which must not end before it.
  private boolean isPaged(String text, Terminal shows) {
    out.flush();
    Terminal.SignalHandler before = shows.handle(Terminal.Signal.INT, _ -> {});
    try {
      return pager.show(text, shows.encoding());
    } finally {
      shows.handle(Terminal.Signal.INT, before);
    }
  }

  /// The prompt needs a line, too.
  private static boolean fits(String text, Size screen) {
    return text.lines().count() < screen.getRows()
        && text.lines().allMatch(line -> TextWidth.columns(line) <= screen.getColumns());
  }

  private String text(SqlResult result, Optional<Size> screen) {
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text);
    if (format != ResultFormat.TABLE) {
      format.print(result, writer);
    } else if (expanded == Expanded.ON) {
      ExpandedFormat.print(result, writer, screen.map(Size::getColumns).orElse(0));
    } else if (screen.isEmpty()) {
      format.print(result, writer);
    } else {
      TableFormat.print(result, writer, screen.get().getColumns());
      writer.flush();
      if (expanded == Expanded.AUTO && isWider(text.toString(), screen.get())) {
        text.getBuffer().setLength(0);
        ExpandedFormat.print(result, writer, screen.get().getColumns());
      }
    }
    writer.flush();
    return text.toString();
  }

  private static boolean isWider(String table, Size screen) {
    return TextWidth.columns(table.lines().findFirst().orElse("")) > screen.getColumns();
  }
}
