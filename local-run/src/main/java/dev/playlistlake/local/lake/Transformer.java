package dev.playlistlake.local.lake;

import dev.playlistlake.model.RawKey;
import dev.playlistlake.transform.TransformHandler;
import java.util.List;

/// Has one raw object transformed, wherever that happens; a failure is an outcome.
@FunctionalInterface
public interface Transformer {
  Outcome transform(RawKey key);

  /// For a rehearsal: nothing happens.
  static Transformer none() {
    return _ -> Outcome.of(Outcome.Status.LISTED);
  }

  /// The function's own code, in this process.
  static Transformer here(Lake lake) {
    TransformHandler handler =
        new TransformHandler(lake.rawBucket(), lake.processedBucket(), lake.s3());
    return key -> Outcome.of(handler.transform(List.of(key)));
  }
}
