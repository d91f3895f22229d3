package dev.playlistlake.local.lake;

import dev.playlistlake.model.RawKey;
import dev.playlistlake.transform.TransformHandler;
import java.util.List;

/// Transforms one raw object, in this process or with the deployed function. Errors are returned as
/// outcomes, not thrown.
@FunctionalInterface
public interface Transformer {
  /// Transforms the object with this key.
  Outcome transform(RawKey key);

  /// Returns a transformer for a dry run, which does nothing.
  static Transformer none() {
    return _ -> Outcome.of(Outcome.Status.LISTED);
  }

  /// Returns a transformer that runs the function's code in this process.
  static Transformer here(Lake lake) {
    TransformHandler handler =
        new TransformHandler(lake.rawBucket(), lake.processedBucket(), lake.s3());
    return key -> Outcome.of(handler.transform(List.of(key)));
  }
}
