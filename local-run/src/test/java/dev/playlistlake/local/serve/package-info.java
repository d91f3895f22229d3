@NullMarked
package dev.playlistlake.local.serve;

import org.jspecify.annotations.NullMarked;
