/// The lake in SQL: typed views and questions, and the two engines that run them.
@NullMarked
package dev.playlistlake.athena;

import org.jspecify.annotations.NullMarked;
