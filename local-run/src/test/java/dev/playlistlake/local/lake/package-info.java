@NullMarked
package dev.playlistlake.local.lake;

import org.jspecify.annotations.NullMarked;
