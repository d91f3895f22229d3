/// The bytes of a raw document before they are JSON: compression, encoding, formats of other tools.
@NullMarked
package dev.playlistlake.transform.input;

import org.jspecify.annotations.NullMarked;
