package dev.playlistlake.local.purge;

import dev.playlistlake.local.cli.CommandException;
import java.util.List;
import java.util.function.Consumer;

/// The lake that [Purge] deletes from: two buckets, or a folder on this machine. Used by one
/// thread.
public interface PurgeTarget {
  /// Returns the name that the user types to confirm the deletion.
  String name();

  /// Returns the parts of the lake that this program writes, in the order of the listing.
  List<PurgePart> parts();

  /// Visits everything that is stored, snapshots first. A transform that runs meanwhile then finds
  /// no snapshot and writes no tables.
  ///
  /// @throws CommandException when the lake cannot be listed
  void visit(Consumer<StoredVersion> visitor);

  /// Deletes objects of one bucket that a visit found.
  ///
  /// @param found at most [#BATCH] objects
  /// @param errors receives a message for each object that cannot be deleted
  /// @return how many could not be deleted
  /// @throws CommandException when the whole request fails
  long delete(List<StoredVersion> found, Consumer<String> errors);

  /// The most objects that S3 deletes in one request.
  int BATCH = 1000;
}
