/// The option `--covers` of `report`: small pictures of albums and playlists for the page.
@NullMarked
package dev.playlistlake.local.report.covers;

import org.jspecify.annotations.NullMarked;
