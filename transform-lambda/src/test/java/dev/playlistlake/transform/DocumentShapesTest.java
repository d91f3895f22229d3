package dev.playlistlake.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playlistlake.model.Tables;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Section 1 of the data contract: the documents that are read, their ids, and the documents that
/// are rejected.
final class DocumentShapesTest {
  private static final String A = "{'track':{'id':'a','name':'A'}}";
  private static final String B = "{'item':{'id':'b','name':'B'}}";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          envelope                  | {'schema':'playlist-snapshot/1','playlist':{'id':'p'},'pages':[{'items':[A,B]}]} | p | a b
          envelope, two pages       | {'schema':'playlist-snapshot/1','playlist':{'id':'p'},'pages':[{'items':[A]},{'items':[B]}]} | p | a b
          envelope, other order     | {'pages':[{'items':[A,B]}],'playlist':{'id':'p'},'schema':'playlist-snapshot/1'} | p | a b
          envelope with items       | {'items':[A],'schema':'playlist-snapshot/1','playlist':{'id':'p'},'pages':[{'items':[B]}]} | p | b
          entries in its playlist   | {'schema':'playlist-snapshot/1','playlist':{'id':'p','tracks':{'items':[A]}},'pages':[{'items':[B]}]} | p | b
          envelope without playlist | {'schema':'playlist-snapshot/1','pages':[{'items':[A]}]} | document | a
          page                      | {'items':[A,B]} | document | a b
          page with an id           | {'id':'p','items':[A,B],'next':null} | document | a b
          page with tracks          | {'items':[A],'tracks':{'items':[B]}} | document | a
          playlist since 2026       | {'id':'p','items':{'items':[A,B]}} | p | a b
          playlist before 2026      | {'id':'p','tracks':{'items':[A,B]}} | p | a b
          items before tracks       | {'id':'p','items':{'items':[A]},'tracks':{'items':[B]}} | p | a
          in any order              | {'tracks':{'items':[B]},'items':{'items':[A]},'id':'p'} | p | a
          items is not an object    | {'id':'p','items':null,'tracks':{'items':[B]}} | p | b
          id after the entries      | {'tracks':{'items':[A,B]},'id':'p'} | p | a b
          playlist without an id    | {'tracks':{'items':[A]}} | document | a
          playlist with a null id   | {'id':null,'tracks':{'items':[A]}} | document | a
          array of pages            | [{'items':[A]},{'items':[B]}] | document | a b
          array of entries          | [A,B] | document | a b
          array of mixed entries    | [null,5,A] | document | a
          array of one playlist     | [{'id':'p','tracks':{'items':[A,B]}}] | p | a b
          empty array               | [] | document |
          empty page                | {'items':[]} | document |
          empty playlist            | {'id':'p','items':{'items':[]}} | p |
          """)
  void readsEveryShape(String shape, String json, String playlist, String songs) {
    InMemoryTables tables = InMemoryTables.transform(json(json));

    assertThat(tables.playlist()).as(shape).containsEntry("playlist_id", playlist);
    List<String> expected = songs == null ? List.of() : List.of(songs.split(" "));
    assertThat(tables.column(Tables.SONGS, "song_id")).isEqualTo(expected);
  }

  @Test
  void makesASnapshotOfEachPlaylistInAnArray() {
    InMemoryTables tables =
        InMemoryTables.transform(
            json("[{'id':'p','tracks':{'items':[A]}},{'items':{'items':[B]},'id':'q'}]"));

    assertThat(tables.files.keySet())
        .contains("songs/snapshot_date=2026-11-21/p.csv", "songs/snapshot_date=2026-11-21/q.csv");
    assertThat(tables.column(Tables.SONGS, "song_id")).containsExactly("a", "b");
    assertThat(tables.column(Tables.PLAYLISTS, "playlist_id")).containsExactly("p", "q");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'schema':'playlist-snapshot/2','pages':[{'items':[]}]} | $.schema: found "playlist-snapshot/2", expected "playlist-snapshot/1"
          {'schema':null,'pages':[{'items':[]}]} | $.schema: found null, expected "playlist-snapshot/1"
          {'schema':'playlist-snapshot/1'} | $.pages: found no member "pages", expected an array of pages with "items"
          {'schema':'playlist-snapshot/1','pages':[]} | $.pages: found an empty array, expected an array of pages with "items"
          {'schema':'playlist-snapshot/1','pages':{}} | $.pages: found an object, expected an array of pages with "items"
          {'schema':'playlist-snapshot/1','pages':[{'items':[]},7]} | $.pages[1]: found a number, expected an array of pages with "items"
          {'schema':'playlist-snapshot/1','pages':[{'items':[]},{}]} | $.pages[1].items: found no member "items", expected the page's array of entries
          {'schema':'playlist-snapshot/1','pages':[{'items':{}}]} | $.pages[0].items: found an object, expected the page's array of entries
          {'id':'p','items':{},'tracks':{'items':[A]}} | $.items.items: found no member "items", expected the page's array of entries
          {'id':'p','tracks':{'items':null}} | $.tracks.items: found null, expected the page's array of entries
          [{'id':'p','tracks':{}}] | $[0].tracks.items: found no member "items", expected the page's array of entries
          [{'items':[]},A] | $[1]: found an entry, expected a page like the first element
          [{'items':[]},null] | $[1]: found an entry, expected a page like the first element
          [A,{'items':[]}] | $[1]: found a page, expected an entry like the first element
          [null,{'tracks':{'items':[]}}] | $[1]: found a playlist, expected an entry like the first element
          [{'id':'p','tracks':{'items':[]}},{'id':'q'}] | $[1]: found an entry, expected a playlist like the first element
          [{'id':'p','tracks':{'items':[]}},{'id':'p','tracks':{'items':[]}}] | $: found playlist p twice, expected each playlist once
          {'items':[A],'items':[B]} | $.items: found a second member of this name, expected only one
          {'id':'a/b','tracks':{'items':[]}} | the playlist's id: found "a/b", expected [A-Za-z0-9_-]{1,64}
          {'id':'','tracks':{'items':[]}} | the playlist's id: found "", expected [A-Za-z0-9_-]{1,64}
          {'id':5,'tracks':{'items':[]}} | the playlist's id: found a number, expected [A-Za-z0-9_-]{1,64}
          5 | $: found a number, expected an object or an array
          'text' | $: found a string, expected an object or an array
          null | $: found null, expected an object or an array
          {'items':[]} {} | $: found more text after the document at line 1, column 15, expected its end
          """)
  void rejectsAnyOtherDocument(String json, String error) {
    assertThatThrownBy(() -> InMemoryTables.transform(json(json)))
        .isInstanceOf(TransformException.class)
        .hasMessage("document.json: rejected at " + error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'id':'p','name':'no entries'}", "{'items':5,'tracks':[]}"})
  void rejectsAnUnreadablePlaylistInsteadOfReadingItAsEmpty(String json) {
    assertThatThrownBy(() -> InMemoryTables.transform(json(json)))
        .isInstanceOf(TransformException.class)
        .hasMessageContaining("only to its owner and collaborators");
  }

  @Test
  void rejectsTheWholeDocumentIfOnePlaylistIsInvalid() {
    assertThatThrownBy(
            () ->
                InMemoryTables.transform(
                    json("[{'id':'p','tracks':{'items':[A]}},{'id':'q','tracks':{}}]")))
        .hasMessageStartingWith("document.json: rejected at $[1].tracks.items");
  }

  @Test
  void acceptsAnIdOf64CharactersAndRejects65() {
    String id = "x".repeat(64);
    assertThat(
            InMemoryTables.transform(json("{'id':'" + id + "','tracks':{'items':[]}}")).playlist())
        .containsEntry("playlist_id", id);
    assertThatThrownBy(
            () -> InMemoryTables.transform(json("{'id':'" + id + "y','tracks':{'items':[]}}")))
        .hasMessageContaining("{1,64}");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsGzippedAndPlainWithAndWithoutByteOrderMark(boolean mark) throws IOException {
    byte[] json = ((mark ? "\uFEFF" : "") + json("[A,B]")).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(gzipped)) {
      gzip.write(json);
    }

    assertThat(InMemoryTables.transform(json).songs()).hasSize(2);
    assertThat(InMemoryTables.transform(gzipped.toByteArray()).songs()).hasSize(2);
  }

  @Test
  void recognizesAnArrayOfPlaylists() {
    assertThat(isArrayOfPlaylists("[{'id':'p','tracks':{'items':[]}}]")).isTrue();
    assertThat(isArrayOfPlaylists("{'id':'p','tracks':{'items':[]}}")).isFalse();
    assertThat(isArrayOfPlaylists("[{'items':[]}]")).isFalse();
    assertThat(isArrayOfPlaylists("[]")).isFalse();
  }

  private static boolean isArrayOfPlaylists(String text) {
    byte[] bytes = json(text).getBytes(StandardCharsets.UTF_8);
    return DocumentReader.read("d.json", new ByteArrayInputStream(bytes)).isArrayOfPlaylists();
  }

  @Test
  void readsTheDeclaredTotalFromTheFirstPage() {
    String pages = "[{'total':7,'items':[A]},{'total':8,'items':[B]}]";
    assertThat(declared(pages)).isEqualTo("7");
    assertThat(declared("{'schema':'playlist-snapshot/1','pages':" + pages + "}")).isEqualTo("7");
    assertThat(declared("{'items':[A],'total':9}")).isEqualTo("9");
    assertThat(declared("{'tracks':{'items':[A],'total':9}}")).isEqualTo("9");
    assertThat(declared("[A]")).isEmpty();
    assertThat(declared("{'items':[A],'total':'9'}")).isEmpty();
  }

  private static String declared(String json) {
    return InMemoryTables.transform(json(json)).playlist().getOrDefault("items_declared", "none");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T23:59:59Z, 2026-11-20T23:59:59Z",
    "2026-11-20, 2026-11-21T00:00:00Z",
    "2026-02-30T00:00:00Z, 2026-11-21T00:00:00Z",
    "2026-11-20T24:00:00Z, 2026-11-21T00:00:00Z",
  })
  void readsExtractedAtFromTheEnvelopeOrUsesMidnightOfTheDate(String sent, String stored) {
    String json =
        "{'schema':'playlist-snapshot/1','extracted_at':'" + sent + "','pages':[{'items':[]}]}";
    assertThat(InMemoryTables.transform(json(json)).playlist())
        .containsEntry("extracted_at", stored);
    assertThat(InMemoryTables.transform("[]").playlist())
        .containsEntry("extracted_at", "2026-11-21T00:00:00Z");
  }

  private static String json(String text) {
    return SampleDocument.json(text.replace("A", A).replace("B", B));
  }
}
