package dev.playlistlake.local.lake;

import dev.playlistlake.model.RawKey;
import software.amazon.awssdk.services.s3.model.S3Object;

/// A snapshot as the raw bucket lists it.
///
/// @param version changes when the object does
public record RawObject(RawKey key, String version) {

  static RawObject of(RawKey key, S3Object listed) {
    // A server over plain files may have no entity tag for one that it didn't write itself.
    String tag = listed.eTag();
    return new RawObject(key, tag != null ? tag : listed.lastModified() + " " + listed.size());
  }
}
