package dev.playlistlake.transform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/// Reads a raw document of any shape in one pass, without ever holding it: only rows are kept.
final class DocumentReader {
  private final String name;
  private final JsonCursor json;

  private DocumentReader(String name, JsonCursor json) {
    this.name = name;
    this.json = json;
  }

  /// Reads one document.
  ///
  /// @param name the object or file, for errors
  /// @param raw gzipped or plain JSON; closed at its end
  /// @throws TransformException when it can't be read, or is none of the shapes of the data
  ///   contract
  static RawDocument read(String name, InputStream raw) {
    try (JsonCursor json = new JsonCursor(RawText.open(raw))) {
      return new DocumentReader(name, json).document();
    } catch (Utf8InputStream.NotUtf8Exception notUtf8) {
      throw TransformException.refused(name, "$", notUtf8.getMessage(), "UTF-8");
    } catch (ZipException | EOFException damaged) {
      throw TransformException.refused(
          name, "$", "damaged gzip (" + reason(damaged) + ")", "a whole gzip stream");
    } catch (IOException broken) {
      throw new TransformException(name + ": can't be read: " + broken.getMessage(), broken);
    }
  }

  private static String reason(IOException damaged) {
    String message = damaged.getMessage();
    return message == null ? "the end inside its header or trailer" : message;
  }

  private RawDocument document() throws IOException {
    try {
      if (!json.nextValue()) {
        throw TransformException.refused(name, "$", "nothing", "a JSON document");
      }
      RawDocument document = json.onArray() ? array() : object();
      if (json.nextValue()) {
        throw TransformException.refused(
            name, "$", "more text behind the document at " + json.position(), "its end");
      }
      return document;
    } catch (StreamConstraintsException limit) {
      // "String value length (…) exceeds the maximum allowed (…, from `StreamReadConstraints…`)"
      String what =
          limit.getOriginalMessage().replaceFirst(", from `.*`", "").replace("String v", "V");
      throw TransformException.refused(
          name, json.path(), TransformException.shown(what), "a value within that limit");
    } catch (JsonProcessingException syntax) {
      String what = TransformException.shown(syntax.getOriginalMessage());
      String at = json.path() + " (" + json.position() + ")";
      throw TransformException.refused(name, at, what, "JSON");
    }
  }

  private RawDocument object() throws IOException {
    if (!json.onObject()) {
      throw TransformException.refused(name, "$", json.kind(), "an object or an array");
    }
    EntryTables entries = new EntryTables();
    Draft draft = Draft.read(json, name, "$", entries);
    Optional<Envelope> envelope = draft.envelope();
    if (envelope.isPresent()) {
      Optional<String> extractedAt = envelope.get().extractedAt();
      return new RawDocument(name, false, extractedAt, List.of(envelope.get().content()));
    }
    PlaylistContent content =
        draft.kind() == Draft.Kind.PAGE
            ? PlaylistContent.of(name, new Header(), entries, draft.pageTotal())
            : draft.playlist();
    return new RawDocument(name, false, Optional.empty(), List.of(content));
  }

  private RawDocument array() throws IOException {
    DocumentArray array = new DocumentArray(name);
    while (json.nextElement()) {
      array.add(json);
    }
    return array.document();
  }
}
