/// The extract function against the simulated Spotify, over HTTP.
@NullMarked
package dev.playlistlake.local.extract;

import org.jspecify.annotations.NullMarked;
