/// The command `purge`, which deletes the content from Spotify in a lake and in its history tables.
@NullMarked
package dev.playlistlake.local.purge;

import org.jspecify.annotations.NullMarked;
