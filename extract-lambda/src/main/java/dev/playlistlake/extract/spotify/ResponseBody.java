package dev.playlistlake.extract.spotify;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Decodes the body of a response strictly: it neither replaces nor drops any byte. [SpotifyHttp]
/// uses it. Stateless.
final class ResponseBody {
  private ResponseBody() {}

  /// Returns the text of a body.
  ///
  /// @param limit maximum number of bytes after decompression
  /// @throws IOException for an unknown encoding, invalid gzip, more than `limit` bytes, or invalid
  ///   UTF-8
  static String decode(HttpResponse<byte[]> response, int limit) throws IOException {
    String encoding = response.headers().firstValue("Content-Encoding").orElse("identity");
    return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
      case "identity", "" -> decode(response.body());
      case "gzip", "x-gzip" -> decode(unpack(response.body(), limit));
      default ->
          throw new IOException(
              "the response has Content-Encoding \"%s\", expected gzip"
                  .formatted(Redaction.redact(encoding)));
    };
  }

  /// Returns the text of an error body; empty if it cannot be decoded, because the status is still
  /// useful.
  static String decodeError(HttpResponse<byte[]> response, int limit) {
    try {
      return decode(response, limit);
    } catch (IOException _) {
      return "";
    }
  }

  private static byte[] unpack(byte[] packed, int limit) throws IOException {
    try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] bytes = unpacked.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new IOException("the unpacked response has more than " + limit + " bytes");
      }
      return bytes;
    } catch (EOFException | ZipException invalid) {
      throw new IOException("the response is not valid gzip", invalid);
    }
  }

  private static String decode(byte[] bytes) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException invalid) {
      throw new IOException(
          "the response is not valid UTF-8 (" + invalid.getMessage() + ")", invalid);
    }
  }
}
