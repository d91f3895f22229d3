@NullMarked
package dev.playlistlake.local.login;

import org.jspecify.annotations.NullMarked;
