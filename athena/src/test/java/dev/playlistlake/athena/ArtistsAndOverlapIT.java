package dev.playlistlake.athena;

import static dev.playlistlake.athena.SampleLakeEngine.query;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// The saved queries about artists, albums, users and shared songs. The expected rows were computed
/// by hand.
final class ArtistsAndOverlapIT {
  @Test
  void topArtistsCountEveryCreditOnEveryCompleteDay() {
    assertThat(
            query("top_artists", "place", "artist_id", "song_days", "songs", "days", "playlists"))
        .containsExactly("1 A 12 4 4 2", "2 B 6 3 4 1", "3 C 3 2 3 1");
    assertThat(
            query(
                "top_artists",
                Map.of("playlist", "one", "to_date", "2026-03-02", "top", "1"),
                "artist_id",
                "song_days"))
        .containsExactly("A 5");
  }

  @Test
  void collaborationsAreSongsWithTwoCreditsOrMore() {
    assertThat(
            query(
                "collaboration_share",
                "playlist_id",
                "songs",
                "collaborations",
                "percent",
                "average_credits"))
        .containsExactly("one 3 2 66.7 2.0", "two 2 0 0.0 0.5");
  }

  @Test
  void pairsCountSongsInsteadOfDays() {
    assertThat(query("artist_pairs", "place", "artist_a", "artist_b", "songs"))
        .containsExactly("1 Artist A Artist B 3", "2 Artist A Artist C 1", "2 Artist B Artist C 1");
  }

  @Test
  void edgesUseTheLatestSnapshot() {
    assertThat(query("collaboration_edges", "playlist_id", "source", "target", "weight"))
        .containsExactly("one A B 2", "one A C 1", "one B C 1");
  }

  @Test
  void concentrationIsTheSumOfSquaredShares() {
    assertThat(
            query(
                "album_concentration",
                "playlist_id",
                "album_id",
                "songs",
                "percent",
                "concentration"))
        .containsExactly(
            "one al1 1 33.3 0.3333",
            "one al2 1 33.3 0.3333",
            "one al3 1 33.3 0.3333",
            "two al1 1 100.0 1.0");
  }

  @Test
  void whoAddedWhatCountsARepeatedSongOnce() {
    assertThat(
            query("who_added_what", "playlist_id", "added_by", "songs", "songs_now", "last_song"))
        .containsExactly(
            "one u1 2 2 Song s3",
            "one null 2 0 null",
            "one u2 1 1 Song s5",
            "two u1 1 1 Song s1",
            "two null 1 1 null");
  }

  @Test
  void findsARecordingWithTwoIdsAcrossPlaylists() {
    assertThat(query("same_isrc", "isrc", "song_ids", "ids")).containsExactly("I1 2 s1, s6");
  }

  @Test
  void overlapIsSharedSongsDividedByAllSongs() {
    assertThat(
            query(
                "playlist_overlap",
                "playlist_a",
                "playlist_b",
                "songs_a",
                "songs_b",
                "shared",
                "jaccard"))
        .containsExactly("one two 3 2 1 0.25");
  }
}
