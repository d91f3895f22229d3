package dev.playlistlake.local.export;

/// The formats of `export`.
enum ExportFormat {
  /// A folder with a Parquet file for each table.
  PARQUET,
  /// A folder with a CSV file for each table.
  CSV,
  /// One DuckDB file with all tables, and the views and saved queries that DuckDB runs too.
  DUCKDB
}
