/// Reads the stored tables of a lake in a folder, without the SQL engine.
@NullMarked
package dev.playlistlake.local.tables;

import org.jspecify.annotations.NullMarked;
