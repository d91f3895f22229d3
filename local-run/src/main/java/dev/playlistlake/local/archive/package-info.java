/// Reads saved Spotify JSON from files: the commands `import` and `transform`.
@NullMarked
package dev.playlistlake.local.archive;

import org.jspecify.annotations.NullMarked;
