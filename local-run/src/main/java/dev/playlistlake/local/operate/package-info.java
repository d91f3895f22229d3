/// Commands on a lake that exists: `replay`, `redrive` and `purge`.
@NullMarked
package dev.playlistlake.local.operate;

import org.jspecify.annotations.NullMarked;
