/// What the views and questions answer, and that both engines are asked the same.
@NullMarked
package dev.playlistlake.athena;

import org.jspecify.annotations.NullMarked;
