package dev.playlistlake.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playlistlake.model.Tables;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A page or array that has elements but no readable entry is not part of a playlist. If all its
/// elements became rejects, the playlist would be empty for one day, and all its songs would enter
/// again on the next day.
final class UnreadableEntriesTest {
  private static final String A = "{'item':{'id':'a','name':'A'}}";

  /// Every document that can contain entries (`X`), with the JSON path of the array of entries.
  private static final Map<String, String> PATHS = new LinkedHashMap<>();

  static {
    PATHS.put("{'items':[X]}", "$.items");
    PATHS.put("{'total':2,'items':[X],'next':null}", "$.items");
    PATHS.put("{'id':'p','items':{'items':[X]}}", "$.items.items");
    PATHS.put("{'items':{'items':[X],'total':2},'id':'p'}", "$.items.items");
    PATHS.put("{'id':'p','tracks':{'items':[X]}}", "$.tracks.items");
    PATHS.put("{'tracks':{'items':[A]},'items':{'items':[X]}}", "$.items.items");
    PATHS.put("[{'items':[X]}]", "$[0].items");
    PATHS.put("[{'items':[A]},{'items':[X]},{'items':[A]}]", "$[1].items");
    PATHS.put("[{'id':'p','tracks':{'items':[X]}}]", "$[0].tracks.items");
    PATHS.put(
        "[{'id':'p','tracks':{'items':[A]}},{'id':'q','items':{'items':[X]}}]", "$[1].items.items");
    PATHS.put("[X]", "$");
    PATHS.put("{'schema':'playlist-snapshot/1','pages':[{'items':[X]}]}", "$.pages[0].items");
    PATHS.put(
        "{'schema':'playlist-snapshot/1','pages':[{'items':[A]},{'items':[X]}]}",
        "$.pages[1].items");
    PATHS.put(
        "{'pages':[{'items':[X]},{'items':[A]}],'schema':'playlist-snapshot/1'}",
        "$.pages[0].items");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1 | {}                                               | an object with "item" missing and "track" missing
          3 | {},{},{}                                         | an object with "item" missing and "track" missing
          1 | 5                                                | a number
          3 | true,'text',[]                                   | a boolean
          1 | {'item':5}                                       | an object with "item" a number and "track" missing
          1 | {'track':true}                                   | an object with "item" missing and "track" a boolean
          1 | {'track':[],'item':'x'}                          | an object with "item" a string and "track" an array
          1 | {'item':{'id':'x'},'item':7}                     | an object with "item" a number and "track" missing
          1 | {'added_at':'2024-01-01','album':{'id':'x'}}     | a saved album
          1 | {'added_at':'2024-01-01','show':{'id':'x'}}      | a saved show
          2 | {'id':'x','type':'album'},{'type':'album'}       | an album
          1 | {'id':'x','type':'show','uri':'spotify:show:x'}  | a show
          1 | {'ts':'2024-01-01T00:00:00Z','ms_played':5}      | listening history
          1 | {'endTime':'2024-01-01 00:00','msPlayed':5}      | listening history
          1 | {'id':'x','name':'an album'}                     | an object with "item" missing and "track" missing
          1 | {'uri':'spotify:album:x'}                        | an object with "item" missing and "track" missing
          1 | {'track':{'id':'x'},'played_at':'2024-01-01'}    | listening history
          1 | {'track':{'id':'x'},'played_at':null}            | listening history
          2 | {'played_at':7,'item':null},{'played_at':8}      | listening history
          """)
  void rejectsADocumentThatHasAPageWithoutAReadableEntry(int count, String elements, String first) {
    String found =
        count == 1
            ? "only an unreadable element: " + first
            : "only unreadable elements (" + count + ", the first is " + first + ")";
    PATHS.forEach(
        (document, path) ->
            assertThatThrownBy(
                    () -> InMemoryTables.transform(json(document.replace("X", elements))))
                .as(document)
                .isInstanceOf(TransformException.class)
                .hasMessageStartingWith(
                    "document.json: rejected at %s: found %s, expected a playlist's entries, each"
                        + " with an object or null as \"item\" or \"track\"",
                    path, found));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "null,null",
        "{'item':null}",
        "{'track':null}",
        "{'item':{}}",
        "{'track':{}}",
        "{'item':5,'track':null}",
        "{'track':5,'item':{}}",
        "{},null",
        "7,{},{'item':{'id':'x'}}",
        "{'id':'x'},{'track':{'id':'x'}}",
        "null,{'href':'https://api.spotify.com/x'}",
        "{'type':'track','uri':'spotify:track:x'}",
        "{'type':'episode'}",
        "{'uri':'spotify:local:a:b:c:1'}",
        "{'track':true,'type':'track','id':'x'}",
        "{'localTrack':{'uri':'spotify:local:a:b:c:1'}}",
        "{'audiobook':{'audiobookUri':'spotify:show:x'}}",
        "{'played_at':'2024-01-01','track':{'id':'x'}},{'track':{'id':'x'}}",
      })
  void readsAPageThatHasAReadableEntry(String elements) {
    PATHS
        .keySet()
        .forEach(
            document ->
                assertThat(
                        InMemoryTables.transform(json(document.replace("X", elements)))
                            .rows(Tables.PLAYLISTS))
                    .as(document)
                    .isNotEmpty());
  }

  @Test
  void checksOnlyThePagesThatArePartOfTheDocument() {
    assertThat(songs("{'items':{'items':[A]},'tracks':{'items':[{}]}}")).containsExactly("a");
    assertThat(songs("{'tracks':{'items':[{}]},'items':{'items':[A]}}")).containsExactly("a");
    assertThat(
            songs(
                "{'schema':'playlist-snapshot/1','items':[{}],"
                    + "'playlist':{'tracks':{'items':[{}]}},'pages':[{'items':[A]}]}"))
        .containsExactly("a");
  }

  private static Iterable<String> songs(String document) {
    return InMemoryTables.transform(json(document)).column(Tables.SONGS, "song_id");
  }

  private static String json(String text) {
    return SampleDocument.json(text.replace("A", A));
  }
}
