package dev.playlistlake.local.query;

import java.util.function.Predicate;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.impl.DefaultParser;

/// Tells the prompt when what was typed is whole: at a `;`, a word of the prompt's own or a query's
/// name. Until then it asks for more lines.
final class SqlLines extends DefaultParser {
  private final Predicate<String> whole;

  SqlLines(Predicate<String> whole) {
    this.whole = whole;
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
    boolean ended = line.isBlank() || Statements.closed(line) || whole.test(line.strip());
    if (context == ParseContext.ACCEPT_LINE && !ended) {
      throw new EOFError(-1, cursor, "no ; yet", ";");
    }
    return super.parse(line, cursor, ParseContext.COMPLETE);
  }
}
