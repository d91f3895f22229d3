package dev.playlistlake.local.lake;

import dev.playlistlake.model.RawKey;
import software.amazon.awssdk.services.s3.model.S3Object;

/// A snapshot in a listing of the raw bucket.
///
/// @param version changes when the object changes
public record RawObject(RawKey key, String version) {

  static RawObject of(RawKey key, S3Object listed) {
    // A server of plain files may have no entity tag for a file that another program wrote.
    String tag = listed.eTag();
    return new RawObject(key, tag != null ? tag : listed.lastModified() + " " + listed.size());
  }
}
