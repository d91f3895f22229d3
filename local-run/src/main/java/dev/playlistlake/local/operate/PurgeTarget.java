package dev.playlistlake.local.operate;

import dev.playlistlake.local.cli.CommandException;
import java.util.List;
import java.util.function.Consumer;

/// The lake that a purge works on: two buckets, or a folder on this machine.
public sealed interface PurgeTarget permits PurgeBuckets, PurgeFolder {
  /// The name that a person types to agree.
  String name();

  /// The parts of the lake that this program fills, in the order in which they are listed.
  List<PurgePart> parts();

  /// Visits everything that is stored, snapshots first: a transform that is at work then finds its
  /// snapshot gone, and makes no tables from what is to go.
  ///
  /// @throws CommandException when something can't be listed
  void visit(Consumer<StoredVersion> visitor);

  /// Deletes what was found by one visit, at most [#BATCH] of it.
  ///
  /// @param errors takes a message for each object that is still there
  /// @return how many are still there
  /// @throws CommandException when nothing can be deleted
  long delete(List<StoredVersion> found, Consumer<String> errors);

  /// As many as S3 deletes in one request.
  int BATCH = 1000;
}
