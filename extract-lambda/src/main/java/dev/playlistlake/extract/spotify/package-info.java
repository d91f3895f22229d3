/// Requests to Spotify: HTTP, retries, rate limits, pages of lists, and what to do about errors. It
/// knows neither how a run stores its playlists nor where credentials are kept.
@NullMarked
package dev.playlistlake.extract.spotify;

import org.jspecify.annotations.NullMarked;
