/// An independent computation of every view and every saved query in plain Java. The tests compare
/// its results with those of the engine. A value that is missing is null, as in SQL, so the package
/// is not checked for null.
package dev.playlistlake.athena.independent;
