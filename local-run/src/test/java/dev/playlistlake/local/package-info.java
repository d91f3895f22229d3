/// The system as a whole: commands, jars and the tables they leave.
@NullMarked
package dev.playlistlake.local;

import org.jspecify.annotations.NullMarked;
