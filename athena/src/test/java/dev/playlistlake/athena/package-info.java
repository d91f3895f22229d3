/// Tests of the views, the saved queries and both engines.
@NullMarked
package dev.playlistlake.athena;

import org.jspecify.annotations.NullMarked;
