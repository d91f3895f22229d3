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

/// A raw document in a file.
///
/// @param path its path, which is shown in errors
/// @param rawKey its path relative to the command's argument, with `/`
record RawFile(Path path, String rawKey) {
  private static final Pattern DATE =
      Pattern.compile(".*" + RawKey.PARTITION + "=(\\d{4}-\\d{2}-\\d{2}).*", Pattern.DOTALL);

  /// The content of the document.
  ///
  /// @param arrayOfPlaylists whether each playlist has to become its own raw object
  record Reading(boolean arrayOfPlaylists, List<Snapshot> snapshots) {}

  /// Reads the document into snapshots.
  ///
  /// @param date the date of the snapshots, which overrides the dates of path and document
  /// @throws dev.playlistlake.transform.TransformException when the document is invalid
  /// @throws IllegalArgumentException when the document has no usable date or ID
  Reading read(Optional<LocalDate> date) throws IOException {
    try (InputStream raw = Files.newInputStream(path)) {
      RawDocument document = DocumentReader.read(path.toString(), raw);
      LocalDate day =
          date.or(this::dateInPath).or(document::extractedOn).orElse(modificationDate());
      if (day.getYear() < 0 || day.getYear() > 9999) {
        throw new IllegalArgumentException(
            path + ": date is " + day + ", expected YYYY-MM-DD. Set it with --date.");
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
          path + ": document has no ID, and its file name cannot be used as one. Rename the file.",
          unusable);
    }
  }

  private Optional<LocalDate> dateInPath() {
    Matcher matcher = DATE.matcher(path.toAbsolutePath().normalize().toString());
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

  private LocalDate modificationDate() throws IOException {
    return Files.getLastModifiedTime(path).toInstant().atZone(ZoneOffset.UTC).toLocalDate();
  }
}
