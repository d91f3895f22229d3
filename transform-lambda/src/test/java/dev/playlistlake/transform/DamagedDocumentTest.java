package dev.playlistlake.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.Tables;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Damaged and hostile documents. The transform rejects them with a message that contains the JSON
/// path, or reads them if it doesn't need the invalid part.
final class DamagedDocumentTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                  | $: found nothing, expected a JSON document
          `<html>502 Bad Gateway</html>`      | $ (line 1, column 2): found Unexpected character ('<' (code 60))
          `{"items":[{"track":{"id":"a`       | $.items[0].track.id (line 1, column 28): found Unexpected end-of-input
          `{"items":[tru]}`                   | $.items (line 1, column 15): found Unrecognized token 'tru'
          `{"items":[],"n":NaN}`              | $.n (line 1, column 20): found Non-standard token 'NaN'
          `{"items":[],"a b":'}`              | $['…'] (line 1, column 20): found Unexpected character
          `{"items":[]} trailing`             | $ (line 1, column 22): found Unrecognized token 'trailing'
          """)
  void rejectsTextThatIsNotJson(String text, String error) {
    assertThatThrownBy(() -> InMemoryTables.transform(text))
        .isInstanceOf(TransformException.class)
        .hasMessageStartingWith("document.json: rejected at " + error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "ISO-8859-1"})
  void rejectsEncodingsOtherThanUtf8(String charset) {
    byte[] document = "{\"items\":[],\"name\":\"é!\"}".getBytes(Charset.forName(charset));

    assertThatThrownBy(() -> InMemoryTables.transform(document))
        .hasMessageMatching(
            "document.json: rejected at \\$: found byte 0x.. at offset \\d+, expected UTF-8.*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C0AF", "EDA080", "F4908080", "80", "FF", "E282", "F09F8E"})
  void rejectsBytesThatAreNotUtf8EvenInSkippedValues(String hex) {
    byte[] start = "{\"items\":[],\"unused\":\"".getBytes(StandardCharsets.UTF_8);
    byte[] invalid = HexFormat.of().parseHex(hex);
    byte[] document = Arrays.copyOf(start, start.length + invalid.length);
    System.arraycopy(invalid, 0, document, start.length, invalid.length);

    assertThatThrownBy(() -> InMemoryTables.transform(document))
        .hasMessageEndingWith("expected UTF-8");
  }

  @Test
  void rejectsATruncatedAndADamagedGzip() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(SampleDocument.valid());
    }
    byte[] complete = zipped.toByteArray();
    byte[] damaged = complete.clone();
    damaged[damaged.length - 6] ^= 1;

    assertThatThrownBy(() -> InMemoryTables.transform(Arrays.copyOf(complete, complete.length / 2)))
        .hasMessage(
            "document.json: rejected at $: found damaged gzip (it ends too early),"
                + " expected a complete gzip stream");
    assertThatThrownBy(() -> InMemoryTables.transform(damaged))
        .hasMessageContaining("found damaged gzip");
    for (int length = 2; length < complete.length; length++) {
      byte[] truncated = Arrays.copyOf(complete, length);
      assertThatThrownBy(() -> InMemoryTables.transform(truncated))
          .as("the first %d bytes", length)
          .hasMessageContaining("found damaged gzip");
    }
    assertThatThrownBy(() -> InMemoryTables.transform(Arrays.copyOf(complete, 2)))
        .hasMessageContaining("found damaged gzip (it ends inside its header or trailer)");
  }

  @Test
  void readsSeveralGzipMembersAndPaddingAndRejectsOtherBytesAfterThem() throws IOException {
    byte[] first = gzip("[{'item':{'id':'a'}},".replace('\'', '"'));
    byte[] second = gzip("{'item':{'id':'b'}}]".replace('\'', '"'));

    assertThat(InMemoryTables.transform(concat(first, second)).songs()).hasSize(2);
    assertThat(InMemoryTables.transform(concat(first, second, new byte[700])).songs()).hasSize(2);
    for (String rest : List.of("x", "\0x", "\u001f", "\u001fx", "{}", "\n")) {
      byte[] document = concat(first, second, rest.getBytes(StandardCharsets.ISO_8859_1));
      assertThatThrownBy(() -> InMemoryTables.transform(document))
          .as(rest)
          .hasMessage(
              "document.json: rejected at $: found bytes after the end of the gzip stream, expected"
                  + " the end of the file, or zeros");
    }
  }

  @Test
  void readsAGzipHeaderWithNameCommentExtraFieldAndChecksum() throws IOException {
    byte[] plain = gzip("[]");
    byte[] header =
        HexFormat.of()
            .parseHex("1f8b08" + "1e" + "000000000003" + "0200aabb" + "6e00" + "6300" + "1234");

    assertThat(
            InMemoryTables.transform(concat(header, Arrays.copyOfRange(plain, 10, plain.length)))
                .rows(Tables.PLAYLISTS))
        .hasSize(1);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return zipped.toByteArray();
  }

  private static byte[] concat(byte[]... parts) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.write(part);
    }
    return all.toByteArray();
  }

  @Test
  void skipsDeepNestingAndLongStringsOutsideTheReadMembers() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    assertThat(
            InMemoryTables.transform("{\"x\":" + deep + ",\"items\":[null," + deep + "]}")
                .rejects())
        .hasSize(2);
    assertThat(read("{\"x\":\"", 50_000_000, "\",\"items\":[]}")).isZero();
  }

  @Test
  void rejectsValuesBeyondALimitAndReportsTheLimit() {
    assertThatThrownBy(() -> read("{\"items\":[{\"item\":{\"name\":\"", 50_000_000, "\"}}]}"))
        .hasMessageMatching(
            "big.json: rejected at \\$.items\\[0].item.name: found Value length \\(\\d+\\)"
                + " exceeds the maximum allowed \\(1000000\\), expected a value within that limit");
    assertThatThrownBy(() -> InMemoryTables.transform("[".repeat(200_001)))
        .hasMessageStartingWith("document.json: rejected at $…[0][0]")
        .hasMessageContaining(
            "Document nesting depth (200001) exceeds the maximum allowed (200000)");
  }

  @Test
  void writesNothingOfARejectedDocument() {
    InMemoryTables tables = new InMemoryTables();
    String end = "{\"items\":[{\"item\":{\"id\":\"a\"}}]},{\"items\":[]},7]";
    assertThatThrownBy(
            () ->
                DocumentReader.read(
                        "x", new ByteArrayInputStream(("[" + end).getBytes(StandardCharsets.UTF_8)))
                    .snapshots(InMemoryTables.DATE, _ -> new PlaylistId("x"), "x")
                    .forEach(tables::put))
        .isInstanceOf(TransformException.class);
    assertThat(tables.files).isEmpty();
  }

  @Test
  void reportsAFailingStreamAsAnUnreadableDocument() {
    InputStream failing =
        mock(
            InputStream.class,
            call -> {
              throw new IOException("connection reset");
            });
    assertThatThrownBy(() -> DocumentReader.read("s3://raw/x", failing))
        .isInstanceOf(TransformException.class)
        .hasMessage("s3://raw/x: cannot be read: connection reset");
  }

  // Reads a document with this many letters in its middle, without holding it in memory.
  private static long read(String start, int letters, String end) {
    InputStream middle =
        new InputStream() {
          private int left = letters;

          @Override
          public int read() {
            return left-- > 0 ? 'x' : -1;
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            if (left <= 0) {
              return -1;
            }
            int count = Math.min(length, left);
            Arrays.fill(buffer, offset, offset + count, (byte) 'x');
            left -= count;
            return count;
          }
        };
    List<InputStream> parts =
        List.of(
            new ByteArrayInputStream(start.getBytes(StandardCharsets.UTF_8)),
            middle,
            new ByteArrayInputStream(end.getBytes(StandardCharsets.UTF_8)));
    return DocumentReader.read("big.json", new SequenceInputStream(Collections.enumeration(parts)))
        .snapshots(InMemoryTables.DATE, _ -> new PlaylistId("big"), "big.json")
        .getFirst()
        .summary()
        .itemsRead();
  }

  @Test
  void showsNoCharactersThatATerminalInterprets() {
    String hostile = "a\u001B[2J\u009B1mb\u2028c\u202Ed\n";

    assertThat(TransformException.shown(hostile)).isEqualTo("a�[2J�1mb c�d ");
    assertThat(TransformException.shown("x".repeat(121))).isEqualTo("x".repeat(120) + "…");
  }
}
