/// Tests of the SQL engine's options and errors.
@NullMarked
package dev.playlistlake.local.engine;

import org.jspecify.annotations.NullMarked;
