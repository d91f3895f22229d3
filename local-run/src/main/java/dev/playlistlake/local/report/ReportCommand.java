package dev.playlistlake.local.report;

import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.local.cli.CliCommand;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.cli.Progress;
import dev.playlistlake.local.cli.ProgressLine;
import dev.playlistlake.local.engine.EngineLauncher;
import dev.playlistlake.local.engine.EngineOptions;
import dev.playlistlake.local.report.covers.CoverCache;
import dev.playlistlake.local.report.covers.Covers;
import dev.playlistlake.model.SafeText;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The command `report`: creates a page of charts from a lake. Used by one thread.
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description =
        "Creates an HTML page of charts from a lake. The page contains all its data and scripts and"
            + " loads nothing, so you can open it offline, send it or print it.")
public final class ReportCommand extends CliCommand {
  private static final String ALTERNATIVE = "name another file with --out";

  @Mixin private final EngineOptions options = new EngineOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "The file to write. Default: report.html in the folder of the lake, or in the current"
              + " folder with --athena. An earlier report is replaced. Any other file is kept, and"
              + " the command fails.")
  private @Nullable Path out;

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      defaultValue = "My playlists",
      description = "The title of the page. Default: ${DEFAULT-VALUE}.")
  private String title = "My playlists";

  @Option(
      names = "--covers",
      description =
          "Show small covers of albums and playlists on the page. They are loaded from Spotify's"
              + " image hosts, at most 300, and are kept in DIR/covers for seven days. Without this"
              + " option, the command sends no request to Spotify. Read \"Covers\" in"
              + " docs/spotify.md first.")
  private boolean withCovers;

  @Option(names = "--open", description = "Open the page in your browser.")
  private boolean open;

  private final CliEnvironment cli;
  private final EngineLauncher engines;
  private final Function<Optional<CoverCache>, Covers> covers;

  /// A command that uses this environment, and opens engines with this launcher.
  public ReportCommand(CliEnvironment cli, EngineLauncher engines) {
    this(cli, engines, Covers::new);
  }

  /// A command that loads covers from another server, for tests.
  public ReportCommand(
      CliEnvironment cli, EngineLauncher engines, Function<Optional<CoverCache>, Covers> covers) {
    this.cli = cli;
    this.engines = engines;
    this.covers = covers;
  }

  @Override
  public Integer call() throws IOException {
    options.requireConsistent();
    ReportFile page =
        out == null
            ? ReportFile.in(options.local() ? options.lake() : Path.of(""))
            : new ReportFile(out);
    page.require(ALTERNATIVE);
    Optional<CoverCache> cache =
        options.local()
            ? Optional.of(new CoverCache(options.lake(), cli.clock()))
            : Optional.empty();
    if (withCovers && cache.isPresent()) {
      cache.get().requirePlain();
    }
    cache.ifPresent(CoverCache::deleteExpired);
    options.readAllDays();
    int exitCode = engines.run(options, engine -> write(engine, page, cache));
    if (open && exitCode == 0) {
      cli.browser().accept(page.path().toAbsolutePath().toUri());
    }
    return exitCode;
  }

  private int write(SqlEngine engine, ReportFile page, Optional<CoverCache> cache)
      throws IOException {
    Report report = read(engine);
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("title", title);
    facts.put("made", cli.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put("version", Version.ofProgram());
    facts.put("engine", options.engine());
    Covers.Loaded loaded = withCovers ? load(report, cache) : Covers.Loaded.NONE;
    if (!loaded.dataUris().isEmpty()) {
      facts.put("attribution", Covers.ATTRIBUTION);
    }
    byte[] html = report.render(facts, loaded.dataUris()).getBytes(StandardCharsets.UTF_8);
    page.write(html, ALTERNATIVE);
    out()
        .printf(
            "The report is in %s (%.1f MB%s).%n",
            SafeText.sanitize(page.path()),
            html.length / 1e6,
            withCovers ? ", " + loaded.summary() : "");
    return 0;
  }

  /// Reads the lake and shows on a terminal what it reads.
  private Report read(SqlEngine engine) throws IOException {
    AtomicReference<String> part = new AtomicReference<>("");
    try (ProgressLine _ =
        ProgressLine.start(
            err(), () -> "report: reading the " + part.get() + EngineLauncher.soFar(engine))) {
      return Report.read(engine, part::set);
    }
  }

  private Covers.Loaded load(Report report, Optional<CoverCache> cache) throws IOException {
    List<String> addresses = report.imageUrls();
    Progress progress =
        new Progress(
            System::nanoTime,
            line -> {
              err().println(line);
              err().flush();
            });
    try (Covers loading = covers.apply(cache)) {
      Covers.Loaded loaded = loading.load(addresses, progress);
      if (!loaded.warning().isEmpty()) {
        printWarning(loaded.warning());
      }
      return loaded;
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("covers: cancelled");
    }
  }
}
