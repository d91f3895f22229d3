package dev.playlistlake.athena;

import static dev.playlistlake.athena.SampleSong.song;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.model.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Results of the saved queries about songs that are on several playlists, new, renamed or
/// unplayable, and about the growth of playlists. The expected rows were computed by hand. Each
/// test reads its own playlists of one lake, whose newest day is 20 March 2026.
final class EverydayQuestionsIT {
  private static final Map<String, String> NONE = Map.of();

  /// An entry that Spotify sent without content.
  private static final SampleSong UNAVAILABLE = song("");

  @TempDir private static Path tables;
  private static OnDemandEngine athena;

  @BeforeAll
  static void startOverTheLake() throws IOException {
    SampleLakeWriter lake = new SampleLakeWriter(tables);
    writeSharedSongs(lake);
    writeRepeatedSongs(lake);
    writeUnplayableSongs(lake);
    writeUnavailableSongs(lake);
    writeNewSongs(lake);
    writePositions(lake);
    writeStays(lake);
    writeWeeks(lake);
    writeMonths(lake);
    writeRenamed(lake);
    athena = OnDemandEngine.over(tables);
  }

  @AfterAll
  static void stop() {
    athena.close();
  }

  private static void writeSharedSongs(SampleLakeWriter lake) throws IOException {
    SampleSong first = song("several1", "A");
    SampleSong second = song("several2", "B").with("song_name", "Old title");
    SampleSong relinked = song("several4", "B").with("linked_from_id", "several3");
    Map<String, String> twin = Map.of("playlist_name", "Twin");
    lake.snapshot("several-b", "2026-03-18", List.of(first), NONE);
    lake.snapshot("several-b", "2026-03-19", List.of(second, song("several3", "B")), twin);
    lake.snapshot(
        "several-a",
        "2026-03-20",
        List.of(first, second.with("song_name", "New title"), relinked),
        twin);
    lake.snapshot("several-c", "2026-03-19", List.of(second), Map.of("playlist_name", "Solo"));
    lake.snapshot("several-e", "2026-02-17", List.of(first), NONE);
  }

  @Test
  void aSongOnSeveralPlaylistsHasTheirNames() {
    String[] columns = {"original_id", "song_id", "song_name", "playlists", "playlist_names"};
    assertThat(query("songs_on_several_playlists", Map.of("playlist", "Twin"), columns))
        .containsExactly(
            "several2 several2 New title 3 Solo, Twin, Twin",
            "several3 several4 Song several4 2 Twin, Twin");
    assertThat(
            query(
                "songs_on_several_playlists",
                Map.of("playlist", "several-e", "seen_within_days", "31"),
                "original_id",
                "playlist_ids"))
        .containsExactly("several1 several-e, several-a");
  }

  private static void writeRepeatedSongs(SampleLakeWriter lake) throws IOException {
    List<SampleSong> songs =
        List.of(
            song("r1", "A").with("isrc", "USRC1"),
            song("r2", "A").with("isrc", "usrc1").with("song_name", "Other edition"),
            song("r3", "A", "B").with("song_name", "Don't  stop"),
            song("r4", "B", "A").with("song_name", "don’t stop!").with("isrc", "I4"),
            song("r5", "A").with("song_name", "Same").with("isrc", "I5"),
            song("r6", "A").with("song_name", "Same").with("isrc", "I6"),
            song("r7", "A").with("occurrences", "3"),
            song("r9", "A").with("linked_from_id", "r8"),
            song("r8", "A"),
            song("r10", "A").with("song_name", ""),
            song("r11", "A").with("song_name", ""),
            song("r12", "A").with("song_name", "!!!"),
            song("r13", "A").with("song_name", "???"),
            song("r14").with("song_name", "Nobody"),
            song("r15").with("song_name", "Nobody"));
    Map<String, String> name = Map.of("playlist_name", "Repeated");
    lake.snapshot("repeated", "2026-03-20", songs, name);
    lake.snapshot("repeated-before", "2026-03-19", songs, name);
    lake.snapshot("repeated-before", "2026-03-20", List.of(songs.get(0)), name);
  }

  @Test
  void theSameRecordingIsFoundByItsSongItsIsrcOrItsTitle() {
    assertThat(
            query(
                "same_recording_twice",
                Map.of("playlist", "Repeated"),
                "playlist_id",
                "reason",
                "song_name",
                "entries",
                "positions",
                "song_ids",
                "isrcs"))
        .containsExactly(
            "repeated isrc Song r1 2 1, 2 r1, r2 USRC1",
            "repeated title Don't  stop 2 3, 4 r3, r4 I4",
            "repeated song Song r7 3 7 r7 null",
            "repeated song Song r9 2 8, 9 r9, r8 null");
  }

  private static void writeUnplayableSongs(SampleLakeWriter lake) throws IOException {
    SampleSong song = song("u1", "A");
    SampleSong playable = song.with("is_playable", "true");
    SampleSong unplayable = song.with("is_playable", "false").with("song_name", "");
    SampleSong other = song("u2", "B").with("is_playable", "true");
    lake.snapshot("playable", "2026-03-01", List.of(other, playable), NONE);
    lake.snapshot("playable", "2026-03-02", List.of(unplayable), Map.of("items_declared", "2"));
    lake.snapshot(
        "playable",
        "2026-03-04",
        List.of(
            song("u3", "A").with("linked_from_id", "u1").with("is_playable", "false"),
            other.with("is_playable", "")),
        NONE);
    lake.snapshot(
        "playable", "2026-03-05", List.of(other.with("is_playable", "false"), song), NONE);
    lake.snapshot("playable", "2026-03-06", List.of(other, playable), NONE);
    lake.snapshot("playable", "2026-03-07", List.of(playable), NONE);
  }

  @Test
  void aSongBecomesUnplayableIfItWasPlayable() {
    assertThat(
            query(
                "became_unplayable",
                Map.of("playlist", "playable"),
                "snapshot_date",
                "previous_date",
                "change",
                "is_certain",
                "position",
                "song_id",
                "song_name",
                "artist_names",
                "original_id"))
        .containsExactly("2026-03-04 2026-03-01 not playable true 2 u1 Song u1 Artist A u1");
  }

  private static void writeUnavailableSongs(SampleLakeWriter lake) throws IOException {
    SampleSong a = song("v1", "A");
    SampleSong b = song("v2", "B");
    SampleSong c = song("v3", "C");
    SampleSong d = song("v4", "D");
    SampleSong fresh = song("v5", "E");
    // v2 becomes unavailable. A new song is before it, and v4 leaves.
    entries(lake, "place", "2026-03-01", a, b, c, d);
    entries(lake, "place", "2026-03-02", fresh, a, UNAVAILABLE, c);
    // The entry stays unavailable and v3 leaves, so no song became unavailable.
    entries(lake, "place", "2026-03-03", fresh, a, UNAVAILABLE);
    // Two songs left in one place, where one entry became unavailable.
    entries(lake, "unclear", "2026-03-01", a, b, c, d);
    entries(lake, "unclear", "2026-03-02", a, UNAVAILABLE, d);
    // The order changed, so only the time says which song it was.
    String old = "2020-01-01T00:00:00Z";
    String recent = "2025-01-01T00:00:00Z";
    SampleSong gone = b.with("added_at", recent);
    entries(lake, "time", "2026-03-01", a.with("added_at", old), gone, c, d.with("added_at", old));
    entries(
        lake,
        "time",
        "2026-03-02",
        UNAVAILABLE.with("added_at", recent),
        c,
        a.with("added_at", old));
    // All entries have the same time, so the place says which song it was.
    entries(
        lake,
        "import",
        "2026-03-01",
        a.with("added_at", old),
        b.with("added_at", old),
        c.with("added_at", old),
        d.with("added_at", old));
    entries(
        lake,
        "import",
        "2026-03-02",
        a.with("added_at", old),
        c.with("added_at", old),
        UNAVAILABLE.with("added_at", old));
  }

  @Test
  void anUnavailableEntryIsTheSongThatWasInItsPlace() {
    assertThat(
            query(
                "became_unplayable",
                Map.of("playlist", "Unavailable"),
                "playlist_id",
                "snapshot_date",
                "change",
                "is_certain",
                "position",
                "song_name"))
        .containsExactly(
            "import 2026-03-02 unavailable true 4 Song v4",
            "place 2026-03-02 unavailable true 2 Song v2",
            "time 2026-03-02 unavailable true 2 Song v2",
            "unclear 2026-03-02 unavailable false 2 Song v2",
            "unclear 2026-03-02 unavailable false 3 Song v3");
  }

  private static void writeNewSongs(SampleLakeWriter lake) throws IOException {
    SampleSong n1 = song("n1");
    SampleSong n2 = song("n2");
    SampleSong n3 = song("n3");
    lake.snapshot("new", "2026-03-10", List.of(n1), NONE);
    lake.snapshot("new", "2026-03-13", List.of(n1, n2), NONE);
    lake.snapshot("new", "2026-03-15", List.of(n1, n2, n3), Map.of("items_declared", "9"));
    lake.snapshot(
        "new",
        "2026-03-16",
        List.of(n3, song("n4").with("linked_from_id", "n1"), song("n5")),
        NONE);
    lake.snapshot("new", "2026-03-18", List.of(n3, n1, n2), NONE);
    lake.snapshot(
        "started",
        "2026-03-19",
        List.of(
            n1.with("added_at", "2026-03-13T23:59:59Z"),
            n2.with("added_at", "2026-03-14T00:00:00Z"),
            n3),
        Map.of("playlist_name", "Started"));
    SampleSong added = n2.with("added_at", "2026-03-14T00:00:00Z");
    lake.snapshot("quiet", "2026-03-01", List.of(n1), NONE);
    lake.snapshot("quiet", "2026-03-13", List.of(n1, added), Map.of("playlist_name", "Started"));
  }

  @Test
  void aSongIsNewIfTheSnapshotBeforeDoesNotHaveIt() {
    String[] columns = {"snapshot_date", "previous_date", "position", "original_id", "is_now"};
    assertThat(query("new_songs", Map.of("playlist", "new"), columns))
        .containsExactly(
            "2026-03-18 2026-03-16 3 n2 true",
            "2026-03-16 2026-03-13 1 n3 true",
            "2026-03-16 2026-03-13 3 n5 false");
    assertThat(query("new_songs", Map.of("playlist", "new", "days", "3"), columns))
        .containsExactly("2026-03-18 2026-03-16 3 n2 true");
  }

  @Test
  void aSongOfTheFirstSnapshotIsNewIfItWasAddedInTheLastDays() {
    assertThat(
            query(
                "new_songs",
                Map.of("playlist", "Started"),
                "snapshot_date",
                "previous_date",
                "song_id"))
        .containsExactly("2026-03-19 null n2");
  }

  private static void writePositions(SampleLakeWriter lake) throws IOException {
    SampleSong percent = song("p1", "P1", "P2").with("song_name", "100% Ünique");
    SampleSong plain = song("p2", "P2").with("song_name", "100 unique");
    lake.snapshot("positions", "2026-03-01", List.of(plain, percent), NONE);
    lake.snapshot("positions", "2026-03-02", List.of(percent), Map.of("items_declared", "2"));
    lake.snapshot("positions", "2026-03-03", List.of(plain), NONE);
    lake.snapshot(
        "positions",
        "2026-03-04",
        List.of(
            song("p3", "P1").with("linked_from_id", "p1").with("song_name", "Renamed"),
            song("p4").with("song_name", ""),
            plain),
        NONE);
  }

  @Test
  void aPositionIsListedForEachDayOfASongOrAnArtist() {
    String[] columns = {"original_id", "snapshot_date", "position", "song_id"};
    for (Map<String, String> parameters :
        List.of(Map.of("song", "100% ü"), Map.of("song", "p3"), Map.of("artist", "artist p1"))) {
      assertThat(query("position_history", parameters, columns))
          .as("%s", parameters)
          .containsExactly("p1 2026-03-01 2 p1", "p1 2026-03-04 1 p3");
    }
    assertThat(
            query(
                "position_history",
                Map.of("artist", "P2", "song", "1", "from_date", "2026-03-02"),
                columns))
        .containsExactly("p2 2026-03-03 1 p2", "p2 2026-03-04 3 p2");
  }

  private static void writeStays(SampleLakeWriter lake) throws IOException {
    SampleSong always = song("t0");
    // t1 stays a week, t2 a day, t3 is there again after a week, t4 leaves in a gap that hides
    // whether it stayed a week, t5 and t6 are too new, although t6 has left.
    lake.snapshot("stays", "2026-02-20", List.of(always), NONE);
    lake.snapshot("stays", "2026-02-21", List.of(always, song("t1"), song("t2"), song("t3")), NONE);
    lake.snapshot("stays", "2026-02-22", List.of(always, song("t1")), NONE);
    lake.snapshot("stays", "2026-02-25", List.of(), Map.of("items_declared", "5"));
    lake.snapshot("stays", "2026-02-28", List.of(always, song("t1"), song("t4")), NONE);
    lake.snapshot("stays", "2026-03-01", List.of(always, song("t3"), song("t4")), NONE);
    lake.snapshot("stays", "2026-03-12", List.of(always, song("t3")), NONE);
    lake.snapshot("stays", "2026-03-16", List.of(always, song("t5"), song("t6")), NONE);
    lake.snapshot("stays", "2026-03-17", List.of(always, song("t5")), NONE);
    lake.snapshot("stays", "2026-03-18", List.of(always), Map.of("playlist_name", "Stays"));
    lake.snapshot("stays-none", "2026-03-16", List.of(), Map.of("playlist_name", "Stays"));
  }

  @Test
  void onlyKnownStaysCountForSurvival() {
    // Known after 7 days: t1 and the second stay of t3 survive, t2 and the first stay of t3 don't.
    assertThat(
            query(
                "survival",
                Map.of("playlist", "Stays"),
                "playlist_id",
                "days",
                "entries",
                "known",
                "still_there",
                "percent"))
        .containsExactly(
            "stays 7 7 4 2 50.0",
            "stays 30 7 0 0 null",
            "stays 90 7 0 0 null",
            "stays-none 7 0 0 0 null",
            "stays-none 30 0 0 0 null",
            "stays-none 90 0 0 0 null");
  }

  private static void writeWeeks(SampleLakeWriter lake) throws IOException {
    SampleSong hour = song("w1", "A", "B").with("duration_ms", "3600000");
    SampleSong twice = song("w2", "B").with("duration_ms", "1800000").with("occurrences", "2");
    SampleSong unknown = song("w3").with("duration_ms", "");
    // 2026-01-01 is in the first week of 2026, and so is 2025-12-31.
    lake.snapshot("weeks", "2025-12-28", List.of(hour), Map.of("followers", "10"));
    lake.snapshot("weeks", "2025-12-31", List.of(hour), Map.of("followers", "12"));
    lake.snapshot("weeks", "2026-01-04", List.of(hour, twice, unknown), NONE);
    lake.snapshot("weeks", "2026-01-20", List.of(), NONE);
    lake.snapshot("weeks", "2026-01-22", List.of(hour), Map.of("items_declared", "3"));
    lake.snapshot("weeks", "2026-01-26", List.of(unknown), Map.of("followers", "9"));
  }

  @Test
  void aWeekHasTheValuesOfItsLastCompleteSnapshot() {
    assertThat(
            query(
                "growth_by_week",
                Map.of("playlist", "weeks"),
                "week",
                "snapshot_date",
                "songs",
                "songs_gained",
                "hours",
                "hours_gained",
                "artists",
                "artists_gained",
                "followers",
                "followers_gained"))
        .containsExactly(
            "2025-W52 2025-12-28 1 null 1.0 null 2 null 10 null",
            "2026-W01 2026-01-04 3 2 2.0 1.0 2 0 12 2",
            "2026-W04 2026-01-20 0 -3 0.0 -2.0 0 -2 null null",
            "2026-W05 2026-01-26 1 1 null null 0 0 9 null");
  }

  private static void writeMonths(SampleLakeWriter lake) throws IOException {
    lake.snapshot("months", "2025-12-30", List.of(song("m1", "M1"), song("m2", "M1", "M2")), NONE);
    lake.snapshot("months", "2026-02-01", List.of(song("m3", "M3")), NONE);
    lake.snapshot(
        "months",
        "2026-02-28",
        List.of(song("m9", "M1").with("linked_from_id", "m1"), song("m3", "M3"), song("m4", "M3")),
        NONE);
    lake.snapshot("months", "2026-03-01", List.of(), NONE);
  }

  @Test
  void anArtistGainsOrLosesSongsFromMonthToMonth() {
    assertThat(
            query(
                "artists_by_month",
                Map.of("playlist", "months"),
                "month",
                "previous_month",
                "artist_id",
                "artist_name",
                "songs",
                "gained"))
        .containsExactly(
            "2025-12 null M1 Artist M1 2 null",
            "2025-12 null M2 Artist M2 1 null",
            "2026-02 2025-12 M3 Artist M3 2 2",
            "2026-02 2025-12 M1 Artist M1 1 -1",
            "2026-02 2025-12 M2 Artist M2 0 -1",
            "2026-03 2026-02 M1 Artist M1 0 -1",
            "2026-03 2026-02 M3 Artist M3 0 -2");
  }

  private static void writeRenamed(SampleLakeWriter lake) throws IOException {
    SampleSong song =
        song("c1", "C1").with("song_name", "50% off_").with("isrc", "i1").album("al1", "1999");
    SampleSong other = song("c2", "C2").with("song_name", "Always the same");
    Map<String, String> more = Map.of("playlist_name", "Before");
    SampleSong nobody = song("c4").with("isrc", "X1");
    lake.snapshot("renamed", "2026-03-01", List.of(song, other, nobody), more);
    lake.snapshot("renamed", "2026-03-02", List.of(song.with("song_name", "")), more);
    lake.snapshot(
        "renamed",
        "2026-03-03",
        List.of(song.with("song_name", "Short")),
        Map.of("items_read", "9"));
    SampleSong changed =
        song.with("song_name", "FIFTY").with("isrc", "I1").with("duration_ms", "90000");
    lake.snapshot("renamed", "2026-03-04", List.of(changed.with("explicit", "true")), more);
    lake.snapshot(
        "renamed",
        "2026-03-05",
        List.of(
            song("c3", "C1").with("linked_from_id", "c1").with("song_name", "Other track"), other),
        Map.of("playlist_name", ""));
    lake.snapshot(
        "renamed",
        "2026-03-06",
        List.of(song.with("explicit", "false"), nobody.with("isrc", "X2")),
        Map.of("playlist_name", "After"));
    lake.snapshot("renamed-not", "2026-02-19", List.of(other), NONE);
    // The artist C1 has another name on 6 March.
    lake.write(
        Tables.ARTISTS,
        "renamed",
        "2026-03-06",
        List.of(Map.of("artist_id", "C1", "artist_name", "The Artist", "songs_on_playlist", "1")));
  }

  @Test
  void aChangeHasTheLastDayOfTheOldValueAndTheFirstDayOfTheNewOne() {
    String[] columns = {
      "kind",
      "id",
      "name",
      "changed",
      "old_value",
      "new_value",
      "last_date",
      "first_date",
      "playlist_names"
    };
    assertThat(query("changed_metadata", Map.of("playlist", "renamed"), columns))
        .containsExactly(
            "song c1 50% off_ duration_ms 180000 90000 2026-03-02 2026-03-04 After",
            "song c1 50% off_ song_name 50% off_ FIFTY 2026-03-01 2026-03-04 After",
            "artist C1 The Artist artist_name Artist C1 The Artist 2026-03-05 2026-03-06 After",
            "playlist renamed After playlist_name Before After 2026-03-04 2026-03-06 After",
            "song c1 50% off_ duration_ms 90000 180000 2026-03-04 2026-03-06 After",
            "song c1 50% off_ explicit true false 2026-03-04 2026-03-06 After",
            "song c1 50% off_ song_name FIFTY 50% off_ 2026-03-04 2026-03-06 After",
            "song c4 Song c4 isrc X1 X2 2026-03-01 2026-03-06 After");
    assertThat(
            query(
                "changed_metadata",
                Map.of("playlist", "renamed", "from_date", "2026-03-04", "to_date", "2026-03-05"),
                "changed"))
        .containsExactly("duration_ms", "song_name");
  }

  @Test
  void aSongOrAnArtistIsFoundByAnyNameThatItHad() {
    String[] columns = {
      "kind", "id", "name", "first_seen", "last_seen", "days", "is_now", "playlist_names"
    };
    assertThat(query("find", Map.of("text", "fifty"), columns))
        .containsExactly("song c1 50% off_ 2026-03-01 2026-03-06 5 true After");
    assertThat(query("find", Map.of("text", "artist c1"), columns))
        .containsExactly("artist C1 The Artist 2026-03-01 2026-03-06 5 true After");
    assertThat(query("find", Map.of("text", "%off"), columns)).isEmpty();
    String[] now = {"kind", "id", "songs", "is_now", "playlist_names", "playlist_names_now"};
    assertThat(query("find", Map.of("text", "always the"), now))
        .containsExactly("song c2 1 true After, Playlist renamed-not Playlist renamed-not");
    assertThat(query("find", Map.of("text", "C2", "seen_within_days", "28"), now))
        .containsExactly("artist C2 1 false After, Playlist renamed-not null");
  }

  /// Writes a complete snapshot with entries in this order.
  private static void entries(
      SampleLakeWriter lake, String playlist, String date, SampleSong... entries)
      throws IOException {
    List<SampleSong> songs = new ArrayList<>();
    List<Map<String, String>> rows = new ArrayList<>();
    List<Map<String, String>> rejects = new ArrayList<>();
    for (int i = 0; i < entries.length; i++) {
      Map<String, String> row = new HashMap<>(entries[i].values());
      row.put("position", i + 1 + "");
      if (entries[i].id().isEmpty()) {
        row.put("reason", "unavailable");
        rejects.add(row);
      } else {
        row.put("song_id", entries[i].id());
        row.put("occurrences", "1");
        rows.add(row);
        songs.add(entries[i]);
      }
    }
    String count = entries.length + "";
    lake.snapshot(
        playlist,
        date,
        songs,
        Map.of(
            "playlist_name",
            "Unavailable",
            "items_declared",
            count,
            "items_read",
            count,
            "rejects",
            rejects.size() + ""));
    lake.write(Tables.SONGS, playlist, date, rows);
    lake.write(Tables.REJECTS, playlist, date, rejects);
  }

  private static List<String> query(
      String question, Map<String, String> parameters, String... columns) {
    return SampleLakeEngine.text(
        athena.run(QueriesFile.ours().get(question).with(parameters).sql()), columns);
  }
}
