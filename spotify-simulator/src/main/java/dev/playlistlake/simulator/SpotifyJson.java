package dev.playlistlake.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Helpers for the JSON of the simulated Spotify that Jackson's generator lacks: nullable and
/// malformed texts, and the members that all objects of Spotify have. The other JSON writers use
/// it. Stateless.
final class SpotifyJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private SpotifyJson() {}

  /// Writes a part of a document.
  @FunctionalInterface
  interface Part {
    void write(JsonGenerator json) throws IOException;
  }

  static JsonGenerator generator(OutputStream out) throws IOException {
    return FACTORY.createGenerator(out);
  }

  /// Returns the bytes of a small document.
  static byte[] bytes(Part document) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = generator(out)) {
      document.write(json);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  /// Writes a member that may be null. Unpaired surrogates are written as escapes, because they
  /// cannot be encoded in UTF-8 and Jackson rejects them. The JSON of other programs contains such
  /// escapes.
  static void writeText(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    json.writeFieldName(name);
    if (value == null) {
      json.writeNull();
    } else if (isWellFormed(value)) {
      json.writeString(value);
    } else {
      json.writeRawValue('"' + escaped(value) + '"');
    }
  }

  /// Writes `external_urls`, `href`, `id`, `type` and `uri`, which every object of Spotify has.
  static void writeIdentity(
      JsonGenerator json, ResponseOptions options, String type, @Nullable String id)
      throws IOException {
    json.writeObjectFieldStart("external_urls");
    if (id != null) {
      json.writeStringField("spotify", "https://open.spotify.com/" + type + "/" + id);
    }
    json.writeEndObject();
    writeText(json, "href", id == null ? null : options.href(type, id));
    writeText(json, "id", id);
    json.writeStringField("type", type);
    writeText(json, "uri", id == null ? null : "spotify:" + type + ":" + id);
  }

  private static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        escaped.append(JsonStringEncoder.getInstance().quoteAsString(String.valueOf(c)));
      }
    }
    return escaped.toString();
  }
}
