/// What every command uses: the environment of the process, AWS clients, the terminal, errors.
@NullMarked
package dev.playlistlake.local.cli;

import org.jspecify.annotations.NullMarked;
