@NullMarked
package dev.playlistlake.local.archive;

import org.jspecify.annotations.NullMarked;
