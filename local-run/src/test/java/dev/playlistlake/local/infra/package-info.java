/// What the SAM template says and what the code does, held against each other.
@NullMarked
package dev.playlistlake.local.infra;

import org.jspecify.annotations.NullMarked;
