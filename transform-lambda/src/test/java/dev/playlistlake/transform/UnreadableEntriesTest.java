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

/// Section 1 of the data contract: a page or array that has elements, but no readable entry, is not
/// part of a playlist. Read as rejects it would empty the playlist for a day, and the next day
/// every song would enter.
final class UnreadableEntriesTest {
  private static final String A = "{'item':{'id':'a','name':'A'}}";

  /// Every place where entries can be (`X`), by the JSON path of the array that holds them.
  private static final Map<String, String> PLACES = new LinkedHashMap<>();

  static {
    PLACES.put("{'items':[X]}", "$.items");
    PLACES.put("{'total':2,'items':[X],'next':null}", "$.items");
    PLACES.put("{'id':'p','items':{'items':[X]}}", "$.items.items");
    PLACES.put("{'items':{'items':[X],'total':2},'id':'p'}", "$.items.items");
    PLACES.put("{'id':'p','tracks':{'items':[X]}}", "$.tracks.items");
    PLACES.put("{'tracks':{'items':[A]},'items':{'items':[X]}}", "$.items.items");
    PLACES.put("[{'items':[X]}]", "$[0].items");
    PLACES.put("[{'items':[A]},{'items':[X]},{'items':[A]}]", "$[1].items");
    PLACES.put("[{'id':'p','tracks':{'items':[X]}}]", "$[0].tracks.items");
    PLACES.put(
        "[{'id':'p','tracks':{'items':[A]}},{'id':'q','items':{'items':[X]}}]", "$[1].items.items");
    PLACES.put("[X]", "$");
    PLACES.put("{'schema':'playlist-snapshot/1','pages':[{'items':[X]}]}", "$.pages[0].items");
    PLACES.put(
        "{'schema':'playlist-snapshot/1','pages':[{'items':[A]},{'items':[X]}]}",
        "$.pages[1].items");
    PLACES.put(
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
          1 | {'id':'x','name':'an album'}                     | an object with an id of its own, "item" missing and "track" missing
          1 | {'type':'track','uri':'spotify:track:x'}         | an object with an id of its own, "item" missing and "track" missing
          1 | {'track':true,'type':'track','id':'x'}           | an object with an id of its own, "item" missing and "track" a boolean
          2 | null,{'uri':'spotify:track:x'}                   | an object with an id of its own, "item" missing and "track" missing
          3 | null,{'href':'https://api.spotify.com/x'},null   | an object with an id of its own, "item" missing and "track" missing
          1 | {'track':{'id':'x'},'played_at':'2024-01-01'}    | an object with "played_at", which is listening history
          2 | {'played_at':7,'item':null},{'played_at':8}      | an object with "played_at", which is listening history
          """)
  void refusesADocumentWhereverItHasAPageWithoutAReadableEntry(
      int count, String elements, String first) {
    String expected =
        first.contains("of its own")
            ? "a playlist's entries, each with an object or null as \"item\" or \"track\" (is it a"
                + " page of tracks, albums or playlists?)"
            : "a playlist's entries, each with an object or null as \"item\" or \"track\"";
    PLACES.forEach(
        (document, path) ->
            assertThatThrownBy(
                    () -> InMemoryTables.transform(json(document.replace("X", elements))))
                .as(document)
                .isInstanceOf(TransformException.class)
                .hasMessage(
                    "document.json: refused at %s: found no readable entry among %d %s (the first"
                        + " that is not null: %s), expected %s",
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
  void readsThePageWithOneReadableEntryWhereverItIs(String elements) {
    PLACES
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
  void judgesOnlyThePagesOfTheDocumentsShape() {
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
