package dev.playlistlake.local.query;

import java.util.function.Predicate;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.impl.DefaultParser;

/// Decides when the typed text is complete: at a `;`, at a command of the prompt or at the name of
/// a query. Until then the prompt asks for more lines.
final class SqlLineParser extends DefaultParser {
  private final Predicate<String> isComplete;

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
    boolean ended =
        line.isBlank() || SqlStatements.isComplete(line) || isComplete.test(line.strip());
    if (context == ParseContext.ACCEPT_LINE && !ended) {
      throw new EOFError(-1, cursor, "no ; yet", ";");
    }
    return super.parse(line, cursor, ParseContext.COMPLETE);
  }
}
