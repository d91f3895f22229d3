@NullMarked
package dev.playlistlake.extract;

import org.jspecify.annotations.NullMarked;
