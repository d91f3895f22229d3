package dev.playlistlake.local.lake;

/// Names of the folders in the folder of a lake. The first two are also the names of its buckets.
public final class LakeLayout {
  /// Snapshots, in the layout of the raw bucket.
  public static final String RAW = "raw";

  /// Tables, in the layout of the processed bucket.
  public static final String PROCESSED = "processed";

  /// The history table.
  public static final String HISTORY = "history";

  private LakeLayout() {}
}
