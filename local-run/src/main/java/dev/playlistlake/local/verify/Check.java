package dev.playlistlake.local.verify;

import java.util.Locale;

/// The checks of `verify`, in the order in which they are printed.
enum Check {
  RAW_KEY_FORM(
      Group.FILES,
      Severity.WARNING,
      "objects under playlists/ whose key is not the key of a snapshot",
      "No command reads them. Move or delete them."),
  RAW_UNREADABLE(
      Group.FILES,
      Severity.ERROR,
      "raw objects that are not a readable snapshot",
      "Restore an earlier version of the object, store the playlist again, or delete the object."),
  TABLES_MISSING(Group.FILES, Severity.ERROR, "table files that are missing", Remedy.REPLAY),
  TABLES_UNREADABLE(
      Group.FILES,
      Severity.ERROR,
      "table files that cannot be read",
      "Correct the error that the message names, then run verify again."),
  TABLES_OLD_FORM(
      Group.FILES,
      Severity.ERROR,
      "table files in the form of an earlier version of this program",
      Remedy.UPGRADE),
  TABLES_MATCH_RAW(
      Group.FILES, Severity.ERROR, "table files that differ from their raw object", Remedy.REPLAY),
  TABLES_WITHOUT_RAW(
      Group.FILES,
      Severity.NOTE,
      "snapshots whose raw object was deleted, so that their tables cannot be compared",
      "This is no error if raw objects expire before tables."),
  FOREIGN_FILES(
      Group.FILES,
      Severity.ERROR,
      "files in the folder of a table that are not files of this program",
      "SQL may read them as rows. Move or delete them."),
  HIDDEN_FILES(
      Group.FILES,
      Severity.NOTE,
      "files in the folder of a table whose names start with . or _",
      "SQL ignores them."),
  PARTITIONS_MISSING(
      Group.PARTITIONS,
      Severity.ERROR,
      "days with files whose partition is not registered, so that SQL does not see them",
      "Start the crawler of the stack, or transform these days again."),
  PARTITIONS_WITHOUT_FILES(
      Group.PARTITIONS,
      Severity.WARNING,
      "registered partitions without a file",
      "This is no damage if the files were deleted, or expired."),
  BROKEN_RULES(Group.SQL, Severity.ERROR, "rules that a snapshot violates in SQL", Remedy.REPLAY),
  DAYS_WITHOUT_ROWS(
      Group.SQL,
      Severity.WARNING,
      "days that SQL knows and that have no snapshot",
      "This is no damage if the files were deleted, or expired."),
  UNREADABLE_TIMES(
      Group.SQL,
      Severity.WARNING,
      "values of added_at that are not a time, which SQL reads as NULL",
      "If tables-match-raw finds nothing, the raw object has these values."),
  UNFINISHED_SNAPSHOTS(
      Group.SQL, Severity.ERROR, "snapshots without a row in playlists", Remedy.REPLAY),
  TROUBLED_SNAPSHOTS(
      Group.SQL,
      Severity.WARNING,
      "snapshots with a trouble, which SQL leaves out when it compares days",
      "The tables are as they should be. Spotify sent an incomplete playlist."),
  LATE_SNAPSHOTS(
      Group.SQL,
      Severity.NOTE,
      "snapshots that were read on another day than their date",
      "This is no error.");

  /// What a check needs.
  enum Group {
    /// The files in the two buckets.
    FILES,
    /// The partitions in the Glue catalog.
    PARTITIONS,
    /// An SQL engine.
    SQL
  }

  /// What a finding means.
  enum Severity {
    /// Damage; the exit code is 1.
    ERROR,
    /// May be intended; the exit code does not change.
    WARNING,
    /// For information.
    NOTE;

    /// The text in the output.
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The command that removes the findings of a check.
  enum Remedy {
    NONE,
    REPLAY,
    UPGRADE
  }

  private final Group group;
  private final Severity severity;
  private final String meaning;
  private final Remedy remedy;
  private final String advice;

  Check(Group group, Severity severity, String meaning, Remedy remedy) {
    this(group, severity, meaning, remedy, "");
  }

  Check(Group group, Severity severity, String meaning, String advice) {
    this(group, severity, meaning, Remedy.NONE, advice);
  }

  Check(Group group, Severity severity, String meaning, Remedy remedy, String advice) {
    this.group = group;
    this.severity = severity;
    this.meaning = meaning;
    this.remedy = remedy;
    this.advice = advice;
  }

  /// The name in the output, such as `tables-match-raw`.
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Group group() {
    return group;
  }

  Severity severity() {
    return severity;
  }

  /// Describes what the check counts.
  String meaning() {
    return meaning;
  }

  Remedy remedy() {
    return remedy;
  }

  /// Says what to do without a command; empty if a command is the remedy.
  String advice() {
    return advice;
  }
}
