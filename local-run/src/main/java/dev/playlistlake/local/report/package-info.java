/// The command `report`: an HTML page of charts that loads nothing.
@NullMarked
package dev.playlistlake.local.report;

import org.jspecify.annotations.NullMarked;
