/// A raw snapshot into the six CSV tables of the processed bucket.
@NullMarked
package dev.playlistlake.transform;

import org.jspecify.annotations.NullMarked;
