/// What an operator does to a lake that is there: transform it again, work off failures, delete.
@NullMarked
package dev.playlistlake.local.operate;

import org.jspecify.annotations.NullMarked;
