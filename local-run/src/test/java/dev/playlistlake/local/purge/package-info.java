/// Tests of `purge`.
@NullMarked
package dev.playlistlake.local.purge;

import org.jspecify.annotations.NullMarked;
