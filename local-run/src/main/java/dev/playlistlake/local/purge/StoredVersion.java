package dev.playlistlake.local.purge;

import dev.playlistlake.local.cli.AwsErrors;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/// An object that a [Purge] finds: a version in a bucket, or a file in the folder of a lake.
///
/// @param bucket the bucket, or the folder of the lake that takes its place
/// @param version null for a file
/// @param file null for a version in a bucket
record StoredVersion(
    String bucket,
    String key,
    @Nullable String version,
    @Nullable Path file,
    long bytes,
    Kind kind) {

  /// The kind of object that a key names.
  enum Kind {
    OBJECT(""),
    DELETE_MARKER(""),
    LINK(" (a symbolic link)"),
    SPECIAL(" (a pipe, a socket or a device)");

    private final String remark;

    Kind(String remark) {
      this.remark = remark;
    }
  }

  /// Returns a version or delete marker in a bucket.
  static StoredVersion inBucket(
      String bucket, String key, String version, long bytes, boolean marker) {
    return new StoredVersion(
        bucket, key, version, null, bytes, marker ? Kind.DELETE_MARKER : Kind.OBJECT);
  }

  /// Returns a file, link or special file in the folder of a lake.
  static StoredVersion inFolder(String folder, String key, Path file, long bytes, Kind kind) {
    return new StoredVersion(folder, key, null, file, bytes, kind);
  }

  /// Returns whether a purge may delete it. Links and special files are kept, because this program
  /// does not create them.
  boolean isDeletable() {
    return switch (kind) {
      case OBJECT, DELETE_MARKER -> true;
      case LINK, SPECIAL -> false;
    };
  }

  /// Returns key and version for a request to S3.
  ObjectIdentifier identifier() {
    return ObjectIdentifier.builder().key(key).versionId(version).build();
  }

  /// Returns bucket and key for messages, safe to print.
  String shown() {
    String place = key.isEmpty() ? bucket : bucket + "/" + key;
    return AwsErrors.shown(place) + kind.remark;
  }
}
