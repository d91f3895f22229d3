/// Tests of the transform: the shapes of documents, the values of columns, and the function.
@NullMarked
package dev.playlistlake.transform;

import org.jspecify.annotations.NullMarked;
