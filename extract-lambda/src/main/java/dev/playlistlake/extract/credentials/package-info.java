/// The credentials for Spotify: stores, access tokens, logins and their expiry.
@NullMarked
package dev.playlistlake.extract.credentials;

import org.jspecify.annotations.NullMarked;
