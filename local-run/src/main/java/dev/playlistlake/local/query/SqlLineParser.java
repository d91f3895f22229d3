package dev.playlistlake.local.query;

import java.util.function.Predicate;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.impl.DefaultParser;

/// Decides when the input at the [SqlPrompt] is complete: after a `;`, a command of the prompt or
/// the name of a saved query. Until then, the prompt reads more lines. Used by one thread.
final class SqlLineParser extends DefaultParser {
  private final Predicate<String> isComplete;

  /// @param isComplete returns whether the input is a command or the name of a saved query
  SqlLineParser(Predicate<String> isComplete) {
    this.isComplete = isComplete;
    setEscapeChars(null);
    setQuoteChars(new char[0]);
    setRegexVariable(null);
    setRegexCommand(null);
    setEofOnUnclosedQuote(false);
  }

  @Override
  public boolean isDelimiterChar(CharSequence buffer, int at) {
    return !Character.isLetterOrDigit(buffer.charAt(at)) && "_\\".indexOf(buffer.charAt(at)) < 0;
  }

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    boolean complete =
        line.isBlank() || SqlStatements.isComplete(line) || isComplete.test(line.strip());
    if (context == ParseContext.ACCEPT_LINE && !complete) {
      throw new EOFError(-1, cursor, "missing ;", ";");
    }
    return super.parse(line, cursor, ParseContext.COMPLETE);
  }
}
