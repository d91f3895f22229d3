package dev.playlistlake.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.model.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Section 2 of the data contract: what an entry becomes, and what of two reasons comes first.
final class EntriesTest {
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
          {'item':{'name':'x'}}                            | missing_id
          {'item':{'id':null}}                             | missing_id
          {'item':{'id':''}}                               | missing_id
          {'item':{'id':12}}                               | missing_id
          {'item':{}}                                      | missing_id
          {'item':{},'track':{'id':'x'}}                   | missing_id
          """)
  void rejectsWhatIsNoSongForTheFirstReasonThatApplies(String entry, String reason) {
    Lake lake = Lake.of(json("{'items':[" + SONG + "," + entry + "]}"));

    assertThat(lake.column(Tables.SONGS, "song_id")).containsExactly("s");
    assertThat(lake.column(Tables.REJECTS, "reason")).containsExactly(reason);
    assertThat(lake.column(Tables.REJECTS, "position")).containsExactly("2");
    String detail = reason.equals("malformed") ? "$.items[1]" : "";
    assertThat(lake.column(Tables.REJECTS, "detail")).containsExactly(detail);
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
          {'item':{'id':'y'},'track':{'id':'x'},'item':null}
          {'id':'odd','track':{'id':'x'}}
          {'item':null,'track':{'id':'x'}}
          {'item':{'id':'x','track':true}}
          {'item':{'id':'x','type':'track'}}
          {'item':{'id':'x','type':'something new'}}
          {'item':{'id':'x','type':5,'uri':7}}
          {'is_local':'true','item':{'id':'x'}}
          {'is_local':false,'item':{'id':'x','is_local':1}}
          """)
  void countsEverythingElseOnceAsASong(String entry) {
    Lake lake = Lake.of(json("[" + entry + "]"));

    assertThat(lake.column(Tables.SONGS, "song_id")).containsExactly("x");
    assertThat(lake.rejects()).isEmpty();
  }

  @Test
  void countsASecondOccurrenceAndTakesNothingElseFromIt() {
    Lake lake =
        Lake.of(
            json(
                "[{'added_at':'2026-01-01T00:00:00Z','item':{'id':'x','name':'first'}},null,"
                    + "{'added_at':'2026-02-02T00:00:00Z','item':{'id':'x','name':'second',"
                    + "'duration_ms':5,'explicit':true,"
                    + "'album':{'id':'b'},'artists':[{'id':'c'}]}},{'track':{'id':'x'}}]"));

    assertThat(lake.songs()).hasSize(1);
    assertThat(lake.songs().getFirst())
        .containsEntry("song_name", "first")
        .containsEntry("position", "1")
        .containsEntry("occurrences", "3")
        .containsEntry("added_at", "2026-01-01T00:00:00Z");
    assertThat(lake.rows(Tables.ALBUMS)).isEmpty();
    assertThat(lake.rows(Tables.ARTISTS)).isEmpty();
    assertThat(lake.playlist())
        .containsEntry("items_read", "4")
        .containsEntry("songs", "1")
        .containsEntry("duplicates", "2")
        .containsEntry("rejects", "1")
        .containsEntry("total_duration_ms", "0")
        .containsEntry("explicit_songs", "0");
  }

  @Test
  void keepsWhatARejectTells() {
    Lake lake =
        Lake.of(
            json(
                "[{'added_at':'2026-01-01T00:00:00Z','track':{'type':'episode','id':'e','name':'E',"
                    + "'uri':'spotify:episode:e','artists':[{'name':'x'},{},{'name':'y'}]}},"
                    + "{'added_at':'1970-01-01T00:00:00Z','track':null}]"));

    assertThat(lake.rejects().getFirst())
        .containsEntry("item_type", "episode")
        .containsEntry("item_id", "e")
        .containsEntry("item_name", "E")
        .containsEntry("artist_names", "x; ; y")
        .containsEntry("added_at", "2026-01-01T00:00:00Z")
        .containsEntry("uri", "spotify:episode:e");
    assertThat(lake.rejects().getLast()).containsEntry("added_at", "");
  }

  @Test
  void numbersEntriesThroughAllPages() {
    Lake lake = Lake.of(json("[{'items':[null," + SONG + "]},{'items':[7,null]}]"));

    assertThat(lake.column(Tables.SONGS, "position")).containsExactly("2");
    assertThat(lake.column(Tables.REJECTS, "position")).containsExactly("1", "3", "4");
    assertThat(lake.column(Tables.REJECTS, "detail")).containsExactly("", "$[1].items[0]", "");
  }

  @Test
  void saysWhereAnEntryIsMalformedInEveryShape() {
    assertThat(detail("[{'item':null},9]")).isEqualTo("$[1]");
    assertThat(detail("[{'item':null},{'item':9}]")).isEqualTo("$[1]");
    assertThat(detail("{'tracks':{'items':[null,9]}}")).isEqualTo("$.tracks.items[1]");
    assertThat(detail("[{'id':'p','items':{'items':[null,9]}}]")).isEqualTo("$[0].items.items[1]");
    assertThat(detail("{'schema':'playlist-snapshot/1','pages':[{'items':[]},{'items':[null,9]}]}"))
        .isEqualTo("$.pages[1].items[1]");
  }

  private static String detail(String json) {
    return Lake.of(json(json)).rejects().getLast().getOrDefault("detail", "none");
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
