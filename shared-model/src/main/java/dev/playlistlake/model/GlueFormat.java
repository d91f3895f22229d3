package dev.playlistlake.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// How Athena reads the files of the six tables: the settings that every table and partition has in
/// the Glue catalog. The template is generated from it, the transform registers partitions with it,
/// and the SQL engine on a laptop uses the same characters. Threads may share it.
public final class GlueFormat {
  /// The type of every column. Views cast the text, because an empty value in a numeric column
  /// would make the whole query fail.
  public static final String COLUMN_TYPE = "string";

  public static final String INPUT_FORMAT = "org.apache.hadoop.mapred.TextInputFormat";

  public static final String OUTPUT_FORMAT =
      "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";

  public static final String SERDE = "org.apache.hadoop.hive.serde2.OpenCSVSerde";

  public static final char SEPARATOR = ',';

  public static final char QUOTE = '"';

  /// A tab, which no file contains, so that a backslash is a backslash.
  public static final char ESCAPE = '\t';

  /// The name of the parameter whose value is [#ESCAPE].
  public static final String ESCAPE_PARAMETER = "escapeChar";

  /// The number of lines before the first row.
  public static final int HEADER_LINES = 1;

  private GlueFormat() {}

  /// The parameters of a table and of its partitions. Without `compressionType`, a crawler may mark
  /// a table that it didn't create as deprecated, and register no partition.
  public static SequencedMap<String, String> parameters() {
    return map(
        "classification", "csv",
        "compressionType", "none",
        "skip.header.line.count", Integer.toString(HEADER_LINES));
  }

  /// The parameters of [#SERDE].
  public static SequencedMap<String, String> serdeParameters() {
    return map(
        "separatorChar",
        Character.toString(SEPARATOR),
        "quoteChar",
        Character.toString(QUOTE),
        ESCAPE_PARAMETER,
        Character.toString(ESCAPE));
  }

  private static SequencedMap<String, String> map(String... namesAndValues) {
    SequencedMap<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return Collections.unmodifiableSequencedMap(map);
  }
}
