package dev.playlistlake.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playlistlake.model.PlaylistId;
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

/// The documents that are read, their ids, and the documents that are rejected.
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
          page with an id           | {'id':'p','items':[A,B],'next':null} | p | a b
          page with a null id       | {'id':null,'name':null,'items':[A]} | document | a
          page with a name          | {'items':[A],'name':'n'} | document | a
          page of a playlist        | {'href':'https://api.spotify.com/v1/playlists/0123456789012345678901/tracks?offset=0','items':[A]} | 0123456789012345678901 | a
          page of saved songs       | {'items':[A],'href':'https://api.spotify.com/v1/me/tracks?offset=0&limit=20'} | liked | a
          page with another address | {'items':[A],'href':'https://api.spotify.com/v1/playlists/short/tracks'} | document | a
          tracks is an array        | {'id':'p','tracks':[A,B]} | p | a b
          pages with tracks arrays  | [{'items':[A],'tracks':[B]}] | document | a
          items before a tracks array | {'id':'p','tracks':[B],'items':{'items':[A]}} | p | a
          container                 | {'playlists':[{'id':'p','tracks':[A]}]} | p | a
          container, account data   | {'playlists':[{'name':'n','items':[{'track':{'trackUri':'spotify:track:a'},'episode':null}]}]} | name-1b16b1df538ba12d | a
          bare tracks               | [{'type':'track','id':'a'},{'uri':'spotify:track:b'}] | document | a b
          bare tracks of 2026       | [{'track':true,'type':'track','id':'a'}] | document | a
          bare tracks in a page     | {'items':[{'id':'a','type':'track'}]} | document | a
          your library              | {'tracks':[{'artist':'x','album':'y','track':'z','uri':'spotify:track:a'}]} | document | a
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
          [{'items':[]},A] | $[1]: found an entry, expected a page, as the others
          [{'items':[]},null] | $[1]: found an entry, expected a page, as the others
          [A,{'items':[]}] | $[1]: found a page, expected an entry, as the others
          [{'items':[]},{'items':[],'name':'n'}] | $[1]: found a playlist, expected a page, as the others
          [null,{'items':[]}] | $[0]: found null, expected a page, as the others
          [{'items':[A],'href':'https://h/playlists/0123456789012345678901/t'},{'items':[B],'href':'https://h/me/tracks'}] | $[1].href: found playlist liked, expected playlist 0123456789012345678901, as in the other pages
          {'items':[A],'tracks':{'items':[B]}} | $: found an array "items" and also "tracks", expected only one of the two, because the entries of the other one would be lost
          {'playlists':[],'items':[A]} | $: found an array "playlists" and also "items", expected only one of the two, because the entries of the other one would be lost
          {'playlists':[],'tracks':[A]} | $: found an array "playlists" and also "tracks", expected only one of the two, because the entries of the other one would be lost
          {'type':'album','tracks':{'items':[A]}} | $: found an album, expected a playlist with its entries (Spotify sends them only to its owner and collaborators), a page of entries or an envelope
          {'type':'show','items':[A]} | $: found a show, expected a playlist with its entries (Spotify sends them only to its owner and collaborators), a page of entries or an envelope
          {'playlists':[],'playlists':[]} | $.playlists: found a second member of this name, expected only one
          {'tracks':[A],'tracks':[B]} | $.tracks: found a second member of this name, expected only one
          {'schema':'playlist-snapshot/1','pages':[{'items':[]}],'tracks':1,'tracks':2} | $.tracks: found a second member of this name, expected only one
          {'schema':'playlist-snapshot/1','pages':[{'items':[]}],'pages':[{'items':[A]}]} | $.pages: found a second member of this name, expected only one
          {'id':'x','tracks':{'items':[]},'pages':1,'pages':2} | $.pages: found a second member of this name, expected only one
          {'items':[],'schema':1,'schema':1} | $.schema: found a second member of this name, expected only one
          {'id':'x','tracks':{'items':[],'tracks':1,'tracks':2}} | $.tracks.tracks: found a second member of this name, expected only one
          {'schema':'playlist-snapshot/1','playlist':{'items':1,'items':2},'pages':[{'items':[]}]} | $.playlist.items: found a second member of this name, expected only one
          {'items':[],'id':5} | $.id: found a number, expected [A-Za-z0-9_-]{1,64}
          [{'items':[],'id':5}] | $[0].id: found a number, expected [A-Za-z0-9_-]{1,64}
          {'type':'','items':[]} | $: found an object with "items" an array and "tracks" missing, expected a playlist with its entries (Spotify sends them only to its owner and collaborators), a page of entries or an envelope
          {'schema':'playlist-snapshot/1','schema':'playlist-snapshot/1','pages':[{'items':[]}]} | $.schema: found a second member of this name, expected only one
          {'schema':'playlist-snapshot/1','pages':[{'items':[A],'items':[B]}]} | $.pages[0].items: found a second member of this name, expected only one
          [null,{'tracks':{'items':[]}}] | $[0]: found null, expected a playlist with its entries (Spotify sends them only to its owner and collaborators)
          [{'type':'playlist','id':'q'},{'id':'p','tracks':{'items':[]}}] | $[0]: found an object with "items" missing and "tracks" missing, expected a playlist with its entries (Spotify sends them only to its owner and collaborators)
          [{'id':'p','tracks':{'items':[]}},{'id':'q'}] | $[1]: found an object with "items" missing and "tracks" missing, expected a playlist with its entries (Spotify sends them only to its owner and collaborators)
          [{'id':'p','tracks':{'items':[]}},{'id':'p','tracks':{'items':[]}}] | $[1]: found playlist p a second time, expected each playlist only once
          {'playlists':[{'id':'p','tracks':[]},5]} | $.playlists[1]: found a number, expected a playlist with its entries (Spotify sends them only to its owner and collaborators)
          {'items':[A],'items':[B]} | $.items: found a second member of this name, expected only one
          {'id':'a/b','tracks':{'items':[]}} | $.id: found "a/b", expected [A-Za-z0-9_-]{1,64}
          {'id':'','tracks':{'items':[]}} | $.id: found "", expected [A-Za-z0-9_-]{1,64}
          {'id':5,'tracks':{'items':[]}} | $.id: found a number, expected [A-Za-z0-9_-]{1,64}
          5 | $: found a number, expected an object or an array
          'text' | $: found a string, expected an object or an array
          null | $: found null, expected an object or an array
          {'items':[]} {} | $: found more text after the document at line 1, column 15, expected its end. The file contains JSON Lines, a JSON value on each line. Join them into one array, for example with jq -s .
          """)
  void rejectsAnyOtherDocument(String json, String error) {
    assertThatThrownBy(() -> InMemoryTables.transform(json(json)))
        .isInstanceOf(TransformException.class)
        .hasMessage("document.json: rejected at " + error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'id':'p','name':'no entries'}", "{'items':5,'tracks':7}"})
  void rejectsAnUnreadablePlaylistInsteadOfReadingItAsEmpty(String json) {
    assertThatThrownBy(() -> InMemoryTables.transform(json(json)))
        .isInstanceOf(TransformException.class)
        .hasMessageContaining("only to its owner and collaborators");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[%s,{'id':'p','tracks':{'items':[A]}},{'id':'q','tracks':[B]}]",
        "[{'id':'p','tracks':{'items':[A]}},%s,{'id':'q','tracks':[B]}]",
        "{'playlists':[{'id':'p','tracks':{'items':[A]}},{'id':'q','tracks':[B]},%s]}",
      })
  void loadsTheOtherPlaylistsIfOneIsInvalid(String list) {
    for (String invalid :
        List.of(
            "null",
            "5",
            "{'id':'x','type':'playlist'}",
            "{'id':'x','tracks':{}}",
            "{'id':'a/b','tracks':{'items':[]}}",
            "{'id':'x','tracks':[{'played_at':1}]}",
            "{'id':'x','items':[A],'tracks':{'items':[B]}}",
            "{'id':'x','tracks':[],'tracks':[]}")) {
      RawDocument document = read(list.formatted(invalid));

      assertThat(document.errors()).as(invalid).hasSize(1);
      assertThat(ids(document)).as(invalid).containsExactly("p", "q");
    }
  }

  @Test
  void rejectsTheSecondOfTwoPlaylistsWithTheSameId() {
    RawDocument document =
        read("[{'id':'p','tracks':[A]},{'id':'p','tracks':[B]},{'id':'q','tracks':[B]}]");

    assertThat(document.errors()).hasSize(1);
    assertThat(ids(document)).containsExactly("p", "q");
  }

  @Test
  void namesAPlaylistOfAListAfterItsNameOrItsPlace() {
    assertThat(
            ids(
                read(
                    "{'playlists':[{'name':'n','tracks':[]},{'tracks':[]},{'name':'n','tracks':[]},"
                        + "{'id':null,'name':'','tracks':[]}]}")))
        .containsExactly(
            "name-1b16b1df538ba12d", "document_2", "name-1b16b1df538ba12d-2", "document_4");
    assertThat(read("{'playlists':[]}").errors()).isEmpty();
    assertThat(ids(read("{'playlists':[]}"))).isEmpty();
  }

  @Test
  void rejectsAPlaylistWhosePlaceIsTheIdOfAnotherOne() {
    RawDocument document = read("[{'id':'document_2','tracks':[A]},{'tracks':[B]}]");

    assertThat(ids(document)).containsExactly("document_2");
    assertThat(document.errors()).hasSize(1);
    assertThat(document.places()).containsExactly(1);
  }

  @Test
  void readsTheDetailsOfAPageWithoutAnIdAndAName() {
    String page =
        "{'items':[],'owner':{'id':'u'},'snapshot_id':'s','description':'d','public':true}";
    for (String document : List.of(page, "[" + page + "]")) {
      assertThat(InMemoryTables.transform(json(document)).playlist())
          .containsEntry("owner_id", "u")
          .containsEntry("spotify_snapshot_id", "s")
          .containsEntry("description", "d")
          .containsEntry("is_public", "true");
    }
  }

  @Test
  void joinsThePagesOfOnePlaylist() throws IOException {
    List<DocumentReader.NamedSource> pages =
        List.of(source("1.json", "{'total':2,'items':[A]}"), source("2.json", "{'items':[B]}"));

    RawDocument document = DocumentReader.readPages(pages);

    Snapshot joined =
        document.snapshots(InMemoryTables.DATE, _ -> new PlaylistId("p"), "1.json").getFirst();
    assertThat(joined.summary().songs()).isEqualTo(2);
    assertThat(joined.summary().itemsDeclared()).hasValue(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'items':[A,B],'offset':50} | 50
          {'items':[A,B],'href':'https://h/playlists/0123456789012345678901/tracks?limit=2&offset=100'} | 100
          {'items':[A,B],'href':'https://h/x?offset=100','offset':7} | 7
          {'items':[A,B]} | 0
          """)
  void readsWhereAPageBegins(String json, long offset) {
    RawDocument.SavedPage page = read(json).page().orElseThrow();

    assertThat(page.offset()).isEqualTo(offset);
    assertThat(page.entries()).isEqualTo(2);
  }

  private static DocumentReader.NamedSource source(String name, String json) {
    return new DocumentReader.NamedSource(
        name, () -> new ByteArrayInputStream(json(json).getBytes(StandardCharsets.UTF_8)));
  }

  private static RawDocument read(String json) {
    byte[] bytes = json(json).getBytes(StandardCharsets.UTF_8);
    return DocumentReader.read("document.json", new ByteArrayInputStream(bytes));
  }

  private static List<String> ids(RawDocument document) {
    return document
        .snapshots(InMemoryTables.DATE, _ -> new PlaylistId("document"), "document.json")
        .stream()
        .map(snapshot -> snapshot.playlist().value())
        .toList();
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
    return DocumentReader.read("d.json", new ByteArrayInputStream(bytes)).hasPlaylists();
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
