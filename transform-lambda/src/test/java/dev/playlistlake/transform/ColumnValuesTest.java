package dev.playlistlake.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The source of each column's value. Each test replaces one value in `golden/snapshot.json` and
/// checks the first row of the table.
final class ColumnValuesTest {
  private static final String ITEM = "/pages/0/items/0/item";

  @ParameterizedTest(name = "{0} = {1} becomes {2} = {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      emptyValue = "",
      textBlock =
          """
          /name                | 'x'                        | song_name     | x
          /name                | null                       | song_name     | ``
          /name                | ['x']                      | song_name     | ``
          /name                | ``                         | song_name     | ``
          /duration_ms         | 9223372036854775807        | duration_ms   | 9223372036854775807
          /duration_ms         | -5                         | duration_ms   | -5
          /duration_ms         | 9223372036854775808        | duration_ms   | ``
          /duration_ms         | 123456789012345678901234   | duration_ms   | ``
          /duration_ms         | 1.0                        | duration_ms   | ``
          /duration_ms         | 1e3                        | duration_ms   | ``
          /duration_ms         | '5'                        | duration_ms   | ``
          /duration_ms         | true                       | duration_ms   | ``
          /duration_ms         | ``                         | duration_ms   | ``
          /explicit            | false                      | explicit      | false
          /explicit            | 'true'                     | explicit      | ``
          /explicit            | 1                          | explicit      | ``
          /explicit            | {}                         | explicit      | ``
          /popularity          | 0                          | popularity    | 0
          /popularity          | ``                         | popularity    | ``
          /disc_number         | 2                          | disc_number   | 2
          /track_number        | 3                          | track_number  | 3
          /is_playable         | false                      | is_playable   | false
          /is_playable         | ``                         | is_playable   | ``
          /external_ids        | {'ean':'1','isrc':'XX'}    | isrc          | XX
          /external_ids        | 'XX'                       | isrc          | ``
          /external_urls       | {'spotify':'u'}            | song_url      | u
          /external_urls       | [{'spotify':'u'}]          | song_url      | ``
          /artists             | []                         | artist_id     | ``
          /artists             | []                         | artist_names  | ``
          /artists             | []                         | artist_count  | 0
          /artists             | {'id':'x'}                 | artist_count  | 0
          /artists             | [{'id':'x'},7,null,{}]     | artist_count  | 2
          /artists             | [{'name':'a'},{},{'name':'c'}] | artist_names | a; ; c
          /artists             | [{},{'id':'x'}]            | artist_id     | ``
          /artists             | ['x',{'id':'y'}]           | artist_id     | y
          /album               | null                       | album_id      | ``
          /album/id            | 7                          | album_id      | ``
          """)
  void readsSongs(String path, String value, String column, String expected) {
    assertFirst(Tables.SONGS, ITEM + path, value, column, expected);
  }

  @ParameterizedTest(name = "{0} = {1} becomes {2} = {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      emptyValue = "",
      textBlock =
          """
          /added_at            | '2024-02-03T04:05:06Z'     | added_at      | 2024-02-03T04:05:06Z
          /added_at            | '1970-01-01T00:00:00Z'     | added_at      | ``
          /added_at            | '1970-01-02T00:00:00Z'     | added_at      | 1970-01-02T00:00:00Z
          /added_at            | null                       | added_at      | ``
          /added_at            | 17                         | added_at      | ``
          /added_by            | null                       | added_by      | ``
          /added_by            | {'id':''}                  | added_by      | ``
          /added_by            | {'id':'bob'}               | added_by      | bob
          /added_by            | 'bob'                      | added_by      | ``
          """)
  void readsEntries(String path, String value, String column, String expected) {
    assertFirst(Tables.SONGS, "/pages/0/items/0" + path, value, column, expected);
  }

  @ParameterizedTest(name = "{0} = {1} becomes {2} = {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      emptyValue = "",
      textBlock =
          """
          /release_date        | '1981'                     | release_year  | 1981
          /release_date        | '1981-12'                  | release_year  | 1981
          /release_date        | '1981-99-99'               | release_year  | 1981
          /release_date        | '0081'                     | release_year  | 81
          /release_date        | '0000'                     | release_year  | ``
          /release_date        | '0000-00-00'               | release_year  | ``
          /release_date        | '1981-1'                   | release_year  | ``
          /release_date        | '1981-12-04T00'            | release_year  | ``
          /release_date        | '١٩٨١'                     | release_year  | ``
          /release_date        | 1981                       | release_year  | ``
          /release_date        | 1981                       | release_date  | ``
          /release_date        | ' 1981'                    | release_date  | ` 1981`
          /release_date        | null                       | release_date  | ``
          /release_date_precision | 'month'                 | release_date_precision | month
          /album_type          | 'compilation'              | album_type    | compilation
          /total_tracks        | null                       | total_tracks  | ``
          /artists             | [{'id':'x','name':'X'}]    | artist_id     | x
          /artists             | [{'id':'x','name':'X'}]    | artist_names  | X
          /external_urls       | {'spotify':'u'}            | album_url     | u
          /images              | []                         | image_url     | ``
          /images              | null                       | image_url     | ``
          /images              | [{'url':'a'},{'url':'b'}]  | image_url     | a
          /images              | [{'url':'a','width':1},{'width':9},{'url':'b','width':2},{'url':'c','width':2}] | image_url | b
          /images              | [7,{'url':'a','width':'9'},{'url':'b','width':1}] | image_url | b
          /images              | [{'url':'','width':9},{'url':'b','width':null}] | image_url | b
          """)
  void readsAlbums(String path, String value, String column, String expected) {
    assertFirst(Tables.ALBUMS, ITEM + "/album" + path, value, column, expected);
  }

  @ParameterizedTest(name = "{0} = {1} becomes {2} = {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      emptyValue = "",
      textBlock =
          """
          /name                | null                       | playlist_name    | ``
          /description         | null                       | description      | ``
          /description         | 'a &amp; b'                | description      | a &amp; b
          /owner               | null                       | owner_id         | ``
          /owner               | {'id':'x'}                 | owner_name       | ``
          /public              | null                       | is_public        | ``
          /public              | false                      | is_public        | false
          /collaborative       | true                       | is_collaborative | true
          /followers           | null                       | followers        | ``
          /followers           | 7                          | followers        | ``
          /followers/total     | 7                          | followers        | 7
          /snapshot_id         | 'x'                        | spotify_snapshot_id | x
          /external_urls       | {}                         | playlist_url     | ``
          """)
  void readsPlaylists(String path, String value, String column, String expected) {
    assertFirst(Tables.PLAYLISTS, "/playlist" + path, value, column, expected);
  }

  private static void assertFirst(
      Table<?> table, String path, String value, String column, String expected) {
    InMemoryTables tables = InMemoryTables.transform(SampleDocument.with(path, value));

    assertThat(tables.column(table, column)).first().isEqualTo(expected);
    assertThat(tables.songs()).hasSize(3);
  }
}
