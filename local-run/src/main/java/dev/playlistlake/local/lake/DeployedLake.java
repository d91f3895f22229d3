package dev.playlistlake.local.lake;

import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.local.cli.StackOutputs;
import java.util.Optional;

/// The names of a lake on AWS: its buckets, its Glue database and its workgroups. [LakeOptions]
/// creates it. Immutable.
///
/// @param database the Glue database of the tables; empty if no option names it
/// @param stack the outputs of the lake's stack; empty if the options name the buckets
public record DeployedLake(
    String rawBucket,
    String processedBucket,
    Optional<String> database,
    Optional<StackOutputs> stack) {

  /// Returns the names of a lake of which only the buckets are known.
  public static DeployedLake of(String rawBucket, String processedBucket) {
    return new DeployedLake(rawBucket, processedBucket, Optional.empty(), Optional.empty());
  }

  /// Returns the names in the outputs of a stack.
  ///
  /// @throws CommandException when an output is missing
  public static DeployedLake of(StackOutputs stack) {
    return new DeployedLake(
        stack.require("RawBucket"),
        stack.require("ProcessedBucket"),
        Optional.of(stack.require("Database")),
        Optional.of(stack));
  }

  /// Returns the workgroup of Athena for queries, or empty if no stack is named.
  ///
  /// @throws CommandException when the stack does not have this output
  public Optional<String> workgroup() {
    return stack.map(outputs -> outputs.require("Workgroup"));
  }

  /// Returns the workgroup of Athena that runs the statements of the history tables, or empty if no
  /// stack is named.
  ///
  /// @throws CommandException when the stack does not have this output
  public Optional<String> historyWorkgroup() {
    return stack.map(outputs -> outputs.require("HistoryWorkgroup"));
  }
}
