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

/// What holds for every document, over seeded ones.
final class PropertiesTest {
  private static final int DOCUMENTS = 200;

  @Test
  void everyEntryIsOneSongOneDuplicateOrOneReject() {
    documents()
        .forEach(
            json -> {
              Lake lake = Lake.of(json);
              Map<String, String> told = lake.playlist();
              long occurrences =
                  lake.column(Tables.SONGS, "occurrences").stream()
                      .mapToLong(Long::parseLong)
                      .sum();
              assertThat(told)
                  .as(json)
                  .containsEntry("songs", "" + lake.songs().size())
                  .containsEntry("rejects", "" + lake.rejects().size())
                  .containsEntry("duplicates", "" + (occurrences - lake.songs().size()))
                  .containsEntry("items_read", "" + (occurrences + lake.rejects().size()))
                  .containsEntry("albums", "" + lake.rows(Tables.ALBUMS).size())
                  .containsEntry("artists", "" + lake.rows(Tables.ARTISTS).size());
            });
  }

  @Test
  void everyReferenceResolvesAndEveryKeyIsUnique() {
    documents()
        .forEach(
            json -> {
              Lake lake = Lake.of(json);
              Set<String> artists = Set.copyOf(lake.column(Tables.ARTISTS, "artist_id"));
              for (Table<?> table : List.of(Tables.SONGS, Tables.ALBUMS, Tables.SONG_ARTISTS)) {
                assertThat(lake.column(table, "artist_id"))
                    .as(json)
                    .allMatch(id -> id.isEmpty() || artists.contains(id));
              }
              assertThat(lake.column(Tables.ALBUMS, "album_id"))
                  .containsAll(
                      lake.column(Tables.SONGS, "album_id").stream()
                          .filter(id -> !id.isEmpty())
                          .toList());
              Tables.ALL.forEach(table -> assertUnique(lake, table));
            });
  }

  private static void assertUnique(Lake lake, Table<?> table) {
    List<String> keys =
        lake.rows(table).stream()
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
  void theSameDocumentGivesTheSameBytes() {
    documents()
        .limit(50)
        .forEach(
            json -> {
              Lake once = Lake.of(json);
              Lake twice = Lake.of(json);
              assertThat(twice.files.keySet()).isEqualTo(once.files.keySet());
              once.files.forEach((key, bytes) -> assertThat(twice.files.get(key)).isEqualTo(bytes));
            });
  }

  @Test
  void aDamagedDocumentIsReadOrRefusedByName() {
    Random random = new Random(5);
    documents()
        .forEach(
            json -> {
              byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
              for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
              }
              Throwable thrown = catchThrowable(() -> Lake.of(bytes));
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
    return IntStream.range(0, DOCUMENTS).mapToObj(seed -> new RandomJson(seed).document());
  }
}
