package dev.playlistlake.extract.spotify;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Decodes the bytes of a response strictly: nothing is replaced and nothing is cut off.
final class ResponseBody {
  private ResponseBody() {}

  /// @throws IOException for an unknown encoding, broken gzip, more than `limit` bytes unpacked, or
  ///   bytes that are not UTF-8
  static String decode(HttpResponse<byte[]> response, int limit) throws IOException {
    String encoding = response.headers().firstValue("Content-Encoding").orElse("identity");
    return switch (encoding) {
      case "identity" -> decode(response.body());
      case "gzip" -> decode(unpack(response.body(), limit));
      default ->
          throw new IOException(
              "the response has Content-Encoding \"%s\", expected gzip"
                  .formatted(Redaction.redact(encoding)));
    };
  }

  /// The body of an error, empty when it can't be decoded: the status counts anyway.
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
    } catch (EOFException | ZipException broken) {
      throw new IOException("the response is broken gzip", broken);
    }
  }

  private static String decode(byte[] bytes) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException broken) {
      throw new IOException("the response is not UTF-8: " + broken.getMessage(), broken);
    }
  }
}
