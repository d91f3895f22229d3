/// Tests of ids, keys, tables and the shared helpers.
@NullMarked
package dev.playlistlake.model;

import org.jspecify.annotations.NullMarked;
