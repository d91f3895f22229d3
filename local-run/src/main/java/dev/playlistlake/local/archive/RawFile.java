package dev.playlistlake.local.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.transform.DocumentReader;
import dev.playlistlake.transform.RawDocument;
import dev.playlistlake.transform.input.RawInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A raw document in a file.
///
/// @param path its path, which is shown in errors
/// @param rawKey its path relative to the command's argument, with `/`
record RawFile(Path path, String rawKey) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final ObjectMapper JSON_VALUES = new ObjectMapper();
  private static final Pattern DATE_IN_PATH =
      Pattern.compile(".*" + RawKey.PARTITION + "=(\\d{4}-\\d{2}-\\d{2}).*", Pattern.DOTALL);
  private static final Pattern DATE_IN_NAME =
      Pattern.compile("(?<!\\d)(?:\\d{4}-\\d{2}-\\d{2}|\\d{8})(?!\\d)");

  /// The date of a document.
  ///
  /// @param isOfFile whether the date is only the file's modification time
  record DocumentDate(LocalDate date, boolean isOfFile) {}

  /// Reads the document.
  ///
  /// @throws dev.playlistlake.transform.TransformException when the document is invalid
  RawDocument read() throws IOException {
    try (InputStream raw = open()) {
      return DocumentReader.read(path.toString(), raw);
    }
  }

  /// Opens the file, which may be gzipped.
  InputStream open() throws IOException {
    return Files.newInputStream(path);
  }

  /// Returns the date of the document's snapshots.
  ///
  /// @param option the date that the user set
  /// @param extractedOn the date in the document
  /// @throws IllegalArgumentException when the date cannot be used
  DocumentDate date(Optional<LocalDate> option, Optional<LocalDate> extractedOn)
      throws IOException {
    Optional<LocalDate> known =
        option
            .or(this::dateInPath)
            .or(() -> extractedOn)
            .or(() -> dateInName(String.valueOf(path.getFileName())));
    LocalDate date = known.isPresent() ? known.get() : modificationDate();
    if (date.getYear() < 0 || date.getYear() > 9999) {
      throw new IllegalArgumentException(
          path + ": date is " + date + ", expected YYYY-MM-DD. Set it with --date.");
    }
    return new DocumentDate(date, known.isEmpty());
  }

  /// Returns the id of a playlist whose document has none.
  ///
  /// @param idOfHref the id in the address of the page
  /// @throws IllegalArgumentException when the file's name cannot be used as an id
  PlaylistId defaultId(Optional<PlaylistId> idOfHref) {
    return rawObject().map(RawKey::playlist).or(() -> idOfHref).orElseGet(this::idOfName);
  }

  /// Returns the playlist's id in the address of a page that is invalid. Only the part of the
  /// document before the first syntax error is read.
  Optional<PlaylistId> playlistOfInvalidPage() throws IOException {
    String href = "";
    try (InputStream raw = open();
        JsonParser json = JSON.createParser(RawInput.open(raw))) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        boolean isText = json.nextToken() == JsonToken.VALUE_STRING;
        if (isText && (name.equals("id") || name.equals("name"))) {
          return Optional.empty();
        }
        href = isText && name.equals("href") ? json.getText() : href;
        json.skipChildren();
      }
    } catch (IOException errorInText) {
      // The address usually comes before the error.
    }
    // Read by the same rule as the address of a valid page.
    byte[] page = JSON_VALUES.writeValueAsBytes(Map.of("items", List.of(), "href", href));
    return DocumentReader.read(path.toString(), new ByteArrayInputStream(page))
        .page()
        .flatMap(RawDocument.SavedPage::idOfHref);
  }

  /// Returns the key if the file is a raw object, in the layout of a raw bucket.
  Optional<RawKey> rawObject() {
    Path absolute = path.toAbsolutePath().normalize();
    int names = absolute.getNameCount();
    if (names < 3) {
      return Optional.empty();
    }
    String key = absolute.subpath(names - 3, names).toString();
    return RawKey.parse(key.endsWith(".json") ? key + ".gz" : key);
  }

  private PlaylistId idOfName() {
    try {
      return PlaylistId.ofFileName(String.valueOf(path.getFileName()));
    } catch (IllegalArgumentException unusable) {
      throw new IllegalArgumentException(
          path + ": document has no ID, and its file name cannot be used as one. Rename the file.",
          unusable);
    }
  }

  private Optional<LocalDate> dateInPath() {
    Matcher matcher = DATE_IN_PATH.matcher(path.toAbsolutePath().normalize().toString());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(matcher.group(1)));
    } catch (DateTimeException noSuchDate) {
      throw new IllegalArgumentException(
          path
              + ": path contains "
              + RawKey.PARTITION
              + "="
              + matcher.group(1)
              + ", which is not a calendar date. Rename it, or set --date.",
          noSuchDate);
    }
  }

  /// Returns the first date of the calendar in a file's name, `YYYY-MM-DD` or `YYYYMMDD`.
  static Optional<LocalDate> dateInName(String name) {
    return DATE_IN_NAME
        .matcher(name)
        .results()
        .flatMap(found -> date(found.group().replace("-", "")).stream())
        .findFirst();
  }

  private static Optional<LocalDate> date(String digits) {
    try {
      return Optional.of(LocalDate.parse(digits, DateTimeFormatter.BASIC_ISO_DATE));
    } catch (DateTimeException noSuchDate) {
      return Optional.empty();
    }
  }

  private LocalDate modificationDate() throws IOException {
    return Files.getLastModifiedTime(path).toInstant().atZone(ZoneOffset.UTC).toLocalDate();
  }
}
