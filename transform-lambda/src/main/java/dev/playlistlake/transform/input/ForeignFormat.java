package dev.playlistlake.transform.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/// A format of other tools that is not read. The error of a rejected document names it and says how
/// to get a document that is read. `DocumentReader` and `TransformException` use it.
public enum ForeignFormat {
  UTF_16(
      "The file is in UTF-16, as PowerShell writes it. Convert it to UTF-8, for example with"
          + " iconv -f UTF-16 -t UTF-8"),
  ZIP("The file is a zip archive. Unpack it, and read the JSON files in it"),
  CSV(
      "The file is CSV, as Exportify writes it, and only JSON is read. Save the responses of"
          + " Spotify's Web API, or request your account data from Spotify"),
  JSON_LINES(
      "The file contains JSON Lines, a JSON value on each line. Join them into one array, for"
          + " example with jq -s ."),
  NAN(
      "JSON has no NaN and no Infinity. pandas and Python's json module write them for missing"
          + " values: write null instead"),
  LISTENING_HISTORY(
      "Listening history contains no playlist. Spotify's account data contains the playlists in"
          + " Playlist1.json, Playlist2.json and so on"),
  SPOTIFY_PLAYLIST_ARCHIVE(
      "The file has the format of spotify-playlist-archive, which contains no Spotify ids and is"
          + " not read. Save the responses of Spotify's Web API");

  /// The number of bytes at the start of a document in which a format is recognized.
  public static final int HEAD = 1 << 16;

  // Members that only this tool's playlists have:
  // https://github.com/mackorone/spotify-playlist-archive/blob/main/src/playlist_types.py
  private static final Set<String> MEMBERS_OF_ARCHIVE =
      Set.of("original_name", "unique_name", "num_followers", "date_first_scraped");

  private static final JsonFactory JSON = new JsonFactory();

  private final String advice;

  ForeignFormat(String advice) {
    this.advice = advice;
  }

  /// Sentences about the format, without the last period.
  public String advice() {
    return advice;
  }

  /// Recognizes a format from the value that an error shows.
  public static Optional<ForeignFormat> ofFound(String found) {
    if (found.contains("listening history")) {
      return Optional.of(LISTENING_HISTORY);
    }
    return found.startsWith("Non-standard token") ? Optional.of(NAN) : Optional.empty();
  }

  /// Recognizes the format of a rejected document.
  ///
  /// @param head the first bytes of the document, at most [#HEAD]; gzipped or plain
  public static Optional<ForeignFormat> ofHead(byte[] head) {
    byte[] text = unzipped(head);
    if (isUtf16(text)) {
      return Optional.of(UTF_16);
    }
    String start = new String(text, StandardCharsets.UTF_8).replace("\uFEFF", "").stripLeading();
    if (start.startsWith("PK\u0003\u0004") || start.startsWith("PK\u0005\u0006")) {
      return Optional.of(ZIP);
    }
    if (start.startsWith("{") || start.startsWith("[")) {
      return ofJson(start);
    }
    return isCsv(start) ? Optional.of(CSV) : Optional.empty();
  }

  // The end of the gzip stream is missing if the document is longer than its head.
  private static byte[] unzipped(byte[] head) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    byte[] chunk = new byte[8192];
    try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(head))) {
      for (int count; text.size() < HEAD && (count = gzip.read(chunk)) > 0; ) {
        text.write(chunk, 0, count);
      }
    } catch (IOException endOfHead) {
      // The text before the end is enough.
    }
    return text.size() == 0 ? head : text.toByteArray();
  }

  // The text starts with a byte order mark, or with white space or JSON of which each character has
  // a zero.
  private static boolean isUtf16(byte[] text) {
    if (text.length < 4) {
      return false;
    }
    int first = text[0] & 0xFF;
    int second = text[1] & 0xFF;
    if ((first == 0xFF && second == 0xFE) || (first == 0xFE && second == 0xFF)) {
      return true;
    }
    boolean hasZero = first == 0 || second == 0;
    int character = first | second | (text[2] & 0xFF) | (text[3] & 0xFF);
    return hasZero && (isStart(first | second) || isStart(character));
  }

  private static boolean isStart(int character) {
    return "{[ \t\r\n".indexOf(character) >= 0;
  }

  private static boolean isCsv(String start) {
    String firstLine = start.lines().findFirst().orElse("");
    return !firstLine.startsWith("<")
        && (firstLine.split(",", -1).length > 2
            || firstLine.split(";", -1).length > 2
            || firstLine.split("\t", -1).length > 2);
  }

  private static Optional<ForeignFormat> ofJson(String start) {
    try (JsonParser json = JSON.createParser(start)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          if (MEMBERS_OF_ARCHIVE.contains(json.currentName())) {
            return Optional.of(SPOTIFY_PLAYLIST_ARCHIVE);
          }
          json.nextToken();
          json.skipChildren();
        }
      } else {
        json.skipChildren();
      }
      JsonToken next = json.nextToken();
      return next == JsonToken.START_OBJECT || next == JsonToken.START_ARRAY
          ? Optional.of(JSON_LINES)
          : Optional.empty();
    } catch (IOException endOfHead) {
      return Optional.empty();
    }
  }
}
