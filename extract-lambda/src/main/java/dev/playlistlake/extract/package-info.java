/// Spotify playlists, as Spotify sent them, into the raw bucket.
@NullMarked
package dev.playlistlake.extract;

import org.jspecify.annotations.NullMarked;
