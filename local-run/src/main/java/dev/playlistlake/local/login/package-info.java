/// The command `login`: the consent of a Spotify user, and where it is stored.
@NullMarked
package dev.playlistlake.local.login;

import org.jspecify.annotations.NullMarked;
