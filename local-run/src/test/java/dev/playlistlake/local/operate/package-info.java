/// Tests of `replay`, `redrive` and `purge`.
@NullMarked
package dev.playlistlake.local.operate;

import org.jspecify.annotations.NullMarked;
