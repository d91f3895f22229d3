/// Access to a lake in a folder or in two buckets, and the commands `run`, `check` and `simulate`.
@NullMarked
package dev.playlistlake.local.lake;

import org.jspecify.annotations.NullMarked;
