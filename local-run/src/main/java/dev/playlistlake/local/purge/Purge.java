package dev.playlistlake.local.purge;

import dev.playlistlake.local.cli.CommandException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Permanently deletes snapshots and tables with all their versions. The form of a key decides
/// whether an object belongs to this program. Other objects are kept, unless the caller includes
/// them. Used by [PurgeCommand] in one thread.
public final class Purge {
  /// A running function may write a table after it was listed.
  private static final int ROUNDS = 3;

  /// The most names of other objects that a survey contains.
  private static final int MOST_NAMES = 20;

  private final PurgeTarget target;
  private final PurgeScope scope;
  private final Consumer<String> errors;

  /// A purge that has not started.
  ///
  /// @param errors receives a message for each version that cannot be deleted
  public Purge(PurgeTarget target, PurgeScope scope, Consumer<String> errors) {
    this.target = target;
    this.scope = scope;
    this.errors = errors;
  }

  /// The result of listing a lake.
  ///
  /// @param deleted how much a purge would delete, by part of the lake
  /// @param kept parts that are not empty and that only a purge of everything deletes
  /// @param history history tables that are not empty and whose files a purge does not delete
  public record Survey(
      List<PurgeCount> deleted, List<PurgeCount> kept, List<PurgeCount> history, Others others) {

    /// Returns whether there are no objects to delete.
    public boolean isEmpty() {
      return deleted.stream().allMatch(PurgeCount::isEmpty);
    }
  }

  /// Objects in the lake that do not belong to this program.
  ///
  /// @param total number of keys
  /// @param deletable number of versions that can be deleted; links and special files cannot
  /// @param names of the first objects
  public record Others(long total, long deletable, List<String> names) {}

  /// The result of a purge.
  ///
  /// @param deleted number of versions and delete markers
  /// @param failed number of versions and delete markers that could not be deleted
  /// @param stillWritten whether the last round also found new objects, so that more may exist
  public record Result(long deleted, long failed, boolean stillWritten) {

    /// Returns whether everything was deleted.
    public boolean isGood() {
      return failed == 0 && !stillWritten;
    }
  }

  /// Lists the lake and deletes nothing.
  ///
  /// @throws CommandException when the lake cannot be listed
  public Survey survey() {
    Map<PurgePart, PurgeCount> counts = new LinkedHashMap<>();
    target.parts().forEach(part -> counts.put(part, PurgeCount.none(part)));
    OthersFound others = new OthersFound();
    target.visit(
        found ->
            part(found)
                .ifPresentOrElse(
                    part -> {
                      if (!scope.includes(part) || scope.includes(part, found)) {
                        counts.merge(part, PurgeCount.of(part, found), PurgeCount::plus);
                      }
                    },
                    () -> others.add(found)));
    List<PurgeCount> deleted = new ArrayList<>();
    List<PurgeCount> kept = new ArrayList<>();
    List<PurgeCount> history = new ArrayList<>();
    counts.forEach(
        (part, count) -> {
          if (scope.includes(part)) {
            deleted.add(count);
          } else if (!count.isEmpty()) {
            (part instanceof PurgePart.History ? history : kept).add(count);
          }
        });
    return new Survey(List.copyOf(deleted), List.copyOf(kept), List.copyOf(history), others.all());
  }

  /// Deletes all objects in the scope, including those that are written meanwhile.
  ///
  /// @param others whether to delete objects that do not belong to this program, too
  /// @throws CommandException when the lake cannot be listed, or deleting fails as a whole
  public Result delete(boolean others) {
    long deleted = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Round now = new Round(others);
      target.visit(now::visit);
      now.flush();
      deleted += now.deleted;
      if (now.deleted == 0 || now.failed > 0) {
        return new Result(deleted, now.failed, false);
      }
    }
    return new Result(deleted, 0, true);
  }

  private Optional<PurgePart> part(StoredVersion found) {
    return found.isDeletable()
        ? target.parts().stream().filter(part -> part.holds(found)).findFirst()
        : Optional.empty();
  }

  /// Counts the objects that do not belong to this program, each key once, and collects the first
  /// names.
  private static final class OthersFound {
    private final List<String> names = new ArrayList<>();
    private String last = "";
    private long total;
    private long deletable;

    void add(StoredVersion found) {
      String name = found.shown();
      deletable += found.isDeletable() ? 1 : 0;
      if (name.equals(last)) {
        return;
      }
      last = name;
      total++;
      if (names.size() < MOST_NAMES) {
        names.add(name);
      }
    }

    Others all() {
      return new Others(total, deletable, List.copyOf(names));
    }
  }

  /// One pass over the whole lake. It deletes in batches, each of one bucket.
  private final class Round {
    private final boolean others;
    private final List<StoredVersion> batch = new ArrayList<>();
    private long deleted;
    private long failed;

    Round(boolean others) {
      this.others = others;
    }

    void visit(StoredVersion found) {
      boolean included =
          part(found)
              .map(part -> scope.includes(part, found))
              .orElse(others && found.isDeletable());
      if (!included) {
        return;
      }
      if (batch.size() == PurgeTarget.BATCH
          || (!batch.isEmpty() && !batch.getFirst().bucket().equals(found.bucket()))) {
        flush();
      }
      batch.add(found);
    }

    void flush() {
      if (!batch.isEmpty()) {
        long notDeleted = target.delete(List.copyOf(batch), errors);
        failed += notDeleted;
        deleted += batch.size() - notDeleted;
        batch.clear();
      }
    }
  }
}
