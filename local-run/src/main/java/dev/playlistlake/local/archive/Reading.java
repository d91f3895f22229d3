package dev.playlistlake.local.archive;

import dev.playlistlake.local.cli.Counts;
import dev.playlistlake.transform.RawDocument;
import dev.playlistlake.transform.Snapshot;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The snapshots of one file, or of one playlist whose pages are in several files. Passed to the
/// commands.
///
/// @param files one file, or the files of the pages in the order of their entries
/// @param hasPlaylists whether the document is an array or container of playlists
/// @param snapshots by their places in the array, counted from 1; place 0 for the only playlist of
///   another document
record Reading(List<RawFile> files, boolean hasPlaylists, SortedMap<Integer, Snapshot> snapshots) {

  /// Makes the snapshots of a document.
  ///
  /// @throws dev.playlistlake.transform.TransformException when the document is invalid
  static Reading of(List<RawFile> files, RawDocument document, LocalDate date) {
    RawFile first = files.getFirst();
    List<Snapshot> snapshots = document.snapshots(date, first::defaultId, first.rawKey());
    SortedMap<Integer, Snapshot> byPlace = new TreeMap<>();
    for (int i = 0; i < snapshots.size(); i++) {
      byPlace.put(document.places().get(i), snapshots.get(i));
    }
    return new Reading(files, document.hasPlaylists(), byPlace);
  }

  /// Returns the file that messages name: of several pages the first.
  Path path() {
    return files.getFirst().path();
  }

  /// Returns the name for the output.
  String name() {
    int more = files.size() - 1;
    return path() + (more == 0 ? "" : " and " + Counts.of(more, "other page"));
  }
}
