/// Tests of the covers on the report page.
@NullMarked
package dev.playlistlake.local.report.covers;

import org.jspecify.annotations.NullMarked;
