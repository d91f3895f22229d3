/// A simulated Spotify: a seeded world of songs and playlists that change from day to day, and an
/// HTTP server that serves it the way each kind of app sees it. Everything in it is invented.
///
/// Start reading at [SimulatedSpotify], then [Library] and [Playlist].
@NullMarked
package dev.playlistlake.simulator;

import org.jspecify.annotations.NullMarked;
