/// The extract Lambda: stores every configured playlist in the raw bucket, exactly as Spotify sent
/// it. Start reading at [dev.playlistlake.extract.ExtractHandler], then
/// [dev.playlistlake.extract.ExtractRun].
@NullMarked
package dev.playlistlake.extract;

import org.jspecify.annotations.NullMarked;
