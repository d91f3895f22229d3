/// Where the credentials are kept, how an access token is obtained with them, and how a person logs
/// in for new ones.
@NullMarked
package dev.playlistlake.extract.credentials;

import org.jspecify.annotations.NullMarked;
