package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;

/// A generated section of a file, between lines with the marks `<name…>` and `</name>`. Tests of
/// generated text use it.
final class MarkedSection {
  private MarkedSection() {}

  /// Checks that a file has the section. With `-Dgolden.update` it writes the section and fails, so
  /// that you review the change.
  ///
  /// @param comment the text before a mark on its line, without the indentation
  static void assertCurrent(Path file, String comment, String name, String part)
      throws IOException {
    String text = Files.readString(file);
    String expected = into(text, comment, name, part);
    if (System.getProperty("golden.update") != null) {
      Files.writeString(file, expected);
      Assertions.fail("wrote " + file + ". Review the change, then run the test again.");
    }
    assertThat(text)
        .as("%s: %s is not current: add -Dgolden.update to this test run to rewrite it", name, file)
        .isEqualTo(expected);
  }

  private static String into(String text, String comment, String name, String part) {
    int open = text.indexOf(comment + "<" + name);
    int begin = text.indexOf('\n', open) + 1;
    int close = text.indexOf(comment + "</" + name + ">", begin);
    if (open < 0 || close < 0) {
      throw new IllegalArgumentException(
          "missing lines " + comment + "<" + name + "> and </" + name + ">");
    }
    int end = text.lastIndexOf('\n', close) + 1;
    return text.substring(0, begin) + part + text.substring(end);
  }
}
