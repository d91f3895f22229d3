/// A simulated Spotify: an invented library of songs and playlists that change from day to day, and
/// an HTTP server that behaves like Spotify's accounts host and Web API for each kind of app.
///
/// Start reading at [SimulatedSpotify].
@NullMarked
package dev.playlistlake.simulator;

import org.jspecify.annotations.NullMarked;
