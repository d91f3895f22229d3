/// The command `serve`: the SQL engine over a lake for other programs on this machine.
@NullMarked
package dev.playlistlake.local.serve;

import org.jspecify.annotations.NullMarked;
