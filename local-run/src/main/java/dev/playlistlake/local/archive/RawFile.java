package dev.playlistlake.local.archive;

import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.transform.DocumentReader;
import dev.playlistlake.transform.RawDocument;
import dev.playlistlake.transform.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A raw document on disk.
///
/// @param path where it is, as errors show it
/// @param rawKey its path relative to the command's argument, with `/`
record RawFile(Path path, String rawKey) {
  private static final Pattern DATE =
      Pattern.compile(".*" + RawKey.PARTITION + "=(\\d{4}-\\d{2}-\\d{2}).*", Pattern.DOTALL);

  /// The document, read.
  ///
  /// @param arrayOfPlaylists whether each of them has to become a raw object of its own
  record Reading(boolean arrayOfPlaylists, List<Snapshot> snapshots) {}

  /// Reads the document into snapshots.
  ///
  /// @param date the date to store under, whatever path and document say
  /// @throws dev.playlistlake.transform.TransformException when the document is refused
  Reading read(Optional<LocalDate> date) throws IOException {
    try (InputStream raw = Files.newInputStream(path)) {
      RawDocument document = DocumentReader.read(path.toString(), raw);
      LocalDate day =
          date.or(this::dateInPath).or(document::extractedOn).orElse(modificationDate());
      if (day.getYear() < 0 || day.getYear() > 9999) {
        throw new IllegalArgumentException(
            path + ": its date is " + day + ", expected YYYY-MM-DD: say --date");
      }
      return new Reading(
          document.isArrayOfPlaylists(), document.snapshots(day, this::idOfName, rawKey));
    }
  }

  private PlaylistId idOfName() {
    try {
      return PlaylistId.ofFileName(String.valueOf(path.getFileName()));
    } catch (IllegalArgumentException unusable) {
      throw new IllegalArgumentException(
          path + ": the document has no id, and its file's name gives none: rename it", unusable);
    }
  }

  private Optional<LocalDate> dateInPath() {
    Matcher matcher = DATE.matcher(path.toAbsolutePath().normalize().toString());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(matcher.group(1)));
    } catch (DateTimeException noSuchDay) {
      throw new IllegalArgumentException(
          path
              + ": its path says "
              + RawKey.PARTITION
              + "="
              + matcher.group(1)
              + ", which no calendar has: rename it, or say --date",
          noSuchDay);
    }
  }

  private LocalDate modificationDate() throws IOException {
    return Files.getLastModifiedTime(path).toInstant().atZone(ZoneOffset.UTC).toLocalDate();
  }
}
