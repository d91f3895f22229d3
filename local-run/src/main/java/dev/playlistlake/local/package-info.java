/// The whole system on one machine, and the operator's tools: the `playlist-lake` command.
@NullMarked
package dev.playlistlake.local;

import org.jspecify.annotations.NullMarked;
