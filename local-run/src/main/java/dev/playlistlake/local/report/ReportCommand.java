package dev.playlistlake.local.report;

import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.local.cli.CliCommand;
import dev.playlistlake.local.engine.EngineLauncher;
import dev.playlistlake.local.engine.EngineOptions;
import dev.playlistlake.model.SafeText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
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

  private final EngineLauncher engines;
  private final Clock clock;

  /// A command that opens engines with this launcher and dates the page with this clock.
  public ReportCommand(EngineLauncher engines, Clock clock) {
    this.engines = engines;
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    ReportFile page =
        out == null
            ? ReportFile.in(options.local() ? options.lake() : Path.of(""))
            : new ReportFile(out);
    page.require(ALTERNATIVE);
    return engines.run(options, engine -> write(engine, page));
  }

  private int write(SqlEngine engine, ReportFile page) throws IOException {
    Map<String, String> facts =
        Map.of(
            "lake", options.title(),
            "made", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
            "version", Version.ofProgram(),
            "engine", options.engine());
    byte[] html = Report.render(engine, facts).getBytes(StandardCharsets.UTF_8);
    page.write(html, ALTERNATIVE);
    out()
        .printf(
            "The report is in %s (%.1f MB).%n", SafeText.sanitize(page.path()), html.length / 1e6);
    return 0;
  }
}
