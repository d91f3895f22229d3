/// How long the transform takes, and what it is compared with; `benchmarks/run` starts it.
@NullMarked
package dev.playlistlake.bench;

import org.jspecify.annotations.NullMarked;
