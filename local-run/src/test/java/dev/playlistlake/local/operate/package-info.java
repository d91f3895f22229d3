/// Tests of the operator's tools.
@NullMarked
package dev.playlistlake.local.operate;

import org.jspecify.annotations.NullMarked;
