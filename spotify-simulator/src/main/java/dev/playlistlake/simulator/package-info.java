/// A simulated Spotify: an invented library of songs and playlists that change from day to day, and
/// an HTTP server that serves it as Spotify's accounts host and Web API do, for each kind of app.
///
/// Start reading at [SimulatedSpotify].
@NullMarked
package dev.playlistlake.simulator;

import org.jspecify.annotations.NullMarked;
