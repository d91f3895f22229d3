/// The command `query`: runs SQL statements, prints results and errors, and offers a prompt.
@NullMarked
package dev.playlistlake.local.query;

import org.jspecify.annotations.NullMarked;
