@NullMarked
package dev.playlistlake.local.report;

import org.jspecify.annotations.NullMarked;
