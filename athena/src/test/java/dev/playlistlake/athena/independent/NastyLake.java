package dev.playlistlake.athena.independent;

import static dev.playlistlake.athena.independent.Entry.reject;
import static dev.playlistlake.athena.independent.Entry.song;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A small lake of rare cases:
///
/// - `leap`: the days around 29 February 2024, with gaps and a snapshot that was read late
/// - `mix`: renamed, without a name in its newest snapshot; some days are missing
/// - `twin`: has the newest known name of `mix`, and is read no longer
/// - `refilled`: emptied, refilled, and served empty for a moment
/// - `greyed`: songs became unplayable or unavailable; the same recordings are on it twice
/// - `troubled`: short, long, unreadable and unfinished snapshots
/// - `relinked`: Spotify plays other tracks in place of those that were added
/// - `charts`: 40 days with ties of popularity, position and counts
/// - `nulls`: songs without any value; `empty`: never had a song
/// - `single`: one day long ago; `future`: a snapshot of the year 2100; `started`: an unfinished
///   one
/// - `damaged`: values that break the rules; its older files lack the last columns
final class NastyLake {
  private static final Map<String, String> NONE = Map.of();

  private final LakeBuilder lake = new LakeBuilder();
  private final LocalDate today;

  /// Songs that differ in what is known about them.
  private final Entry s1 =
      song("s1", "a1:Ann")
          .album("al1", "2024-02-29", "album_type", "album", "artist_id", "a1", "total_tracks", "9")
          .with("duration_ms", "180000", "explicit", "true", "isrc", "USx17607839")
          .with("added_at", "2024-02-29T23:59:59Z", "added_by", "u1", "popularity", "50");

  private final Entry s2 =
      song("s2", "a1:Ann", "a2:Ben")
          .album("al1", "2024-02-29", "album_type", "album")
          .with("duration_ms", "240000", "explicit", "false", "isrc", "USX17607839")
          .with("added_at", "2024-03-01T00:00:00Z", "added_by", "u2", "popularity", "50");
  private final Entry s3 =
      song("s3", "a2:Ben", "a1:Ann", "a2:Ben")
          .album("al2", "1999", "artist_id", "a9")
          .with("duration_ms", "3600000", "explicit", "true", "added_by", "u1")
          .with("added_at", "2024-03-01T00:00:00Z", "popularity", "0");
  private final Entry s4 =
      song("s4", "a3:")
          .album("al3", "2001-12")
          .with("duration_ms", "1000", "is_playable", "false", "popularity", "100");
  private final Entry s5 =
      song("s5", ":Nobody", "a4:Dan; Eve", "a1:Ann")
          .album("al4", "2024-02-30")
          .with("song_name", "Quote \" comma, \\ and 'ü' 🎵", "duration_ms", "200000")
          .with("explicit", "false", "isrc", "DE0000000001");
  private final Entry s6 = song("s6").with("song_name", "");
  private final Entry s7 = song("s7", "a5:Fay", "a2:Ben").album("al5", "0000").with("isrc", "i7");
  private final Entry s8 =
      song("s8", "a5:Fay").album("al6", "2099-01-01").with("duration_ms", "0", "explicit", "true");

  NastyLake(LocalDate today) {
    this.today = today;
    leap();
    mix();
    refilled();
    greyed();
    troubled();
    relinked();
    charts();
    rest();
    damaged();
  }

  LakeBuilder files() {
    return lake;
  }

  Lake lake() {
    return lake.lake(today);
  }

  private String ago(int days) {
    return today.minusDays(days) + "";
  }

  private void day(String playlist, String date, Map<String, String> summary, Entry... entries) {
    lake.snapshot(new Snapshot(playlist, date), summary, entries);
  }

  private Map<String, String> name(String name) {
    return Map.of("playlist_name", name);
  }

  private void leap() {
    day("leap", "2024-02-27", Map.of("followers", "10"), s1, s2, s2, s1, s3);
    day("leap", "2024-02-28", NONE, s2, s1.with("popularity", "51"));
    day(
        "leap",
        "2024-02-29",
        Map.of("followers", "9", "extracted_at", "2024-03-01T00:00:01Z"),
        s3.with("popularity", "20"),
        reject("local_file"),
        s5,
        reject("episode"));
    day("leap", "2024-03-01", NONE, s3.with("popularity", "21"), s1.with("popularity", "53"), s5);
    day("leap", "2024-03-04", Map.of("followers", "9"), s1.with("popularity", "50"), s2, s4);
  }

  private void mix() {
    Entry named = s1.credits("a1:Ann Lee").with("added_by", "u2");
    day("mix", ago(12), name("Mix"), s1, s2, s3, s4);
    day("mix", ago(11), name("Mix"), s2, s1, s3, s4.with("popularity", "99"));
    day("mix", ago(10), name("Mix"), s4, s3, s2, s1);
    day("mix", ago(7), name("It's \"new\", isn't it"), s5, s4, reject("missing_id"), s2);
    day("mix", ago(6), name("It's \"new\", isn't it"), s1.with("popularity", "50"), s5, s6);
    day("mix", ago(3), name("It's \"new\", isn't it"), named, s6, s7, s7);
    day(
        "mix",
        ago(1),
        name(""),
        s7,
        named,
        s8,
        s2,
        reject("episode"),
        s3.credits("a2:B", "a1:Ann"));
    day("twin", ago(33), name("It's \"new\", isn't it"), s1, s2, s6);
    day("twin", ago(32), name("It's \"new\", isn't it"), s2, s7, s1, s3);
  }

  private void refilled() {
    Map<String, String> version = Map.of("spotify_snapshot_id", "v1", "followers", "100");
    day("refilled", ago(15), version, s1, s2);
    day("refilled", ago(14), NONE);
    day("refilled", ago(13), NONE, s2, s1.with("is_playable", "true"));
    day("refilled", ago(9), version);
    day("refilled", ago(5), NONE);
    day("refilled", ago(4), version, s1, s2, s3);
    day("refilled", ago(2), Map.of("spotify_snapshot_id", "", "followers", "98"));
    day("refilled", ago(1), Map.of("spotify_snapshot_id", "v2"), s3, s2, s1, s8);
    day("empty", ago(20), NONE);
    day("empty", ago(1), NONE);
  }

  private void greyed() {
    Entry playable1 = s1.with("is_playable", "true", "added_at", "2025-05-01T00:00:00Z");
    Entry playable2 = s2.with("is_playable", "true", "added_at", "2025-05-02T00:00:00Z");
    Entry again = s3.with("song_id", "s3b", "song_name", "SONG  s3!", "isrc", "x9");
    Entry moved = again.credits("a1:Ann", "a2:Ben", "a2:Ben");
    Entry none = reject("unavailable");
    day("greyed", ago(8), NONE, playable1, s3, playable2, s4, moved, s8, s8);
    day(
        "greyed",
        ago(7),
        NONE,
        playable1.with("is_playable", "false"),
        s3,
        none.with("added_at", "2025-05-02T00:00:00Z"),
        moved,
        none);
    day("greyed", ago(4), NONE, playable1.with("is_playable", ""), s3, none, none, s6);
    day("greyed", ago(2), NONE, none, none, s6, s2, s1.with("is_playable", "false"), moved, s3, s3);
  }

  private void troubled() {
    Entry none = reject("unavailable");
    day("troubled", ago(20), NONE, s1, s3, s2);
    day("troubled", ago(19), Map.of("items_declared", "9"), s4, s5);
    day("troubled", ago(18), Map.of("items_declared", "1"), s1, s5, s6);
    day("troubled", ago(17), NONE, none, none, reject("malformed").with("detail", "$.items[2]"));
    day("troubled", ago(16), Map.of("items_declared", "7"), none, none);
    lake.unfinished(new Snapshot("troubled", ago(12)), s8, s7);
    day("troubled", ago(11), Map.of("items_declared", ""), s2, none, s1.with("popularity", "60"));
    day("troubled", ago(1), Map.of("items_declared", "4"), s8, s4.with("popularity", "1"));
    lake.unfinished(new Snapshot("troubled", ago(0)), s1);
    lake.unfinished(new Snapshot("started", ago(2)), s1, s2);
  }

  /// `x1` and `x2` are played in place of `s1`, and `y` in place of `s2` and of `s3`.
  private void relinked() {
    Entry x1 = s1.with("song_id", "x1", "linked_from_id", "s1", "song_name", "Song s1 (live)");
    Entry x2 = s1.with("song_id", "x2", "linked_from_id", "s1", "popularity", "70");
    Entry y2 = s2.with("song_id", "y", "linked_from_id", "s2");
    Entry y3 = s3.with("song_id", "y", "linked_from_id", "s3");
    day("relinked", ago(25), NONE, s1, s2, s3);
    day("relinked", ago(24), NONE, x1, s2, s3);
    day("relinked", ago(22), NONE, s4, x2, s1, y2, y3);
    day("relinked", ago(8), NONE, s1, x1, s3.with("popularity", "33"), y2);
    day("relinked", ago(2), NONE, x2.credits("a1:Ann Lee", "a6:"), y3, s1, s8);
  }

  /// A pseudo-random course, the same each time.
  private void charts() {
    Random random = new Random(15);
    List<Entry> all = new ArrayList<>();
    for (int i = 1; i <= 9; i++) {
      String artist = "b" + i % 4;
      all.add(
          song("c" + i, artist + ":Artist " + artist, "b" + i % 3 + ":Artist b" + i % 3)
              .album("cl" + i % 5, 1960 + 7 * i + "-0" + i + "-1" + i)
              .with("duration_ms", i == 9 ? "2000000" : 100_000 + 20_000 * (i % 4) + "")
              .with("added_by", "u" + i % 2)
              .with("added_at", "2025-0%d-01T00:00:00Z".formatted(1 + i % 3))
              .with("explicit", List.of("true", "false", "").get(i % 3)));
    }
    for (int age = 40; age > 0; age -= 3 + random.nextInt(6)) {
      List<Entry> songs = new ArrayList<>();
      for (Entry entry : all) {
        if (random.nextInt(5) > 0) {
          int popularity = 10 * random.nextInt(7);
          songs.add(random.nextInt(6) == 0 ? entry : entry.with("popularity", popularity + ""));
        }
      }
      Collections.shuffle(songs, random);
      songs.addAll(Arrays.asList(s1, s2).subList(0, age % 3));
      day(
          "charts",
          ago(age),
          Map.of("followers", 1000 - age % 5 + ""),
          songs.toArray(Entry[]::new));
    }
  }

  private void rest() {
    Entry bare = song("n1").with("song_name", "");
    day("nulls", ago(2), name(""), bare, song("n2", ":").with("song_name", ""));
    day("nulls", ago(1), name(""), song("n2", ":").with("song_name", ""), bare, song("n3", "a7:"));
    day("single", "1990-01-01", NONE, s1);
    day("future", ago(0), NONE, s1, s2, reject("episode"));
    day("future", "2100-01-01", NONE, s2, s8);
  }

  private void damaged() {
    Snapshot old = new Snapshot("damaged", ago(6));
    Snapshot now = new Snapshot("damaged", ago(5));
    day("damaged", old.date(), NONE, s1, s2, reject("unavailable"));
    lake.removeColumns("playlists", old, "unreadable", "image_url");
    lake.removeColumns("songs", old, "linked_from_id");
    day("damaged", now.date(), NONE, s1, s2, s3, s7, reject("malformed"));
    lake.change("songs", now, 0, "album_id", "unknown");
    lake.change("songs", now, 1, "duration_ms", "long");
    lake.change("songs", now, 1, "artist_count", "5");
    lake.change("songs", now, 2, "occurrences", "2");
    lake.change("songs", now, 3, "position", "9");
    lake.change("albums", now, 1, "release_year", "2000");
    lake.change("artists", now, 0, "songs_on_playlist", "7");
    lake.change("song_artists", now, 2, "artist_position", "1");
    lake.change("rejects", now, 0, "reason", "because");
    lake.change("playlists", now, 0, "songs", "3");
    lake.change("playlists", now, 0, "followers", "many");
    lake.change("playlists", now, 0, "is_public", "maybe");
  }
}
