/// The deployment: the SAM template compared with what the code does, and the two functions' jars
/// as they are deployed.
@NullMarked
package dev.playlistlake.infra;

import org.jspecify.annotations.NullMarked;
