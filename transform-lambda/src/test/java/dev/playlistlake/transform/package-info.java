/// What the transform promises, one sentence a test.
@NullMarked
package dev.playlistlake.transform;

import org.jspecify.annotations.NullMarked;
