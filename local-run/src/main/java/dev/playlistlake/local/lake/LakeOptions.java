package dev.playlistlake.local.lake;

import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.local.cli.StackOutputs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The options that select a lake: a folder, a stack, or two buckets. Used by `replay`, `upgrade`,
/// `purge` and `verify`; `redrive` uses only those for AWS.
public final class LakeOptions {
  @Option(
      names = "--lake",
      required = true,
      paramLabel = "DIR",
      description = "Folder of a lake on this machine: DIR/raw and DIR/processed.")
  private @Nullable Path folder;

  @ArgGroup(multiplicity = "1")
  private @Nullable OnAws onAws;

  /// A lake on AWS. Region and credentials come from the environment or a profile, as for every AWS
  /// tool.
  public static final class OnAws {
    @Option(
        names = "--stack",
        required = true,
        paramLabel = "NAME",
        converter = StackName.class,
        description =
            "CloudFormation stack of a deployed lake. Its outputs name the buckets, the Glue"
                + " database and the workgroups. Region and credentials come"
                + " from AWS_REGION, AWS_PROFILE and so on, as for every AWS tool.")
    private @Nullable String stack;

    @ArgGroup(exclusive = false, multiplicity = "1")
    private @Nullable Buckets buckets;

    /// Returns the names of the lake, and reads them from the outputs of its stack if one is named.
    ///
    /// @throws CommandException when the stack cannot be read or an output is missing
    public DeployedLake names(CliEnvironment cli) {
      if (stack != null) {
        return DeployedLake.of(cli.aws().outputs(stack));
      }
      Buckets named = Objects.requireNonNull(buckets);
      return new DeployedLake(
          named.raw, named.processed, Optional.ofNullable(named.database), Optional.empty());
    }

    /// Returns whether a stack is named, and not the buckets.
    public boolean hasStack() {
      return stack != null;
    }

    /// Opens the lake.
    ///
    /// @throws CommandException as [#names], or when no region is configured
    public Lake open(CliEnvironment cli) {
      return Lake.onAws(cli, names(cli));
    }
  }

  /// The names of a lake on AWS, without its stack.
  static final class Buckets {
    @Option(
        names = "--raw-bucket",
        required = true,
        paramLabel = "NAME",
        description = "Bucket of the snapshots.")
    private String raw = "";

    @Option(
        names = "--processed-bucket",
        required = true,
        paramLabel = "NAME",
        description = "Bucket of the tables.")
    private String processed = "";

    @Option(
        names = "--database",
        paramLabel = "NAME",
        description =
            "Glue database of the tables, such as playlist_lake_prod. Default: the database of the"
                + " stack whose name is in the name of the processed bucket. upgrade, purge and"
                + " verify have no default.")
    private @Nullable String database;
  }

  /// Checks the value of `--stack`. An empty name would select any stack of the account.
  public static final class StackName implements ITypeConverter<String> {
    @Override
    public String convert(String value) {
      if (!StackOutputs.isStack(value)) {
        throw new TypeConversionException(
            "'" + value + "' is not the name of a stack, such as playlist-lake");
      }
      return value;
    }
  }

  /// Returns the folder of the lake, or empty for a lake on AWS.
  public Optional<Path> folder() {
    return Optional.ofNullable(folder);
  }

  /// Returns the options of the lake on AWS, or empty for a folder.
  public Optional<OnAws> onAws() {
    return Optional.ofNullable(onAws);
  }

  /// Returns whether the options name buckets without their Glue database.
  public boolean lacksDatabase() {
    return onAws != null && onAws.buckets != null && onAws.buckets.database == null;
  }

  /// Returns the name of the lake that is the same in every working folder: the real path of a
  /// folder.
  public String realName(Lake lake) throws IOException {
    return folder == null ? lake.name() : folder.toRealPath().toString();
  }

  /// Opens the lake that the options select.
  ///
  /// @param dryRun whether the lake is opened without creating folders
  public Lake open(CliEnvironment cli, boolean dryRun) throws IOException {
    if (onAws != null) {
      return onAws.open(cli);
    }
    Path lake = Objects.requireNonNull(folder);
    return dryRun ? Lake.openForDryRun(lake) : Lake.open(lake);
  }
}
