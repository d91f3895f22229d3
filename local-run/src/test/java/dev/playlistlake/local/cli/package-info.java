@NullMarked
package dev.playlistlake.local.cli;

import org.jspecify.annotations.NullMarked;
