package dev.playlistlake.local.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.playlistlake.athena.QueriesFile;
import dev.playlistlake.athena.QueryDefinition;
import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.athena.SqlException;
import dev.playlistlake.athena.SqlResult;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The report page of a lake: the results of the queries of `report.sql`, and the page with them.
/// [ReportCommand] uses it in one thread.
public final class Report {
  private static final String PREFIX = "report_";

  /// The content of each query, for progress messages.
  private static final Map<String, String> CONTENTS =
      Map.of(
          "snapshots", "snapshots",
          "songs", "songs",
          "albums", "albums",
          "credits", "credits of songs",
          "artists", "artists",
          "rejects", "entries that are not songs");

  private final Map<String, SqlResult> tables;
  private final int stride;

  private Report(Map<String, SqlResult> tables, int stride) {
    this.tables = tables;
    this.stride = stride;
  }

  /// Reads the lake.
  ///
  /// @param progress receives what is read next, as a phrase
  /// @throws IOException when a query fails
  static Report read(SqlEngine engine, Consumer<String> progress) throws IOException {
    Map<String, SqlResult> results = new LinkedHashMap<>();
    for (QueryDefinition query : queries().all(QueryDefinition.Kind.QUESTION)) {
      String table = query.name().substring(PREFIX.length());
      progress.accept(CONTENTS.getOrDefault(table, table));
      results.put(table, run(engine, query));
    }
    SongDays days = SongDays.of(table(results, "snapshots"), table(results, "songs"));
    results.put("snapshots", days.snapshots());
    results.put("songs", days.songs());
    return new Report(results, days.stride());
  }

  /// Returns the page as HTML.
  ///
  /// @param facts the members `title`, `made` (a time), `version` and `engine` of the page's data,
  ///   and with covers `attribution`
  /// @param covers `data:` addresses of small images by the addresses in the lake
  String render(Map<String, String> facts, Map<String, String> covers) throws IOException {
    Map<String, String> all = new LinkedHashMap<>(facts);
    all.put("stride", Integer.toString(stride));
    return ReportPage.render(ReportData.toJson(all, tables, covers));
  }

  /// Returns the addresses of the images of playlists and albums, the most important first: those
  /// of playlists, then those of albums with most songs.
  List<String> imageUrls() {
    Map<Object, Long> songs = new HashMap<>();
    column(table("songs"), "album_id").forEach(album -> songs.merge(album, 1L, Long::sum));
    SqlResult albums = table("albums");
    int id = SongDays.index(albums, "album_id");
    int url = SongDays.index(albums, "image_url");
    Stream<String> ofAlbums =
        albums.rows().stream()
            .filter(row -> row.get(url) != null)
            .sorted(
                (one, other) ->
                    Long.compare(
                        songs.getOrDefault(other.get(id), 0L), songs.getOrDefault(one.get(id), 0L)))
            .map(row -> String.valueOf(row.get(url)));
    return Stream.concat(column(table("snapshots"), "image_url").map(Object::toString), ofAlbums)
        .distinct()
        .toList();
  }

  /// Returns the queries of `report.sql`.
  static QueriesFile queries() throws IOException {
    try (InputStream file = Report.class.getResourceAsStream("report.sql")) {
      return QueriesFile.parse(new String(Objects.requireNonNull(file).readAllBytes(), UTF_8));
    }
  }

  private SqlResult table(String name) {
    return table(tables, name);
  }

  private static SqlResult table(Map<String, SqlResult> results, String name) {
    return Objects.requireNonNull(results.get(name), name);
  }

  private static Stream<Object> column(SqlResult result, String column) {
    int index = SongDays.index(result, column);
    return result.rows().stream()
        .<@Nullable Object>map(row -> row.get(index))
        .flatMap(Stream::ofNullable);
  }

  private static SqlResult run(SqlEngine engine, QueryDefinition query) throws IOException {
    try {
      return engine.run(query.sql());
    } catch (SqlException failed) {
      throw new IOException(query.name() + ": " + failed.getMessage(), failed);
    }
  }
}
