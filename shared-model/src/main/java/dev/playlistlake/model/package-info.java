/// Types that both functions share: playlist ids, the keys of the two buckets, the six tables with
/// their columns and rows, and small helpers that every module needs. It has no dependencies.
@NullMarked
package dev.playlistlake.model;

import org.jspecify.annotations.NullMarked;
