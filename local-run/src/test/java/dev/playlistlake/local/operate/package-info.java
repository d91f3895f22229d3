/// Tests of `replay`, `upgrade`, `redrive` and `purge`.
@NullMarked
package dev.playlistlake.local.operate;

import org.jspecify.annotations.NullMarked;
