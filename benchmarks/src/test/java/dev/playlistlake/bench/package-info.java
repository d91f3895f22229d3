@NullMarked
package dev.playlistlake.bench;

import org.jspecify.annotations.NullMarked;
