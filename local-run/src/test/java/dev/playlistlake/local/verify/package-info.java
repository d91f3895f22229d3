/// Tests of `verify`.
@NullMarked
package dev.playlistlake.local.verify;

import org.jspecify.annotations.NullMarked;
