/// What ids, keys and tables promise.
@NullMarked
package dev.playlistlake.model;

import org.jspecify.annotations.NullMarked;
