/// The words that both functions share: playlist ids, the key layout of the two buckets, and the
/// six tables with their columns and rows. It depends on nothing.
@NullMarked
package dev.playlistlake.model;

import org.jspecify.annotations.NullMarked;
