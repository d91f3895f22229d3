/// The deployment: assembles the SAM template, and tests it against the code and the jars of the
/// two functions.
@NullMarked
package dev.playlistlake.infra;

import org.jspecify.annotations.NullMarked;
