package dev.playlistlake.athena;

import io.trino.client.StatementStats;
import io.trino.spi.type.SqlDate;
import io.trino.spi.type.SqlDecimal;
import io.trino.spi.type.SqlTimestamp;
import io.trino.testing.MaterializedResult;
import io.trino.testing.MaterializedRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Trino's result in the words that both engines share.
final class TrinoAnswer {
  private TrinoAnswer() {}

  static Answer of(MaterializedResult result) {
    List<Answer.Column> columns = new ArrayList<>();
    // A statement that defines something has no columns, and won't even be asked for their names.
    List<String> names = result.getTypes().isEmpty() ? List.of() : result.getColumnNames();
    for (int i = 0; i < result.getTypes().size(); i++) {
      columns.add(
          new Answer.Column(names.get(i), plain(result.getTypes().get(i).getDisplayName())));
    }
    List<List<@Nullable Object>> rows =
        result.getMaterializedRows().stream().map(TrinoAnswer::row).toList();
    return new Answer(
        columns,
        rows,
        result.getUpdateCount().orElse(0),
        result.getStatementStats().map(StatementStats::getPhysicalInputBytes).orElse(0L));
  }

  // varchar(5) and timestamp(3) are what Athena calls varchar and timestamp.
  private static String plain(String type) {
    return type.replaceFirst("^(varchar|char|timestamp)\\(\\d+\\)", "$1");
  }

  private static List<@Nullable Object> row(MaterializedRow row) {
    List<@Nullable Object> values = new ArrayList<>();
    row.getFields().forEach(value -> values.add(value(value)));
    return Collections.unmodifiableList(values);
  }

  private static @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> text;
      case Boolean truth -> truth;
      case Long number -> number;
      case Double number -> number;
      case SqlDecimal number -> number.toBigDecimal().doubleValue();
      case SqlDate day -> LocalDate.ofEpochDay(day.getDays());
      case SqlTimestamp moment -> moment.toLocalDateTime();
      case Integer number -> (long) number;
      case Float number -> (double) number;
      default -> value + "";
    };
  }
}
