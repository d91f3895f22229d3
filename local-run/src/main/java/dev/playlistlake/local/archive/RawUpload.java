package dev.playlistlake.local.archive;

import dev.playlistlake.local.cli.AwsErrors;
import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.transform.input.RawInput;
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

/// Stores documents under their raw keys, with the same headers as the extract. Used by `import`,
/// in one thread.
///
/// @param overwrite whether an existing different document is replaced
public record RawUpload(S3Client s3, String bucket, boolean overwrite) {
  private static final int CHUNK = 1 << 16;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;

  /// The object under a key, compared with a document.
  public enum Existing {
    /// No object.
    NOTHING,
    /// An object with the same text, gzipped or not.
    SAME,
    /// Any other object.
    OTHER
  }

  /// Stores a document, unless it is already stored, or a different object exists and must not be
  /// replaced.
  ///
  /// @return the object before the call
  /// @throws CommandException when the document cannot be stored
  public Existing put(RawKey key, GzipTempFile document) throws IOException {
    Existing existing = existing(key, document);
    if (existing == Existing.SAME || (existing == Existing.OTHER && !overwrite)) {
      return existing;
    }
    try {
      sendWithRetry(key, document);
      return existing;
    } catch (SdkException failure) {
      // An extract or another import has stored an object since.
      if (status(failure) == PRECONDITION_FAILED) {
        return existing(key, document);
      }
      throw AwsErrors.of(name(key) + ": cannot be stored", "s3:PutObject", failure);
    }
  }

  /// S3 rejects a conditional write with status 409 while another request changes the object, and
  /// recommends one retry:
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
  private void sendWithRetry(RawKey key, GzipTempFile document) {
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
              // The SDK would send the checksum after the body, which not every server supports.
              .checksumCRC32(document.crc32());
          if (!overwrite) {
            request.ifNoneMatch("*");
          }
        },
        RequestBody.fromFile(document.file()));
  }

  /// Compares the object under a key with a document.
  ///
  /// @throws CommandException when the object cannot be read
  public Existing existing(RawKey key, GzipTempFile document) throws IOException {
    try (InputStream stored = s3.getObject(request -> request.bucket(bucket).key(key.toString()));
        InputStream ours = document.open()) {
      return isSame(stored, ours) ? Existing.SAME : Existing.OTHER;
    } catch (NoSuchKeyException missing) {
      return Existing.NOTHING;
    } catch (SdkException failure) {
      throw AwsErrors.of(name(key) + ": cannot be read", "s3:GetObject and s3:ListBucket", failure);
    }
  }

  private static boolean isSame(InputStream stored, InputStream ours) throws IOException {
    try (InputStream left = RawInput.open(stored);
        InputStream right = RawInput.open(ours)) {
      byte[] chunk;
      do {
        chunk = left.readNBytes(CHUNK);
        if (!Arrays.equals(chunk, right.readNBytes(CHUNK))) {
          return false;
        }
      } while (chunk.length > 0);
      return true;
    } catch (CharacterCodingException | ZipException | EOFException notADocument) {
      return false;
    }
  }

  private static int status(SdkException failure) {
    return failure instanceof SdkServiceException response ? response.statusCode() : 0;
  }

  private String name(RawKey key) {
    return "s3://" + bucket + "/" + key;
  }
}
