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

/// A lake as a page of charts.
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description =
        "Makes one HTML page of charts from a lake. The page holds all its data and scripts and"
            + " loads nothing: open it, mail it, print it.")
public final class ReportCommand extends CliCommand {
  private static final String OTHERWISE = "name another file with --out";

  @Mixin private final EngineOptions options = new EngineOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "The page. Default: report.html in the lake, with --athena in this folder. An earlier"
              + " page is replaced; any other file stays as it is.")
  private @Nullable Path out;

  private final EngineLauncher engines;
  private final Clock clock;

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
    page.require(OTHERWISE);
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
    page.write(html, OTHERWISE);
    out()
        .printf(
            "The report is in %s (%.1f MB).%n", SafeText.sanitize(page.path()), html.length / 1e6);
    return 0;
  }
}
