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

/// What Jackson's generator lacks for Spotify's JSON.
final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /// Writes a part of a document.
  @FunctionalInterface
  interface Part {
    void write(JsonGenerator json) throws IOException;
  }

  static JsonGenerator to(OutputStream out) throws IOException {
    return FACTORY.createGenerator(out);
  }

  /// A small document, made in memory.
  static byte[] bytes(Part document) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = to(out)) {
      document.write(json);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  /// A member that may be null. An unpaired surrogate goes out as an escape: UTF-8 has no bytes for
  /// it and Jackson refuses it, but JSON from elsewhere does hold it.
  static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
    json.writeFieldName(name);
    if (value == null) {
      json.writeNull();
    } else if (isWellFormed(value)) {
      json.writeString(value);
    } else {
      json.writeRawValue('"' + escaped(value) + '"');
    }
  }

  static void object(JsonGenerator json, String name, Part members) throws IOException {
    json.writeObjectFieldStart(name);
    members.write(json);
    json.writeEndObject();
  }

  /// `external_urls`, `href`, `id`, `type` and `uri`, which every thing at Spotify has.
  static void identity(JsonGenerator json, View view, String type, @Nullable String id)
      throws IOException {
    json.writeObjectFieldStart("external_urls");
    if (id != null) {
      json.writeStringField("spotify", "https://open.spotify.com/" + type + "/" + id);
    }
    json.writeEndObject();
    text(json, "href", id == null ? null : view.href(type, id));
    text(json, "id", id);
    json.writeStringField("type", type);
    text(json, "uri", id == null ? null : "spotify:" + type + ":" + id);
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
