/// The extract Lambda: every configured playlist from Spotify into the raw bucket, and nothing of
/// it changed. Start reading at [dev.playlistlake.extract.ExtractHandler], then
/// [dev.playlistlake.extract.ExtractRun].
@NullMarked
package dev.playlistlake.extract;

import org.jspecify.annotations.NullMarked;
