package dev.playlistlake.local.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.local.lake.Playlists;
import dev.playlistlake.model.PlaylistId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// What of versioned buckets goes, and what stays.
final class PurgeTest {
  private static final String DAY = "snapshot_date=2026-11-21/";

  private final Buckets buckets = new Buckets();
  private final List<String> errors = new ArrayList<>();

  private Purge purge() {
    return purge(new Playlists.All());
  }

  private Purge purge(Playlists playlists) {
    return purge(new PurgeScope(playlists, false));
  }

  private Purge purge(PurgeScope scope) {
    return new Purge(new PurgeBuckets(buckets, "raw", "tables"), scope, errors::add);
  }

  private void fill() {
    for (String id : List.of("p", "q")) {
      buckets.versions.add("raw|playlists/" + DAY + id + ".json.gz|1");
      buckets.versions.add("raw|playlists/" + DAY + id + ".json.gz|2");
      buckets.versions.add("raw|playlists/" + DAY + id + ".json.gz|marker");
      buckets.versions.add("tables|songs/" + DAY + id + ".csv|1");
      buckets.versions.add("tables|playlists/" + DAY + id + ".csv|1");
    }
    buckets.versions.add("raw|state/not_before.json|1");
    buckets.versions.add("tables|history/" + DAY + "p.csv|1");
  }

  @Test
  void countsVersionsAndMarkersByPlace() {
    fill();

    Purge.Survey survey = purge().survey();

    assertThat(survey.deleted())
        .containsExactly(
            new PurgeCount("raw/playlists/", 4, 2, 40),
            new PurgeCount("tables/songs/", 2, 0, 20),
            new PurgeCount("tables/albums/", 0, 0, 0),
            new PurgeCount("tables/artists/", 0, 0, 0),
            new PurgeCount("tables/song_artists/", 0, 0, 0),
            new PurgeCount("tables/rejects/", 0, 0, 0),
            new PurgeCount("tables/playlists/", 2, 0, 20));
    assertThat(survey.kept()).containsExactly(new PurgeCount("raw/state/", 1, 0, 10));
    assertThat(survey.others())
        .isEqualTo(new Purge.Others(1, 1, List.of("tables/history/" + DAY + "p.csv")));
    assertThat(buckets.requests).isEmpty();
  }

  @Test
  void deletesEveryVersionOfSnapshotsAndTablesAndNothingElse() {
    fill();

    assertThat(purge().delete(false)).isEqualTo(new Purge.Result(10, 0, false));
    assertThat(buckets.versions)
        .containsExactlyInAnyOrder(
            "raw|state/not_before.json|1", "tables|history/" + DAY + "p.csv|1");
    assertThat(buckets.requests.getFirst()).as("snapshots first").isEqualTo("raw 6");
  }

  @Test
  void deletesOnePlaylistAlone() {
    fill();
    buckets.versions.add("raw|playlists/" + DAY + "pp.json.gz|1");
    buckets.versions.add("raw|playlists/p|1");

    assertThat(purge(new Playlists.Named(Set.of(new PlaylistId("p")))).delete(false))
        .isEqualTo(new Purge.Result(5, 0, false));
    assertThat(buckets.versions)
        .noneMatch(version -> version.matches("[^|]+\\|(playlists|songs)/" + DAY + "p\\..*"))
        .hasSize(9);
  }

  @Test
  void neverTakesNoPlaylistsForAll() {
    assertThatThrownBy(() -> new Playlists.Named(Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no playlist is named");
  }

  @Test
  void deletesAThousandAtATime() {
    IntStream.range(0, 2500)
        .forEach(i -> buckets.versions.add("raw|playlists/" + DAY + i + ".json.gz|1"));

    assertThat(purge().delete(false)).isEqualTo(new Purge.Result(2500, 0, false));
    assertThat(buckets.requests).containsExactly("raw 1000", "raw 1000", "raw 500");
  }

  @Test
  void deletesWhatAFunctionWritesMeanwhile() {
    fill();
    buckets.late.add("tables|songs/" + DAY + "p.csv|2");

    assertThat(purge().delete(false)).isEqualTo(new Purge.Result(11, 0, false));
    assertThat(buckets.versions).hasSize(2);
  }

  @Test
  void saysWhenTablesAreStillBeingWritten() {
    fill();
    buckets.isWrittenTo = true;

    Purge.Result result = purge().delete(false);

    assertThat(result).isEqualTo(new Purge.Result(12, 0, true));
    assertThat(result.isGood()).isFalse();
    assertThat(buckets.versions).hasSize(3);
  }

  @Test
  void deletesStateAndHistoryOnlyWhenToldSo() {
    fill();
    buckets.versions.add("tables|song_history/data/1.parquet|1");
    Purge purge = purge(new PurgeScope(new Playlists.All(), true));

    assertThat(purge.survey().deleted())
        .hasSize(9)
        .endsWith(
            new PurgeCount("raw/state/", 1, 0, 10),
            new PurgeCount("tables/song_history/", 1, 0, 10));
    assertThat(purge.survey().kept()).isEmpty();
    assertThat(purge.delete(false)).isEqualTo(new Purge.Result(12, 0, false));
    assertThat(buckets.versions).containsExactly("tables|history/" + DAY + "p.csv|1");
  }

  @Test
  void deletesEveryVersionOfTheOthersWhenTheyAreNamedToo() {
    fill();
    buckets.versions.add("raw|photos/a.jpg|1");
    buckets.versions.add("raw|photos/a.jpg|marker");
    buckets.versions.add("raw|playlists/p|1");
    Purge purge = purge(new PurgeScope(new Playlists.All(), true));

    assertThat(purge.survey().others())
        .isEqualTo(
            new Purge.Others(
                3,
                4,
                List.of("raw/photos/a.jpg", "raw/playlists/p", "tables/history/" + DAY + "p.csv")));
    assertThat(purge.delete(true).isGood()).isTrue();
    assertThat(buckets.versions).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "raw|playlists/p.json.gz|1",
        "raw|playlists/snapshot_date=2026-02-30/p.json.gz|1",
        "raw|playlists/snapshot_date=2026-11-21/deep/p.json.gz|1",
        "raw|playlists/snapshot_date=2026-11-21/p.json.gz/|1",
        "raw|songs/snapshot_date=2026-11-21/p.csv|1",
        "raw|song_history/1.parquet|1",
        "tables|playlists/snapshot_date=2026-11-21/p.json.gz|1",
        "tables|songs/snapshot_date=2026-02-30/p.csv|1",
        "tables|songs/snapshot_date=2026-11-21/p.csv.bak|1",
        "tables|songs2/snapshot_date=2026-11-21/p.csv|1",
        "tables|state/not_before.json|1",
        "tables|songs/|marker"
      })
  void leavesKeysOfAnotherForm(String version) {
    fill();
    buckets.versions.add(version);
    Purge purge = purge(new PurgeScope(new Playlists.All(), true));

    assertThat(purge.survey().others().names())
        .contains(version.substring(0, version.lastIndexOf('|')).replace('|', '/'));
    assertThat(purge.delete(false).isGood()).isTrue();
    assertThat(buckets.versions)
        .containsExactlyInAnyOrder(version, "tables|history/" + DAY + "p.csv|1");
  }

  @Test
  void takesOneBucketForBothAsBoth() {
    buckets.versions.add("raw|playlists/" + DAY + "p.json.gz|1");
    buckets.versions.add("raw|playlists/" + DAY + "p.csv|1");
    buckets.versions.add("raw|notes.txt|1");
    Purge purge =
        new Purge(
            new PurgeBuckets(buckets, "raw", "raw"),
            new PurgeScope(new Playlists.All(), false),
            errors::add);

    assertThat(purge.survey().others().names()).containsExactly("raw/notes.txt");
    assertThat(purge.delete(false)).isEqualTo(new Purge.Result(2, 0, false));
  }

  @Test
  void deletesNoStateForOnePlaylist() {
    Playlists one = new Playlists.Named(Set.of(new PlaylistId("p")));

    assertThatThrownBy(() -> new PurgeScope(one, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("state/ and song_history/ belong to all playlists");
  }

  @Test
  void namesWhatCannotBeDeleted() {
    fill();
    buckets.locked = "q";

    assertThat(purge().delete(false)).isEqualTo(new Purge.Result(5, 5, false));
    assertThat(errors)
        .hasSize(5)
        .contains("s3://raw/playlists/" + DAY + "q.json.gz: is still there: locked (AccessDenied)");
  }

  @Test
  void saysWhichPermissionIsMissing() {
    buckets.denied = true;

    assertThatThrownBy(() -> purge().survey())
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith(
            "s3://raw: can't be listed: AWS denied access; these AWS credentials need"
                + " s3:ListBucketVersions (");
  }

  /// Versioned buckets as `bucket|key|version`.
  private static final class Buckets implements S3Client {
    final Set<String> versions = new TreeSet<>();
    final List<String> requests = new ArrayList<>();

    /// What appears after the first listing of a table.
    final List<String> late = new ArrayList<>();

    /// Whether a version more appears after each listing.
    boolean isWrittenTo;

    String locked = "none";
    boolean denied;

    @Override
    public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
      if (denied) {
        throw S3Exception.builder().statusCode(403).message("Access Denied").build();
      }
      String marker = request.keyMarker() == null ? "" : request.keyMarker();
      List<String> page =
          versions.stream()
              .filter(version -> version.startsWith(request.bucket() + "|"))
              .filter(version -> version.compareTo(marker) > 0)
              .limit(1000)
              .toList();
      if (request.bucket().equals("tables")) {
        versions.addAll(late);
        late.clear();
        if (isWrittenTo) {
          versions.add("tables|songs/" + DAY + "p.csv|late" + requests.size());
        }
      }
      return ListObjectVersionsResponse.builder()
          .versions(page.stream().filter(v -> !isMarker(v)).map(Buckets::version).toList())
          .deleteMarkers(page.stream().filter(Buckets::isMarker).map(Buckets::marker).toList())
          .isTruncated(page.size() == 1000)
          .nextKeyMarker(page.size() == 1000 ? page.getLast() : null)
          .build();
    }

    private static boolean isMarker(String version) {
      return version.endsWith("|marker");
    }

    private static ObjectVersion version(String text) {
      String[] parts = text.split("\\|", -1);
      return ObjectVersion.builder().key(parts[1]).versionId(parts[2]).size(10L).build();
    }

    private static DeleteMarkerEntry marker(String text) {
      String[] parts = text.split("\\|", -1);
      return DeleteMarkerEntry.builder().key(parts[1]).versionId(parts[2]).build();
    }

    @Override
    public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request) {
      requests.add(request.bucket() + " " + request.delete().objects().size());
      List<S3Error> refused = new ArrayList<>();
      for (ObjectIdentifier object : request.delete().objects()) {
        if (object.key().contains("/" + locked + ".")) {
          refused.add(
              S3Error.builder().key(object.key()).code("AccessDenied").message("locked").build());
        } else {
          versions.remove(request.bucket() + "|" + object.key() + "|" + object.versionId());
        }
      }
      return DeleteObjectsResponse.builder().errors(refused).build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
