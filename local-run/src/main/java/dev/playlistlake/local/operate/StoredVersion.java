package dev.playlistlake.local.operate;

import dev.playlistlake.local.cli.AwsErrors;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/// An object that a purge finds: a version in a bucket, or a file of a lake on one machine.
///
/// @param bucket its bucket, or the lake's folder that holds it
/// @param version null in a folder
/// @param file null in a bucket
record StoredVersion(
    String bucket,
    String key,
    @Nullable String version,
    @Nullable Path file,
    long bytes,
    Kind kind) {

  /// What is under a key.
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

  static StoredVersion inBucket(
      String bucket, String key, String version, long bytes, boolean marker) {
    return new StoredVersion(
        bucket, key, version, null, bytes, marker ? Kind.DELETE_MARKER : Kind.OBJECT);
  }

  static StoredVersion inFolder(String folder, String key, Path file, long bytes, Kind kind) {
    return new StoredVersion(folder, key, null, file, bytes, kind);
  }

  /// Whether a purge may delete it at all. A link stays: it is none of the program's files.
  boolean isDeletable() {
    return switch (kind) {
      case OBJECT, DELETE_MARKER -> true;
      case LINK, SPECIAL -> false;
    };
  }

  ObjectIdentifier identifier() {
    return ObjectIdentifier.builder().key(key).versionId(version).build();
  }

  /// Its place, for a person.
  String shown() {
    String place = key.isEmpty() ? bucket : bucket + "/" + key;
    return AwsErrors.shown(place) + kind.remark;
  }
}
