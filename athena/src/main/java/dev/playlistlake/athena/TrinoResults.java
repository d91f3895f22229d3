package dev.playlistlake.athena;

import io.trino.client.direct.DirectTrinoClient;
import io.trino.execution.QueryInfo;
import io.trino.server.ResultQueryInfo;
import io.trino.server.protocol.ProtocolUtil;
import io.trino.spi.Page;
import io.trino.spi.block.Block;
import io.trino.spi.block.SqlMap;
import io.trino.spi.block.SqlRow;
import io.trino.spi.type.ArrayType;
import io.trino.spi.type.BigintType;
import io.trino.spi.type.MapType;
import io.trino.spi.type.RowType;
import io.trino.spi.type.SqlDecimal;
import io.trino.spi.type.SqlNumber;
import io.trino.spi.type.SqlVarbinary;
import io.trino.spi.type.TrinoNumber;
import io.trino.spi.type.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Collects the result of one statement and converts it to the values of [SqlResult]. [LocalAthena]
/// uses one for each statement. Trino's threads set the columns, then the thread that runs the
/// statement adds the pages.
final class TrinoResults implements DirectTrinoClient.QueryResultsListener {
  private static final HexFormat BYTES = HexFormat.ofDelimiter(" ");

  private volatile List<String> names = List.of();
  private volatile List<Type> types = List.of();
  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  @Override
  public void setOutputColumns(List<String> columnNames, List<Type> columnTypes) {
    names = List.copyOf(columnNames);
    types = List.copyOf(columnTypes);
  }

  @Override
  public void consumeOutputPage(Page page) {
    rows.addAll(rows(types, page));
  }

  /// Converts the rows of a page.
  static List<List<@Nullable Object>> rows(List<Type> types, Page page) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int position = 0; position < page.getPositionCount(); position++) {
      List<@Nullable Object> row = new ArrayList<>();
      for (int channel = 0; channel < types.size(); channel++) {
        row.add(value(types.get(channel), page.getBlock(channel), position));
      }
      rows.add(Collections.unmodifiableList(row));
    }
    return rows;
  }

  /// The columns with Trino's names for their types, such as `timestamp(3)`.
  List<SqlResult.Column> columns() {
    List<SqlResult.Column> columns = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      columns.add(new SqlResult.Column(names.get(i), types.get(i).getDisplayName()));
    }
    return columns;
  }

  /// The complete result.
  ///
  /// @param query the statement, which has finished without an error
  SqlResult toResult(QueryInfo query) {
    boolean counts =
        query.getUpdateType() != null
            && types.equals(List.of(BigintType.BIGINT))
            && rows.size() == 1;
    return new SqlResult(
        columns().stream().map(TrinoResults::plain).toList(),
        rows,
        counts && rows.getFirst().getFirst() instanceof Long changed ? changed : 0,
        ProtocolUtil.toStatementStats(new ResultQueryInfo(query)).getPhysicalInputBytes());
  }

  // Athena's names for varchar(5) and timestamp(3) are varchar and timestamp.
  private static SqlResult.Column plain(SqlResult.Column column) {
    return new SqlResult.Column(
        column.name(), column.type().replaceFirst("^(varchar|char|timestamp)\\(\\d+\\)", "$1"));
  }

  private static @Nullable Object value(Type type, Block block, int position) {
    if (block.isNull(position)) {
      return null;
    }
    return switch (type) {
      case ArrayType array -> array(array.getElementType(), array.getObject(block, position));
      case MapType map -> map(map, map.getObject(block, position));
      case RowType row -> row(row, row.getObject(block, position));
      default -> scalar(type, Objects.requireNonNull(type.getObjectValue(block, position)));
    };
  }

  private static List<@Nullable Object> array(Type type, Block elements) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < elements.getPositionCount(); i++) {
      values.add(value(type, elements, i));
    }
    return Collections.unmodifiableList(values);
  }

  private static Map<Object, @Nullable Object> map(MapType type, SqlMap entries) {
    Map<Object, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < entries.getSize(); i++) {
      int position = entries.getRawOffset() + i;
      values.put(
          Objects.requireNonNull(value(type.getKeyType(), entries.getRawKeyBlock(), position)),
          value(type.getValueType(), entries.getRawValueBlock(), position));
    }
    return Collections.unmodifiableMap(values);
  }

  private static Map<Object, @Nullable Object> row(RowType type, SqlRow fields) {
    List<String> names = new ArrayList<>();
    for (RowType.Field field : type.getFields()) {
      names.add(field.getName().orElse("field" + names.size()));
    }
    List<String> keys = SqlResult.uniqueKeys(names);
    Map<Object, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < fields.getFieldCount(); i++) {
      Type fieldType = type.getFields().get(i).getType();
      values.put(keys.get(i), value(fieldType, fields.getRawFieldBlock(i), fields.getRawIndex()));
    }
    return Collections.unmodifiableMap(values);
  }

  private static Object scalar(Type type, Object value) {
    return switch (value) {
      case String text when type.getBaseName().equals("json") -> new SqlResult.Json(text);
      case String text -> text;
      case Boolean bool -> bool;
      case Long number -> number;
      case Integer number -> number.longValue();
      case Short number -> number.longValue();
      case Byte number -> number.longValue();
      case Double number -> number;
      case Float number -> number;
      case SqlDecimal number -> number.toBigDecimal();
      case SqlNumber number -> number(number.value());
      case SqlVarbinary bytes -> BYTES.formatHex(bytes.getBytes());
      default -> value.toString();
    };
  }

  private static Object number(TrinoNumber.AsBigDecimal number) {
    return switch (number) {
      case TrinoNumber.BigDecimalValue finite -> finite.value();
      case TrinoNumber.Infinity infinity ->
          infinity.negative() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      case TrinoNumber.NotANumber _ -> Double.NaN;
    };
  }
}
