/// Benchmarks of the transform and its baselines. `benchmarks/run` starts them.
@NullMarked
package dev.playlistlake.bench;

import org.jspecify.annotations.NullMarked;
