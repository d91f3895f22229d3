/// The command `verify`, which checks a lake for damage.
@NullMarked
package dev.playlistlake.local.verify;

import org.jspecify.annotations.NullMarked;
