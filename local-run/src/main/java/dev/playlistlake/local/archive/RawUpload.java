package dev.playlistlake.local.archive;

import dev.playlistlake.local.cli.AwsErrors;
import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.transform.RawInput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.zip.ZipException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Stores documents under their raw keys, as the extract stores its own. What lies there already is
/// replaced only when that is said.
public record RawUpload(S3Client s3, String bucket, boolean overwrite) {
  private static final int CHUNK = 1 << 16;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;

  /// What lies under a key, beside a document.
  public enum There {
    NOTHING,
    /// The same text.
    SAME,
    OTHER
  }

  /// Stores a document, unless it is there already or something else is.
  ///
  /// @return what lay there before: when it was something else, it is replaced or left as asked
  /// @throws CommandException when the bucket doesn't take it
  public There put(RawKey key, GzipTempFile document) throws IOException {
    There there = there(key, document);
    if (there == There.SAME || (there == There.OTHER && !overwrite)) {
      return there;
    }
    try {
      sendTwice(key, document);
      return there;
    } catch (SdkException failure) {
      // Somebody stored it meanwhile: an extract, or another import.
      if (status(failure) == PRECONDITION_FAILED) {
        return there(key, document);
      }
      throw AwsErrors.of(name(key) + ": can't be stored", "s3:PutObject", failure);
    }
  }

  /// S3 leaves a conditional write again when another was at work under the key, and wants it sent
  /// once more: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
  private void sendTwice(RawKey key, GzipTempFile document) {
    try {
      send(key, document);
    } catch (SdkException failure) {
      if (status(failure) != CONFLICT) {
        throw failure;
      }
      send(key, document);
    }
  }

  private void send(RawKey key, GzipTempFile document) {
    s3.putObject(
        request -> {
          request
              .bucket(bucket)
              .key(key.toString())
              .contentType("application/json")
              .contentEncoding("gzip")
              // Left to the SDK it would stand behind the body, which not every server takes off.
              .checksumCRC32(document.crc32());
          if (!overwrite) {
            request.ifNoneMatch("*");
          }
        },
        RequestBody.fromFile(document.file()));
  }

  /// What lies under a document's key.
  public There there(RawKey key, GzipTempFile document) throws IOException {
    try (InputStream stored = s3.getObject(request -> request.bucket(bucket).key(key.toString()));
        InputStream mine = document.open()) {
      return isSame(stored, mine) ? There.SAME : There.OTHER;
    } catch (NoSuchKeyException free) {
      return There.NOTHING;
    } catch (SdkException failure) {
      throw AwsErrors.of(
          name(key) + ": can't be looked for", "s3:GetObject and s3:ListBucket", failure);
    }
  }

  private static boolean isSame(InputStream stored, InputStream mine) throws IOException {
    try (InputStream left = RawInput.open(stored);
        InputStream right = RawInput.open(mine)) {
      byte[] chunk;
      do {
        chunk = left.readNBytes(CHUNK);
        if (!Arrays.equals(chunk, right.readNBytes(CHUNK))) {
          return false;
        }
      } while (chunk.length > 0);
      return true;
    } catch (CharacterCodingException | ZipException | EOFException noDocument) {
      return false;
    }
  }

  private static int status(SdkException failure) {
    return failure instanceof SdkServiceException answer ? answer.statusCode() : 0;
  }

  private String name(RawKey key) {
    return "s3://" + bucket + "/" + key;
  }
}
