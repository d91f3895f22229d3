package dev.playlistlake.transform;

import static dev.playlistlake.transform.SampleDocument.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.model.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The row that an entry becomes, and the order of the reasons.
final class PlaylistEntryTest {
  private static final String SONG = "{'item':{'id':'s','name':'Song','type':'track'}}";

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          5                                                | malformed
          'text'                                           | malformed
          []                                               | malformed
          {'item':5}                                       | malformed
          {'track':'x'}                                    | malformed
          {'item':null,'track':[]}                         | malformed
          {'track':true}                                   | malformed
          {'item':7,'is_local':true}                       | malformed
          null                                             | unavailable
          {}                                               | unavailable
          {'item':null}                                    | unavailable
          {'track':null}                                   | unavailable
          {'item':null,'track':null}                       | unavailable
          {'is_local':true,'track':null}                   | unavailable
          {'is_local':true,'item':{'id':'x'}}              | local_file
          {'item':{'id':'x','is_local':true}}              | local_file
          {'item':{'id':'x','uri':'spotify:local:a:b:c:9'}} | local_file
          {'item':{'id':'x','uri':'spotify:local:','type':'episode'}} | local_file
          {'item':{'is_local':true}}                       | local_file
          {'item':{'id':'x','type':'episode'}}             | episode
          {'item':{'type':'episode'}}                      | episode
          {'item':{'id':'x','type':'show'}}                | episode
          {'item':{'id':'x','type':'chapter'}}             | episode
          {'item':{'id':'x','type':'audiobook'}}           | episode
          {'item':{'id':'x','uri':'spotify:episode:x'}}    | episode
          {'item':{'id':'x','uri':'spotify:show:x'}}       | episode
          {'item':{'id':'x','uri':'spotify:chapter:x'}}    | episode
          {'item':{'id':'x','uri':'spotify:audiobook:x'}}  | episode
          {'track':null,'episode':{'episodeUri':'spotify:episode:x','episodeName':'E'}} | episode
          {'track':null,'audiobook':{'audiobookUri':'x'}}  | episode
          {'track':null,'localTrack':{'uri':'spotify:local:a:b:c:1'}} | local_file
          {'track':null,'localTrack':{}}                   | local_file
          {'type':'episode','id':'x'}                      | episode
          {'uri':'spotify:local:a:b:c:1'}                  | local_file
          {'uri':'spotify:track:'}                         | missing_id
          {'track':null,'episode':{'id':'x'}}              | unavailable
          {'track':null,'uri':'spotify:track:x'}           | unavailable
          {'item':null,'type':'track','id':'x'}            | unavailable
          {'uri':'spotify:album:x','id':'x'}               | unavailable
          {'item':5,'type':'artist','id':'x'}              | malformed
          {'item':{'name':'x'}}                            | missing_id
          {'item':{'id':'x\\ny'}}                          | missing_id
          {'item':{'id':'\\u0001'}}                         | missing_id
          {'item':{'id':'x\\u0001','uri':'spotify:track:x'}} | missing_id
          {'item':{'id':7,'uri':'spotify:track:x'}}        | missing_id
          {'item':{'trackUri':'spotify:track:a','trackName':'n'}} | missing_id
          {'item':{'id':'','uri':'spotify:track:x'}}       | missing_id
          {'item':{'uri':'spotify:track:x\\ty'}}            | missing_id
          {'item':{'id':'\\ud83d'}}                         | missing_id
          {'item':{'id':null}}                             | missing_id
          {'item':{'id':''}}                               | missing_id
          {'item':{'id':12}}                               | missing_id
          {'item':{}}                                      | missing_id
          {'item':{},'track':{'id':'x'}}                   | missing_id
          """)
  void rejectsAnEntryThatIsNotASongForTheFirstReasonThatApplies(String entry, String reason) {
    InMemoryTables tables =
        InMemoryTables.transform(json("{'items':[" + SONG + "," + entry + "]}"));

    assertThat(tables.column(Tables.SONGS, "song_id")).containsExactly("s");
    assertThat(tables.column(Tables.REJECTS, "reason")).containsExactly(reason);
    assertThat(tables.column(Tables.REJECTS, "position")).containsExactly("2");
    String detail = reason.equals("malformed") ? "$.items[1]" : "";
    assertThat(tables.column(Tables.REJECTS, "detail")).containsExactly(detail);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'item':{'id':'x'}}
          {'track':{'id':'x'}}
          {'item':{'id':'x'},'track':{'id':'y'}}
          {'track':{'id':'y'},'item':{'id':'x'}}
          {'item':5,'track':{'id':'x'}}
          {'item':{'uri':'spotify:track:x'}}
          {'track':{'id':'x'},'ms_played':1}
          {'item':{'id':null,'uri':'spotify:track:x'}}
          {'item':{'uri':'spotify:track:x','id':null}}
          {'type':'track','id':'x'}
          {'id':'x','uri':'spotify:track:y'}
          {'uri':'spotify:track:x','track':true}
          {'uri':'spotify:track:x','item':'no','is_local':false}
          {'track':{'trackUri':'spotify:track:x','trackName':'n'},'episode':null}
          {'episode':null,'localTrack':null,'track':{'trackName':'n','uri':'spotify:track:x'}}
          {'track':{'id':'x'},'episode':{'episodeUri':'e'}}
          {'item':{'id':'x'},'track':{'trackUri':'spotify:track:y'}}
          {'item':{'id':'y'},'track':{'id':'x'},'item':null}
          {'id':'own','track':{'id':'x'}}
          {'item':null,'track':{'id':'x'}}
          {'item':{'id':'x','track':true}}
          {'item':{'id':'x','type':'track'}}
          {'item':{'id':'x','type':'something new'}}
          {'item':{'id':'x','type':5,'uri':7}}
          {'is_local':'true','item':{'id':'x'}}
          {'is_local':false,'item':{'id':'x','is_local':1}}
          """)
  void readsAnyOtherEntryAsASong(String entry) {
    InMemoryTables tables = InMemoryTables.transform(json("[" + entry + "]"));

    assertThat(tables.column(Tables.SONGS, "song_id")).containsExactly("x");
    assertThat(tables.rejects()).isEmpty();
  }

  @Test
  void readsTheNamesOfAccountData() {
    InMemoryTables tables =
        InMemoryTables.transform(
            json(
                "{'playlists':[{'name':'n','numberOfFollowers':3,'description':null,'items':["
                    + "{'addedDate':'2023-02-03','track':{'trackName':'Song','artistName':'Artist',"
                    + "'albumName':'Album','trackUri':'spotify:track:s'},'episode':null},"
                    + "{'addedDate':'1970-01-01','track':{'trackName':'Old',"
                    + "'trackUri':'spotify:track:o'}},"
                    + "{'addedDate':'2023-2-3','track':null,'episode':{'episodeName':'Talk',"
                    + "'showName':'Show','episodeUri':'spotify:episode:e'}}]}]}"));

    assertThat(tables.songs().getFirst())
        .containsEntry("song_id", "s")
        .containsEntry("song_name", "Song")
        .containsEntry("artist_names", "Artist")
        .containsEntry("artist_count", "1")
        .containsEntry("artist_id", "")
        .containsEntry("added_at", "2023-02-03T00:00:00Z");
    assertThat(tables.songs().getLast()).containsEntry("added_at", "");
    assertThat(tables.rejects().getFirst())
        .containsEntry("item_type", "episode")
        .containsEntry("item_name", "Talk")
        .containsEntry("uri", "spotify:episode:e")
        .containsEntry("added_at", "");
    assertThat(tables.playlist())
        .containsEntry("playlist_name", "n")
        .containsEntry("followers", "3")
        .containsEntry("unreadable", "0");
  }

  @Test
  void readsTheNamesOfYourLibrary() {
    InMemoryTables tables =
        InMemoryTables.transform(
            json(
                "{'tracks':[{'artist':'Artist','album':'Album','track':'Song',"
                    + "'uri':'spotify:track:s'}],'albums':[{}],'shows':[]}"));

    assertThat(tables.songs().getFirst())
        .containsEntry("song_id", "s")
        .containsEntry("song_name", "Song")
        .containsEntry("artist_names", "Artist")
        .containsEntry("album_id", "");
  }

  @Test
  void readsBareTracksWithTheirAlbumAndUrl() {
    InMemoryTables tables =
        InMemoryTables.transform(
            json(
                "[{'type':'track','id':'s','name':'Song','external_urls':{'spotify':'u'},"
                    + "'artists':[{'id':'a','name':'A'}],'album':{'id':'b','name':'B'},"
                    + "'images':[],'duration_ms':5,'track':true}]"));

    assertThat(tables.songs().getFirst())
        .containsEntry("song_name", "Song")
        .containsEntry("song_url", "u")
        .containsEntry("album_id", "b")
        .containsEntry("artist_id", "a")
        .containsEntry("duration_ms", "5")
        .containsEntry("added_at", "");
    assertThat(tables.rows(Tables.ALBUMS)).hasSize(1);
  }

  @Test
  void readsAnIdThatIsNotTheSameInCsvAsEmpty() {
    InMemoryTables tables =
        InMemoryTables.transform(
            json(
                "[{'added_by':{'id':'u\\u0007'},'item':{'id':'s','linked_from':{'id':'l\\n'},"
                    + "'artists':[{'id':'a\\t','name':'A'}],'album':{'id':'b\\n','name':'B'}}}]"));

    assertThat(tables.songs().getFirst())
        .containsEntry("added_by", "")
        .containsEntry("linked_from_id", "")
        .containsEntry("artist_id", "")
        .containsEntry("album_id", "");
    assertThat(tables.rows(Tables.ALBUMS)).isEmpty();
    assertThat(tables.rows(Tables.ARTISTS)).isEmpty();
  }

  @Test
  void countsUnreadableEntriesButNoLocalFilesAndEpisodes() {
    InMemoryTables tables =
        InMemoryTables.transform(
            json(
                "[null,5,{'item':{}},{'item':{'id':'x','type':'episode'}},"
                    + "{'item':{'is_local':true}},{'item':{'id':'s'}}]"));

    assertThat(tables.playlist()).containsEntry("rejects", "5").containsEntry("unreadable", "3");
  }

  @Test
  void countsALaterOccurrenceAndReadsNothingElseFromIt() {
    InMemoryTables tables =
        InMemoryTables.transform(
            json(
                "[{'added_at':'2026-01-01T00:00:00Z','item':{'id':'x','name':'first'}},null,"
                    + "{'added_at':'2026-02-02T00:00:00Z','item':{'id':'x','name':'second',"
                    + "'duration_ms':5,'explicit':true,"
                    + "'album':{'id':'b'},'artists':[{'id':'c'}]}},{'track':{'id':'x'}}]"));

    assertThat(tables.songs()).hasSize(1);
    assertThat(tables.songs().getFirst())
        .containsEntry("song_name", "first")
        .containsEntry("position", "1")
        .containsEntry("occurrences", "3")
        .containsEntry("added_at", "2026-01-01T00:00:00Z");
    assertThat(tables.rows(Tables.ALBUMS)).isEmpty();
    assertThat(tables.rows(Tables.ARTISTS)).isEmpty();
    assertThat(tables.playlist())
        .containsEntry("items_read", "4")
        .containsEntry("songs", "1")
        .containsEntry("duplicates", "2")
        .containsEntry("rejects", "1")
        .containsEntry("total_duration_ms", "0")
        .containsEntry("explicit_songs", "0");
  }

  @Test
  void keepsTheValuesOfARejectedEntry() {
    InMemoryTables tables =
        InMemoryTables.transform(
            json(
                "[{'added_at':'2026-01-01T00:00:00Z','track':{'type':'episode','id':'e','name':'E',"
                    + "'uri':'spotify:episode:e','artists':[{'name':'x'},{},{'name':'y'}]}},"
                    + "{'added_at':'1970-01-01T00:00:00Z','track':null}]"));

    assertThat(tables.rejects().getFirst())
        .containsEntry("item_type", "episode")
        .containsEntry("item_id", "e")
        .containsEntry("item_name", "E")
        .containsEntry("artist_names", "x; ; y")
        .containsEntry("added_at", "2026-01-01T00:00:00Z")
        .containsEntry("uri", "spotify:episode:e");
    assertThat(tables.rejects().getLast()).containsEntry("added_at", "");
  }

  @Test
  void keepsTheIdOfARejectThatOnlyItsUriContains() {
    InMemoryTables tables =
        InMemoryTables.transform(
            json("{'items':[{'is_local':true,'track':{'uri':'spotify:track:abc'}}]}"));

    assertThat(tables.rejects().getFirst())
        .containsEntry("reason", "local_file")
        .containsEntry("item_id", "abc");
  }

  @Test
  void numbersEntriesAcrossAllPages() {
    InMemoryTables tables =
        InMemoryTables.transform(json("[{'items':[null," + SONG + "]},{'items':[7,null]}]"));

    assertThat(tables.column(Tables.SONGS, "position")).containsExactly("2");
    assertThat(tables.column(Tables.REJECTS, "position")).containsExactly("1", "3", "4");
    assertThat(tables.column(Tables.REJECTS, "detail")).containsExactly("", "$[1].items[0]", "");
  }

  @Test
  void recordsThePathOfAMalformedEntryInEveryShape() {
    assertThat(detail("[{'item':null},9]")).isEqualTo("$[1]");
    assertThat(detail("[{'item':null},{'item':9}]")).isEqualTo("$[1]");
    assertThat(detail("{'tracks':{'items':[null,9]}}")).isEqualTo("$.tracks.items[1]");
    assertThat(detail("[{'id':'p','items':{'items':[null,9]}}]")).isEqualTo("$[0].items.items[1]");
    assertThat(detail("{'schema':'playlist-snapshot/1','pages':[{'items':[]},{'items':[null,9]}]}"))
        .isEqualTo("$.pages[1].items[1]");
  }

  private static String detail(String json) {
    return InMemoryTables.transform(json(json)).rejects().getLast().getOrDefault("detail", "none");
  }
}
