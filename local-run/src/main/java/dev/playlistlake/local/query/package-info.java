/// Queries in SQL: running statements, printing results and errors, and the prompt.
@NullMarked
package dev.playlistlake.local.query;

import org.jspecify.annotations.NullMarked;
