/// Transforms a raw snapshot into the six CSV files of the processed bucket.
@NullMarked
package dev.playlistlake.transform;

import org.jspecify.annotations.NullMarked;
