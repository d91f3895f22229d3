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

/// Section 1 of the data contract: a page or array that has elements but no readable entry is not
/// part of a playlist. If all its elements became rejects, the playlist would be empty for one day,
/// and all its songs would enter again on the next day.
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
          1 | {'added_at':'2024-01-01','album':{'id':'x'}}     | an object with "item" missing and "track" missing
          1 | {'ts':'2024-01-01T00:00:00Z','ms_played':5}      | an object with "item" missing and "track" missing
          1 | {'id':'x','name':'an album'}                     | an object with its own id, "item" missing and "track" missing
          1 | {'type':'track','uri':'spotify:track:x'}         | an object with its own id, "item" missing and "track" missing
          1 | {'track':true,'type':'track','id':'x'}           | an object with its own id, "item" missing and "track" a boolean
          2 | null,{'uri':'spotify:track:x'}                   | an object with its own id, "item" missing and "track" missing
          3 | null,{'href':'https://api.spotify.com/x'},null   | an object with its own id, "item" missing and "track" missing
          1 | {'track':{'id':'x'},'played_at':'2024-01-01'}    | an object with "played_at", which is listening history
          2 | {'played_at':7,'item':null},{'played_at':8}      | an object with "played_at", which is listening history
          """)
  void rejectsADocumentThatHasAPageWithoutAReadableEntry(int count, String elements, String first) {
    String expected =
        first.contains("its own id")
            ? "a playlist's entries, each with an object or null as \"item\" or \"track\" (is it a"
                + " page of tracks, albums or playlists?)"
            : "a playlist's entries, each with an object or null as \"item\" or \"track\"";
    PATHS.forEach(
        (document, path) ->
            assertThatThrownBy(
                    () -> InMemoryTables.transform(json(document.replace("X", elements))))
                .as(document)
                .isInstanceOf(TransformException.class)
                .hasMessage(
                    "document.json: rejected at %s: found no readable entry among %d %s (the first"
                        + " element that is not null is %s), expected %s",
                    path, count, count == 1 ? "element" : "elements", first, expected));
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
        "{'played_at':null,'track':{'id':'x'}}",
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
    assertThat(songs("{'items':[A],'tracks':{'items':[{}]}}")).containsExactly("a");
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
