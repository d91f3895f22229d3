/// Tests of reading the stored tables.
@NullMarked
package dev.playlistlake.local.tables;

import org.jspecify.annotations.NullMarked;
