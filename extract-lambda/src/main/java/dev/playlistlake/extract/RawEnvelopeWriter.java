package dev.playlistlake.extract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.zip.GZIPOutputStream;

/// Writes the raw document of one snapshot, gzipped. It wraps Spotify's JSON and changes no
/// character of it. Equal input results in equal bytes, because the gzip header contains no time.
/// [PlaylistReader] creates one for each reading. Used by one thread.
final class RawEnvelopeWriter {
  private static final String SCHEMA = "playlist-snapshot/1";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Writer out;
  private String separator = "";

  /// @param playlist the JSON text of the playlist object, without its page
  RawEnvelopeWriter(Instant extractedAt, String playlist) {
    try {
      out = new OutputStreamWriter(new GZIPOutputStream(bytes), StandardCharsets.UTF_8);
      out.append("{\"schema\": \"").append(SCHEMA).append("\",\n \"extracted_at\": \"");
      out.append(extractedAt.truncatedTo(ChronoUnit.SECONDS).toString());
      out.append("\",\n \"playlist\": ").append(playlist).append(",\n \"pages\": [");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  void addPage(String page) {
    try {
      out.append(separator).append(page);
      separator = ",\n";
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Completes the document and returns it, gzipped.
  byte[] finish() {
    try (out) {
      out.append("]}\n");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return bytes.toByteArray();
  }
}
