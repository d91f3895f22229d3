/// Types that all modules share: playlist ids, the keys of the two buckets, the six tables with
/// their columns and rows, and small helpers. The package has no dependencies.
@NullMarked
package dev.playlistlake.model;

import org.jspecify.annotations.NullMarked;
