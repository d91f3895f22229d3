package dev.playlistlake.extract;

import static dev.playlistlake.extract.ExtractHarness.A;
import static dev.playlistlake.extract.ExtractHarness.B;
import static dev.playlistlake.extract.ExtractHarness.C;
import static dev.playlistlake.extract.spotify.FakeSpotify.error;
import static dev.playlistlake.extract.spotify.FakeSpotify.json;
import static dev.playlistlake.extract.spotify.FakeSpotify.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.extract.PlaylistReport.Status;
import dev.playlistlake.extract.spotify.FakeSpotify;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Entries and playlists that Spotify leaves out, repeats or changes during the reading.
class MissingEntriesTest {
  private static final String MINE = "GET /v1/me/playlists?limit=50";

  private final ExtractHarness harness = new ExtractHarness(A);

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void readsAPlaylistOnceIfAllItsEntriesAreThere() {
    harness.playlist(A, json(playlist("", 0, "1,2", 2, null)));

    assertStored(1, 2, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "", "1,2,3,4"})
  void storesTheSecondReadingIfSpotifyCountsOtherEntriesThanItSends(String entries) {
    harness.playlist(A, json(playlist("", 0, entries, 3, null)));

    assertStored(2, entries.isEmpty() ? 0 : entries.split(",", -1).length, false);
  }

  @Test
  void storesTheSecondReadingIfItIsComplete() {
    harness.playlist(A, json(playlist("", 0, "1", 2, null)), json(playlist("", 0, "1,2", 2, null)));

    assertStored(2, 2, false);
  }

  @Test
  void storesTheThirdReadingIfEachHasAnotherNumberOfEntries() {
    harness.playlist(
        A,
        json(playlist("", 0, "1", 4, null)),
        json(playlist("", 0, "1,2", 4, null)),
        json(playlist("", 0, "1,2,3", 4, null)));

    assertStored(3, 3, false);
  }

  @Test
  void readsAgainIfAPageDoesNotBeginWhereTheLastOneEnded() {
    harness.playlist(A, json(playlist("", 0, "1,2", 4, "/p")));
    harness.spotify.on("GET /p", json(page(3, "4,5", 4, null)), json(page(2, "3,4", 4, null)));

    assertStored(4, 4, false);
  }

  @Test
  void reportsPagesThatNeverFitTogetherAlthoughTheNumberIsRight() {
    harness.playlist(A, json(playlist("", 0, "1,2", 4, "/p")));
    harness.spotify.on("GET /p", json(page(3, "4,5", 4, null)));

    assertStored(4, 4, true);
  }

  @Test
  void readsAgainIfAnEditKeepsTheTotal() {
    harness.playlist(
        A,
        json(playlist(snapshot("a"), 0, "1,2", 4, "/p")),
        json(playlist(snapshot("b"), 0, "1,2", 4, "/p")));
    harness.spotify.on("GET /p", json(page(2, "3,4", 4, null)));

    assertStored(6, 4, false);
    assertThat(harness.storedText(A)).contains("\"snapshot_id\":\"b\"");
  }

  @Test
  void reportsAPlaylistThatIsEditedDuringEachReading() {
    FakeSpotify.Reply[] edits = new FakeSpotify.Reply[6];
    for (int i = 0; i < edits.length; i++) {
      edits[i] = json(playlist(snapshot("edit " + i), 0, "1,2", 4, "/p"));
    }
    harness.playlist(A, edits);
    harness.spotify.on("GET /p", json(page(2, "3,4", 4, null)));

    assertStored(9, 4, true);
  }

  @Test
  void asksForTheSnapshotIdOnlyAfterMoreThanOnePage() {
    harness.playlist(
        A,
        json(playlist(snapshot("a"), 0, "1", 1, null)),
        json(playlist(snapshot("b"), 0, "1", 1, null)));

    assertStored(1, 1, false);
  }

  @Test
  void doesNotAskForTheSnapshotIdOfSpotifysOwnPlaylists() {
    String owner = ",\"owner\":{\"id\":\"spotify\"}";
    harness.playlist(
        A,
        json(playlist(snapshot("a") + owner, 0, "1,2", 4, "/p")),
        json(playlist(snapshot("b") + owner, 0, "1,2", 4, "/p")));
    harness.spotify.on("GET /p", json(page(2, "3,4", 4, null)));

    assertStored(2, 4, false);
  }

  @Test
  void storesACompleteReadingIfTheSnapshotIdCannotBeRequestedAgain() {
    harness.playlist(
        A, json(playlist(snapshot("a"), 0, "1,2", 4, "/p")), error(404, "Resource not found"));
    harness.spotify.on("GET /p", json(page(2, "3,4", 4, null)));

    assertStored(3, 4, false);

    harness.playlist(A, json(playlist(snapshot("a"), 0, "1,2", 4, "/p")), reply(503, ""));

    assertThat(harness.runOne()).returns(Status.STORED, PlaylistReport::status);
  }

  @Test
  void readsAnEmptyPlaylistAgainIfTheListOfPlaylistsCountsItsEntries() {
    owned(listed(A, "me", false, 2), 1);
    harness.playlist(A, json(playlist("", 0, "", 0, null)), json(playlist("", 0, "1,2", 2, null)));

    assertStored(2, 2, false);
  }

  @Test
  void storesAnEmptyPlaylistAfterTwoReadings() {
    owned(listed(A, "me", false, 2), 1);
    harness.playlist(A, json(playlist("", 0, "", 0, null)));

    assertStored(2, 0, false);
  }

  @Test
  void readsAPlaylistOnceThatIsEmptyInTheListToo() {
    owned(listed(A, "me", false, 0), 1);
    harness.playlist(A, json(playlist("", 0, "", 0, null)));

    assertStored(1, 0, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "true", "[]", "{}", "1.5"})
  void doesNotStoreAPlaylistWhoseIdIsNotAString(String id) {
    harness.playlist(A, json("{\"id\":" + id + ",\"items\":{\"items\":[]}}"));

    assertThat(harness.reason())
        .isEqualTo(
            "playlist "
                + A
                + ": the id in the response to GET API/v1/playlists/"
                + A
                + " is not a string, so the response is not stored. Run again later.");
    assertThat(harness.stored()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"a b\"", "\"x\",\"id\":\"aaaaaaaaaaaaaaaaaaaaaa\""})
  void doesNotStoreAPlaylistWithAnotherId(String id) {
    harness.playlist(A, json("{\"id\":" + id + ",\"items\":{\"items\":[]}}"));

    assertThat(harness.reason()).endsWith(" contains another playlist");
  }

  @Test
  void storesAPlaylistWithoutAnId() {
    harness.playlist(A, json("{\"id\":null,\"items\":{\"items\":[]}}"));

    assertStored(1, 0, false);
  }

  @Test
  void listsThePlaylistsAgainByOffsetIfSomeAreMissing() {
    String a = listed(A, "me", false, 1);
    String b = listed(B, "me", false, 1);
    owned(a, 2);
    harness
        .spotify
        .on(MINE + "&offset=0", json(list(a, 2)))
        .on(MINE + "&offset=1", json(list(b, 2)));
    one(A, B);

    ExtractReport report = harness.run();

    assertThat(report.stored()).isEqualTo(2);
    assertThat(report.warnings()).isEmpty();
    assertThat(report.requests()).isEqualTo(7);
  }

  @Test
  void listsThePlaylistsAgainByOffsetIfOneIsRepeated() {
    String a = listed(A, "me", false, 1);
    String b = listed(B, "me", false, 1);
    owned(a + "," + a, 2);
    harness.spotify.on(MINE + "&offset=0", json(list(b + "," + a, 2)));
    one(A, B);

    ExtractReport report = harness.run();

    assertThat(report.stored()).isEqualTo(2);
    assertThat(report.warnings()).isEmpty();
  }

  @Test
  void warnsWithBothNumbersIfPlaylistsAreStillMissing() {
    String a = listed(A, "me", false, 1);
    owned(a + ",null", 3);
    harness
        .spotify
        .on(MINE + "&offset=0", json(list(a + "," + listed(B, "me", false, 1), 3)))
        .on(MINE + "&offset=2", json(list("", 3)));
    one(A, B);

    ExtractReport report = harness.run();

    assertThat(report.stored()).isEqualTo(2);
    assertThat(report.warnings())
        .containsExactly(
            "owned: Spotify counts 3 playlists, and listed 2 in two readings, so a playlist may be"
                + " missing. Add the ID of a missing playlist to the playlists of the run.");
  }

  @Test
  void namesPlaylistsWithoutAnOwner() {
    owned(
        listed(A, "me", false, 1)
            + ",{\"id\":\"%s\",\"name\":\"Old \\u001b times\",\"owner\":null},{\"id\":\"%s\"}"
                .formatted(B, C),
        3);
    one(A);
    harness.environment.put("PLAYLIST_IDS", "owned,-" + C);

    ExtractReport report = harness.run();

    assertThat(report.stored()).isEqualTo(1);
    assertThat(report.warnings())
        .containsExactly(
            "owned: not read because Spotify sent no owner: \"Old � times\" (%s). Add the ID of a"
                    .formatted(B)
                + " playlist to read it, or -ID to leave it out.");
  }

  @Test
  void leavesPlaylistsOutOfOwned() {
    owned(listed(A, "me", false, 1) + "," + listed(B, "me", false, 1), 2);
    one(A, B);
    harness.environment.put("PLAYLIST_IDS", "owned,liked,-liked,-" + A);

    ExtractReport report = harness.run();

    assertThat(report.playlists()).extracting(PlaylistReport::playlist).containsExactly(B);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFollowedCollaborativePlaylistWithoutEntriesIsAWarning(boolean forbidden) {
    owned(listed(A, "me", false, 1) + "," + listed(B, "friend", true, 1), 2);
    one(A);
    harness.playlist(B, forbidden ? error(403, "Forbidden") : json("{\"id\":\"" + B + "\"}"));

    ExtractReport report = harness.run();

    assertThat(report.playlists()).extracting(PlaylistReport::playlist).containsExactly(A);
    assertThat(report.failedFinal()).isZero();
    assertThat(report.skipped()).isZero();
    assertThat(report.requests()).isEqualTo(harness.spotify.requests.size());
    assertThat(report.warnings())
        .containsExactly(
            "owned: playlist %s is not read. It is collaborative, but Spotify sends no entries of"
                    .formatted(B)
                + " it to this user, who probably follows it without collaborating on it. To leave"
                + " it out, add -%s to the playlists.".formatted(B));
    assertThat(harness.extraction().check())
        .returns(true, ExtractCheck.Report::isGood)
        .returns(report.warnings(), ExtractCheck.Report::warnings);
  }

  @Test
  void aNamedPlaylistWithoutEntriesFailsEvenIfItIsCollaborative() {
    owned(listed(B, "friend", true, 1), 1);
    harness.playlist(B, error(403, "Forbidden"));
    harness.environment.put("PLAYLIST_IDS", "owned," + B);

    assertThat(harness.run().failedFinal()).isEqualTo(1);
  }

  @Test
  void anOwnedPlaylistWithoutEntriesFails() {
    owned(listed(B, "me", true, 1), 1);
    harness.playlist(B, error(403, "Forbidden"));

    assertThat(harness.run().failedFinal()).isEqualTo(1);
  }

  private void assertStored(int requests, int entries, boolean unsettled) {
    assertThat(harness.runOne())
        .isEqualTo(
            new PlaylistReport(
                A, Status.STORED, "", requests, entries, unsettled, 0, ExtractHarness.key(A)));
  }

  private void owned(String playlists, int total) {
    harness.environment.put("PLAYLIST_IDS", "owned");
    harness
        .spotify
        .on("GET /v1/me", json("{\"id\":\"me\"}"))
        .on(MINE, json(list(playlists, total)));
  }

  private void one(String... playlists) {
    List.of(playlists).forEach(id -> harness.playlist(id, json("{\"items\":{\"items\":[1]}}")));
  }

  private static String list(String playlists, int total) {
    return "{\"items\":[%s],\"next\":null,\"total\":%d}".formatted(playlists, total);
  }

  private static String listed(String id, String owner, boolean collaborative, int entries) {
    return "{\"collaborative\":%s,\"id\":\"%s\",\"owner\":{\"id\":\"%s\"},\"tracks\":{\"total\":%d}}"
        .formatted(collaborative, id, owner, entries);
  }

  private static String snapshot(String id) {
    return ",\"snapshot_id\":\"" + id + "\"";
  }

  private String playlist(
      String more, int offset, String entries, int total, @Nullable String next) {
    return "{\"id\":\"%s\"%s,\"items\":%s}".formatted(A, more, page(offset, entries, total, next));
  }

  private String page(int offset, String entries, int total, @Nullable String next) {
    return "{\"offset\":%d,\"items\":[%s],\"total\":%d,\"next\":%s}"
        .formatted(
            offset,
            entries,
            total,
            next == null ? "null" : "\"" + harness.spotify.url() + next + "\"");
  }
}
