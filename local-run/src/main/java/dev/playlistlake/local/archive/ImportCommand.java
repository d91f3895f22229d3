package dev.playlistlake.local.archive;

import dev.playlistlake.local.archive.RawUpload.Existing;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.local.lake.Outcome;
import dev.playlistlake.local.lake.SnapshotsInTrouble;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.SafeText;
import dev.playlistlake.transform.Snapshot;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `playlist-lake import`: stores saved Spotify JSON in a lake.
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Reads Spotify JSON that other tools saved, and stores each playlist in the raw bucket"
            + " under its own key, with its text unchanged. The transform then writes its tables.",
    footerHeading = "%n",
    footer = {
      "Each document is read completely before any of it is stored. A document that the transform"
          + " would reject is reported as an error and does not stop the others; of an array of"
          + " playlists, only the playlists with an error are left out. If you repeat the"
          + " command, nothing is stored twice.",
      "",
      "Examples:",
      "  playlist-lake import --lake lake my-archive/",
      "  playlist-lake import --stack playlist-lake my-archive/",
      "  playlist-lake import --raw-bucket my-raw --date 2025-03-01 saved-in-march.json"
    })
public final class ImportCommand extends ArchiveCommand {
  @ArgGroup(multiplicity = "1")
  private @Nullable ImportTarget target;

  @Option(
      names = "--overwrite",
      description =
          "Replace a different document under the same key. Default: keep it and print a warning.")
  private boolean overwrite;

  @Option(names = "--dry-run", description = "Read everything and store nothing.")
  private boolean dryRun;

  private final CliEnvironment cli;
  private final ImportTotals totals = new ImportTotals();
  private final SnapshotsInTrouble inTrouble = new SnapshotsInTrouble();
  private @Nullable RawObjects objects;
  private ImportTarget.@Nullable Opened opened;

  /// Creates the command.
  public ImportCommand(CliEnvironment cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws IOException {
    try (RawObjects temporary = RawObjects.inTemporaryFolder();
        ImportTarget.Opened open = Objects.requireNonNull(target).open(cli, overwrite, dryRun)) {
      objects = temporary;
      opened = open;
      try {
        loadAll();
      } catch (CommandException affectsAll) {
        fail(affectsAll.getMessage() + ". The import stops here.");
      }
      inTrouble.print(out());
      out().println(totals.summary(fileCount(), errorCount(), dryRun, open.name()));
      return errorCount() == 0 ? 0 : 1;
    }
  }

  @Override
  int load(Reading reading) throws IOException {
    Map<RawKey, GzipTempFile> found = Objects.requireNonNull(objects).of(reading, this::fail);
    for (Snapshot snapshot : reading.snapshots().values()) {
      RawKey key = RawObjects.key(snapshot);
      GzipTempFile object = found.get(key);
      if (object != null && store(reading, key, object, Objects.requireNonNull(opened))) {
        inTrouble.add(snapshot);
      }
    }
    return found.size();
  }

  /// @return whether the lake now contains the document, or would contain it without `--dry-run`
  private boolean store(Reading reading, RawKey key, GzipTempFile object, ImportTarget.Opened open)
      throws IOException {
    Existing existing = Existing.NOTHING;
    if (open.upload().isPresent()) {
      RawUpload upload = open.upload().get();
      existing = dryRun ? upload.existing(key, object) : upload.put(key, object);
    }
    ImportTotals.Result result = ImportTotals.Result.of(existing, overwrite);
    totals.add(result);
    if (result == ImportTotals.Result.SKIPPED) {
      err()
          .println(
              "warning: %s: skipped, because %s contains a different document. Replace it with --overwrite."
                  .formatted(SafeText.sanitize(reading.name()), key));
    } else if (!quiet()) {
      out().println(SafeText.sanitize(reading.name()) + ": " + key + " " + result.text(dryRun));
    }
    if (!dryRun && result != ImportTotals.Result.SKIPPED) {
      open.transformer().ifPresent(transformer -> require(transformer.transform(key)));
    }
    return result != ImportTotals.Result.SKIPPED;
  }

  private void require(Outcome outcome) {
    if (outcome.status() == Outcome.Status.FAILED) {
      fail(outcome.message());
    }
  }
}
