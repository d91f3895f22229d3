package dev.playlistlake.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Properties that hold for the tables of every document, tested with random documents from fixed
/// seeds.
final class RandomDocumentsTest {
  private static final int DOCUMENTS = 200;

  @Test
  void everyEntryIsOneSongOneDuplicateOrOneReject() {
    documents()
        .forEach(
            json -> {
              InMemoryTables tables = InMemoryTables.transform(json);
              Map<String, String> playlist = tables.playlist();
              long occurrences =
                  tables.column(Tables.SONGS, "occurrences").stream()
                      .mapToLong(Long::parseLong)
                      .sum();
              assertThat(playlist)
                  .as(json)
                  .containsEntry("songs", "" + tables.songs().size())
                  .containsEntry("rejects", "" + tables.rejects().size())
                  .containsEntry("duplicates", "" + (occurrences - tables.songs().size()))
                  .containsEntry("items_read", "" + (occurrences + tables.rejects().size()))
                  .containsEntry("albums", "" + tables.rows(Tables.ALBUMS).size())
                  .containsEntry("artists", "" + tables.rows(Tables.ARTISTS).size());
            });
  }

  @Test
  void everyReferenceResolvesAndEveryKeyIsUnique() {
    documents()
        .forEach(
            json -> {
              InMemoryTables tables = InMemoryTables.transform(json);
              Set<String> artists = Set.copyOf(tables.column(Tables.ARTISTS, "artist_id"));
              for (Table<?> table : List.of(Tables.SONGS, Tables.ALBUMS, Tables.SONG_ARTISTS)) {
                assertThat(tables.column(table, "artist_id"))
                    .as(json)
                    .allMatch(id -> id.isEmpty() || artists.contains(id));
              }
              assertThat(tables.column(Tables.ALBUMS, "album_id"))
                  .containsAll(
                      tables.column(Tables.SONGS, "album_id").stream()
                          .filter(id -> !id.isEmpty())
                          .toList());
              Tables.ALL.forEach(table -> assertUnique(tables, table));
            });
  }

  private static void assertUnique(InMemoryTables tables, Table<?> table) {
    List<String> keys =
        tables.rows(table).stream()
            .map(
                row ->
                    table.columns().stream()
                        .filter(column -> column.key())
                        .map(column -> row.get(column.name()))
                        .collect(Collectors.joining("|")))
            .toList();
    assertThat(keys).as(table.name()).doesNotHaveDuplicates();
  }

  @Test
  void transformingADocumentTwiceWritesTheSameBytes() {
    documents()
        .limit(50)
        .forEach(
            json -> {
              InMemoryTables first = InMemoryTables.transform(json);
              InMemoryTables second = InMemoryTables.transform(json);
              assertThat(second.files.keySet()).isEqualTo(first.files.keySet());
              first.files.forEach(
                  (key, bytes) -> assertThat(second.files.get(key)).isEqualTo(bytes));
            });
  }

  @Test
  void aDamagedDocumentIsReadOrRejectedWithItsName() {
    Random random = new Random(5);
    documents()
        .forEach(
            json -> {
              byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
              for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
              }
              Throwable thrown = catchThrowable(() -> InMemoryTables.transform(bytes));
              if (thrown != null) {
                assertThat(thrown)
                    .as(json)
                    .isInstanceOf(TransformException.class)
                    .hasMessageStartingWith("document.json: ");
                assertThat(thrown.getMessage()).doesNotContain("\n", "\r");
              }
            });
  }

  private static Stream<String> documents() {
    return IntStream.range(0, DOCUMENTS).mapToObj(seed -> new RandomDocument(seed).document());
  }
}
