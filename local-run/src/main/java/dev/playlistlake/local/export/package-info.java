/// The command `export`: writes the tables of a lake as Parquet, CSV or a DuckDB file.
@NullMarked
package dev.playlistlake.local.export;

import org.jspecify.annotations.NullMarked;
