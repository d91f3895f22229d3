package dev.playlistlake.local.purge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playlistlake.athena.HistoryErasure;
import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.local.lake.Playlists;
import dev.playlistlake.model.PlaylistId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A purge of versioned buckets: which versions it deletes and which it keeps.
final class PurgeTest {
  static final String DAY = "snapshot_date=2026-11-21/";

  private final VersionedBuckets buckets = new VersionedBuckets();
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
  void countsVersionsAndDeleteMarkersOfEachPart() {
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
  void deletesEveryVersionOfSnapshotsAndTablesOnly() {
    fill();

    assertThat(purge().delete(false)).isEqualTo(new Purge.Result(10, 0, false));
    assertThat(buckets.versions)
        .containsExactlyInAnyOrder(
            "raw|state/not_before.json|1", "tables|history/" + DAY + "p.csv|1");
    assertThat(buckets.requests.getFirst()).as("snapshots first").isEqualTo("raw 6");
  }

  @Test
  void deletesOnlyOnePlaylist() {
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
  void rejectsAnEmptySetOfPlaylists() {
    assertThatThrownBy(() -> new Playlists.Named(Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("playlist");
  }

  @Test
  void deletesAThousandVersionsInARequest() {
    IntStream.range(0, 2500)
        .forEach(i -> buckets.versions.add("raw|playlists/" + DAY + i + ".json.gz|1"));

    assertThat(purge().delete(false)).isEqualTo(new Purge.Result(2500, 0, false));
    assertThat(buckets.requests).containsExactly("raw 1000", "raw 1000", "raw 500");
  }

  @Test
  void deletesTablesThatAFunctionWritesMeanwhile() {
    fill();
    buckets.late.add("tables|songs/" + DAY + "p.csv|2");

    assertThat(purge().delete(false)).isEqualTo(new Purge.Result(11, 0, false));
    assertThat(buckets.versions).hasSize(2);
  }

  @Test
  void reportsThatTablesAreStillBeingWritten() {
    fill();
    buckets.isWrittenTo = true;

    Purge.Result result = purge().delete(false);

    assertThat(result).isEqualTo(new Purge.Result(12, 0, true));
    assertThat(result.isGood()).isFalse();
    assertThat(buckets.versions).hasSize(3);
  }

  @Test
  void deletesStateAndHistoryOnlyWithEverything() {
    fill();
    for (String table : HistoryErasure.TABLES) {
      buckets.versions.add("tables|" + table + "/data/1.parquet|1");
    }
    Purge purge = purge(new PurgeScope(new Playlists.All(), true));

    assertThat(purge.survey().deleted())
        .hasSize(12)
        .endsWith(
            new PurgeCount("raw/state/", 1, 0, 10),
            new PurgeCount("tables/song_history/", 1, 0, 10),
            new PurgeCount("tables/song_detail_history/", 1, 0, 10),
            new PurgeCount("tables/credit_history/", 1, 0, 10),
            new PurgeCount("tables/snapshot_history/", 1, 0, 10));
    assertThat(purge.survey().kept()).isEmpty();
    assertThat(purge.survey().history()).isEmpty();
    assertThat(purge.delete(false)).isEqualTo(new Purge.Result(15, 0, false));
    assertThat(buckets.versions).containsExactly("tables|history/" + DAY + "p.csv|1");
  }

  @Test
  void listsHistoryTablesWithFilesThatItDoesNotDelete() {
    fill();
    buckets.versions.add("tables|credit_history/data/1.parquet|1");

    Purge.Survey survey = purge().survey();

    assertThat(survey.history())
        .containsExactly(new PurgeCount("tables/credit_history/", 1, 0, 10));
    assertThat(survey.kept()).containsExactly(new PurgeCount("raw/state/", 1, 0, 10));
    assertThat(purge().delete(false).deleted()).isEqualTo(10);
    assertThat(buckets.versions).contains("tables|credit_history/data/1.parquet|1");
  }

  @Test
  void deletesEveryVersionOfOtherObjectsWhenTheyAreIncluded() {
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
  void keepsKeysOfAnotherForm(String version) {
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
  void acceptsOneBucketForSnapshotsAndTables() {
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
        .hasMessage("state/ and the history tables belong to all playlists");
  }

  @Test
  void reportsVersionsThatCannotBeDeleted() {
    fill();
    buckets.locked = "q";

    assertThat(purge().delete(false)).isEqualTo(new Purge.Result(5, 5, false));
    assertThat(errors)
        .hasSize(7)
        .contains(
            "s3://raw/playlists/" + DAY + "q.json.gz: cannot be deleted (AccessDenied, locked)")
        .last()
        .isEqualTo(
            "AWS denied access. These AWS credentials need s3:DeleteObject and"
                + " s3:DeleteObjectVersion; if the stack's parameter OperatorRoleArn is set, only"
                + " that role can delete objects.");
  }

  @Test
  void namesTheMissingPermission() {
    buckets.denied = true;

    assertThatThrownBy(() -> purge().survey())
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("s3://raw: cannot be listed: ")
        .hasMessageContaining("s3:ListBucketVersions (");
  }
}
