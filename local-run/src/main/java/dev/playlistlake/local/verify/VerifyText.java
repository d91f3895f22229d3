package dev.playlistlake.local.verify;

import dev.playlistlake.local.cli.Counts;
import dev.playlistlake.model.SafeText;
import java.io.PrintWriter;

/// Prints the results of `verify` for a user: a line for each check, and below it the first
/// findings and the remedy. Used by one thread.
record VerifyText(VerifyTotals totals, Repair repair, PrintWriter out) {

  /// Prints all checks and a summary.
  void print() {
    for (Check check : Check.values()) {
      print(check);
    }
    long errors = totals.count(Check.Severity.ERROR);
    long warnings = totals.count(Check.Severity.WARNING);
    out.printf(
        "%s, %s: %s, %s. %s%n",
        Counts.of(totals.snapshots(), "snapshot"),
        Counts.of(totals.files(), "table file"),
        Counts.of(errors, "error"),
        Counts.of(warnings, "warning"),
        verdict(errors));
    out.flush();
  }

  private String verdict(long errors) {
    if (errors > 0) {
      return "The lake is damaged.";
    }
    return totals.isGood() ? "No damage was found." : "Some checks could not run.";
  }

  private void print(Check check) {
    VerifyTotals.Result result = totals.result(check);
    out.printf(
        "%-8s %-24s %,8d  %s%n",
        totals.status(check),
        check.text(),
        result.count(),
        SafeText.sanitize(result.notRun().orElse(check.meaning())));
    for (Finding finding : result.first()) {
      out.println("  " + SafeText.sanitize(finding.place() + ": " + finding.message()));
    }
    if (result.count() > result.first().size()) {
      out.printf("  … and %,d more. --json lists all.%n", result.count() - result.first().size());
    }
    if (result.count() > 0) {
      out.println("  " + SafeText.sanitize(repair.of(check, result)));
    }
  }
}
