@NullMarked
package dev.playlistlake.local.export;

import org.jspecify.annotations.NullMarked;
