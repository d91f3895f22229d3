/// The SQL engine of `query` and `report`: its options, its launcher and its cache.
@NullMarked
package dev.playlistlake.local.engine;

import org.jspecify.annotations.NullMarked;
