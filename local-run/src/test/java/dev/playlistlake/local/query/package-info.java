@NullMarked
package dev.playlistlake.local.query;

import org.jspecify.annotations.NullMarked;
