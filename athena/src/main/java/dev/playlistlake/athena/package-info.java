/// The statements of `queries.sql`, and the two engines that run them: Trino and Athena.
@NullMarked
package dev.playlistlake.athena;

import org.jspecify.annotations.NullMarked;
