/// The command `login`: gets a Spotify user's consent and stores the credentials.
@NullMarked
package dev.playlistlake.local.login;

import org.jspecify.annotations.NullMarked;
