package dev.playlistlake.transform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.playlistlake.transform.UnknownObject.Container;
import dev.playlistlake.transform.UnknownObject.Envelope;
import dev.playlistlake.transform.UnknownObject.Page;
import dev.playlistlake.transform.UnknownObject.Playlist;
import dev.playlistlake.transform.input.ForeignFormat;
import dev.playlistlake.transform.input.GzipMembersInputStream;
import dev.playlistlake.transform.input.RawInput;
import dev.playlistlake.transform.input.Utf8InputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/// Reads a raw document in one pass and keeps only rows, so its memory grows with the number of
/// distinct songs and rejects. It accepts every kind of document that [UnknownObject] and
/// [TopLevelArray] recognize. The function and the commands use it. An instance reads one document.
public final class DocumentReader {
  private final String name;
  private final JsonCursor json;

  private DocumentReader(String name, JsonCursor json) {
    this.name = name;
    this.json = json;
  }

  /// A document that [#readPages(List)] opens.
  @FunctionalInterface
  public interface Source {
    /// Opens the document.
    InputStream open() throws IOException;
  }

  /// A document with its name in errors.
  public record NamedSource(String name, Source source) {}

  /// Reads several pages of one playlist, each saved as a document, into one playlist.
  ///
  /// @param pages in the order of their entries, at least one
  /// @throws TransformException if a document is not a readable page
  public static RawDocument readPages(List<NamedSource> pages) throws IOException {
    PlaylistRows rows = new PlaylistRows();
    List<RawDocument> read = new ArrayList<>();
    for (NamedSource page : pages) {
      try (InputStream raw = page.source().open()) {
        RawDocument document = read(page.name(), raw, rows);
        document.requireReadable();
        read.add(document);
      }
    }
    return read.getFirst();
  }

  /// Reads one document.
  ///
  /// @param name identifies the document in errors: an S3 URL or a path
  /// @param raw JSON in UTF-8, gzipped or plain; this method closes it
  /// @throws TransformException if the document is rejected or cannot be read
  public static RawDocument read(String name, InputStream raw) {
    return read(name, raw, new PlaylistRows());
  }

  /// Reads one document.
  ///
  /// @param rows receives the entries if the document is a page
  static RawDocument read(String name, InputStream raw, PlaylistRows rows) {
    try {
      byte[] head = raw.readNBytes(ForeignFormat.HEAD);
      try {
        return readAll(name, new SequenceInputStream(new ByteArrayInputStream(head), raw), rows);
      } catch (TransformException rejected) {
        throw ForeignFormat.ofHead(head).map(rejected::with).orElse(rejected);
      }
    } catch (IOException failed) {
      throw TransformException.unreadable(name, failed);
    }
  }

  private static RawDocument readAll(String name, InputStream raw, PlaylistRows rows)
      throws IOException {
    try (JsonCursor json = new JsonCursor(name, RawInput.open(raw))) {
      return new DocumentReader(name, json).read(rows);
    } catch (Utf8InputStream.NotUtf8Exception notUtf8) {
      throw TransformException.rejected(name, "$", notUtf8.getMessage(), "UTF-8");
    } catch (GzipMembersInputStream.TrailingBytesException _) {
      throw TransformException.rejected(
          name, "$", "bytes after the end of the gzip stream", "the end of the file, or zeros");
    } catch (ZipException | EOFException damaged) {
      throw TransformException.rejected(
          name, "$", "damaged gzip (" + reason(damaged) + ")", "a complete gzip stream");
    }
  }

  private static String reason(IOException damaged) {
    String message = damaged.getMessage();
    return message == null ? "it ends inside its header or trailer" : message;
  }

  private RawDocument read(PlaylistRows rows) throws IOException {
    try {
      if (!json.nextValue()) {
        throw json.rejection("$", "nothing", "a JSON document");
      }
      RawDocument document = document(rows);
      if (json.nextValue()) {
        TransformException error =
            json.rejection("$", "more text after the document at " + json.position(), "its end");
        throw json.onObject() || json.onArray() ? error.with(ForeignFormat.JSON_LINES) : error;
      }
      return document;
    } catch (StreamConstraintsException limit) {
      // "String value length (…) exceeds the maximum allowed (…, from `StreamReadConstraints…`)"
      String violation =
          limit.getOriginalMessage().replaceFirst(", from `.*`", "").replace("String v", "V");
      throw json.rejection(
          json.path(), TransformException.shown(violation), "a value within that limit");
    } catch (JsonProcessingException syntax) {
      String at = json.path() + " (" + json.position() + ")";
      // "Non-standard token 'NaN': enable `JsonReadFeature.…` to allow"
      String violation = syntax.getOriginalMessage().replaceFirst(": enable `.*", "");
      throw json.rejection(at, TransformException.shown(violation), "JSON");
    }
  }

  private RawDocument document(PlaylistRows rows) throws IOException {
    if (json.onArray()) {
      TopLevelArray array = TopLevelArray.read(json);
      return array
          .playlists()
          .map(playlists -> RawDocument.ofPlaylists(name, playlists))
          .orElseGet(() -> RawDocument.of(name, array.playlist(), Optional.empty()));
    }
    if (!json.onObject()) {
      throw json.rejection("$", json.kind(), "an object or an array");
    }
    return switch (UnknownObject.read(json, rows).asDocument(json)) {
      case Envelope(EnvelopeReader envelope) ->
          RawDocument.of(name, envelope.content(json), envelope.extractedAt());
      case Playlist(PlaylistDetails details, PageReader page) ->
          RawDocument.of(name, PlaylistContent.of(details, page, json), Optional.empty());
      case Page(PlaylistDetails details, PageReader page) ->
          RawDocument.ofPage(name, details, page);
      case Container(PlaylistArray playlists) -> RawDocument.ofPlaylists(name, playlists);
    };
  }
}
