/// Tests of `replay`, `upgrade` and `redrive`.
@NullMarked
package dev.playlistlake.local.operate;

import org.jspecify.annotations.NullMarked;
