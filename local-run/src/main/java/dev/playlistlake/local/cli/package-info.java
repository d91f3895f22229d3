/// Shared by all commands: the environment of the process, AWS clients, the terminal and errors.
@NullMarked
package dev.playlistlake.local.cli;

import org.jspecify.annotations.NullMarked;
