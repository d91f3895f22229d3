/// The lake in SQL: the statements of `queries.sql`, and the two engines that run them.
@NullMarked
package dev.playlistlake.athena;

import org.jspecify.annotations.NullMarked;
