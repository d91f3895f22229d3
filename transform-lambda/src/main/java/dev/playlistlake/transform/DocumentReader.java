package dev.playlistlake.transform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.playlistlake.transform.UnknownObject.Envelope;
import dev.playlistlake.transform.UnknownObject.Page;
import dev.playlistlake.transform.UnknownObject.Playlist;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/// Reads a raw document in one pass and keeps only rows, so its memory grows with the number of
/// distinct songs and rejects. It accepts every shape of document that the data contract lists. The
/// function and the commands use it. An instance reads one document.
public final class DocumentReader {
  private final String name;
  private final JsonCursor json;

  private DocumentReader(String name, JsonCursor json) {
    this.name = name;
    this.json = json;
  }

  /// Reads one document.
  ///
  /// @param name identifies the document in errors: an S3 URL or a path
  /// @param raw JSON in UTF-8, gzipped or plain; this method closes it
  /// @throws TransformException if the document is rejected or cannot be read
  public static RawDocument read(String name, InputStream raw) {
    try (JsonCursor json = new JsonCursor(name, RawInput.open(raw))) {
      return new DocumentReader(name, json).read();
    } catch (Utf8InputStream.NotUtf8Exception notUtf8) {
      throw TransformException.rejected(name, "$", notUtf8.getMessage(), "UTF-8");
    } catch (ZipException | EOFException damaged) {
      throw TransformException.rejected(
          name, "$", "damaged gzip (" + reason(damaged) + ")", "a complete gzip stream");
    } catch (IOException failed) {
      throw TransformException.unreadable(name, failed);
    }
  }

  private static String reason(IOException damaged) {
    String message = damaged.getMessage();
    return message == null ? "it ends inside its header or trailer" : message;
  }

  private RawDocument read() throws IOException {
    try {
      if (!json.nextValue()) {
        throw json.rejection("$", "nothing", "a JSON document");
      }
      RawDocument document = document();
      if (json.nextValue()) {
        throw json.rejection("$", "more text after the document at " + json.position(), "its end");
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
      throw json.rejection(at, TransformException.shown(syntax.getOriginalMessage()), "JSON");
    }
  }

  private RawDocument document() throws IOException {
    if (json.onArray()) {
      TopLevelArray array = TopLevelArray.read(json);
      return new RawDocument(name, array.isOfPlaylists(), Optional.empty(), array.playlists());
    }
    if (!json.onObject()) {
      throw json.rejection("$", json.kind(), "an object or an array");
    }
    return switch (UnknownObject.read(json, new PlaylistRows()).asDocument(json)) {
      case Envelope(EnvelopeReader envelope) ->
          ofOnePlaylist(envelope.content(json), envelope.extractedAt());
      case Playlist(PlaylistDetails details, PageReader page) ->
          ofOnePlaylist(PlaylistContent.of(details, page, json), Optional.empty());
      case Page(PageReader page) -> {
        page.requireReadable();
        yield ofOnePlaylist(PlaylistContent.of(page.rows(), page.total()), Optional.empty());
      }
    };
  }

  private RawDocument ofOnePlaylist(PlaylistContent playlist, Optional<String> extractedAt) {
    return new RawDocument(name, false, extractedAt, List.of(playlist));
  }
}
