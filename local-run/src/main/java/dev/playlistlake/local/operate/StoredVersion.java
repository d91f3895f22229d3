package dev.playlistlake.local.operate;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/// A version of an object, or the mark that it was deleted.
///
/// @param version null where a server keeps none
record StoredVersion(String key, @Nullable String version, long bytes, boolean marker) {

  /// All that lie in a place, a page of the listing at a time.
  static Stream<StoredVersion> in(PurgeScope.Place place, S3Client s3, boolean versioned) {
    if (!versioned) {
      return s3
          .listObjectsV2Paginator(list -> list.bucket(place.bucket()).prefix(place.prefix()))
          .contents()
          .stream()
          .map(object -> new StoredVersion(object.key(), null, object.size(), false));
    }
    return s3
        .listObjectVersionsPaginator(list -> list.bucket(place.bucket()).prefix(place.prefix()))
        .stream()
        .flatMap(StoredVersion::of);
  }

  private static Stream<StoredVersion> of(ListObjectVersionsResponse page) {
    return Stream.concat(
        page.versions().stream()
            .map(found -> new StoredVersion(found.key(), found.versionId(), found.size(), false)),
        page.deleteMarkers().stream()
            .map(found -> new StoredVersion(found.key(), found.versionId(), 0, true)));
  }

  ObjectIdentifier identifier() {
    return ObjectIdentifier.builder().key(key).versionId(version).build();
  }
}
