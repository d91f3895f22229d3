package dev.playlistlake.local.query;

import dev.playlistlake.athena.Answer;
import java.io.IOException;
import java.io.PrintWriter;

/// How an answer is printed.
public enum AnswerFormat {
  /// For people.
  TABLE {
    @Override
    public void print(Answer answer, PrintWriter out) {
      TableText.print(answer, out);
    }
  },
  /// RFC 4180.
  CSV {
    @Override
    public void print(Answer answer, PrintWriter out) {
      CsvText.print(answer, out);
    }
  },
  /// An array of objects, one a line.
  JSON {
    @Override
    public void print(Answer answer, PrintWriter out) throws IOException {
      JsonText.print(answer, out);
    }
  };

  public abstract void print(Answer answer, PrintWriter out) throws IOException;
}
