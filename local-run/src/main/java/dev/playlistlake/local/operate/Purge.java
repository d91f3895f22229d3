package dev.playlistlake.local.operate;

import dev.playlistlake.local.cli.CommandException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Deletes snapshots and tables for good, all their versions. It knows what is the program's by the
/// form of the key, and leaves the rest unless that is named too.
public final class Purge {
  /// A function that is at work may write after its table was listed.
  private static final int ROUNDS = 3;

  /// As many of the others are named.
  private static final int NAMED = 20;

  private final PurgeTarget target;
  private final PurgeScope scope;
  private final Consumer<String> errors;

  /// A purge that is still to come.
  ///
  /// @param errors takes a message for each version that can't be deleted
  public Purge(PurgeTarget target, PurgeScope scope, Consumer<String> errors) {
    this.target = target;
    this.scope = scope;
    this.errors = errors;
  }

  /// What a purge would do.
  ///
  /// @param deleted what goes, by part of the lake
  /// @param kept parts that only go with everything, where they hold something
  public record Survey(List<PurgeCount> deleted, List<PurgeCount> kept, Others others) {

    /// Whether the lake holds nothing of what is to go.
    public boolean isEmpty() {
      return deleted.stream().allMatch(PurgeCount::isEmpty);
    }
  }

  /// What is in the lake and is not the program's.
  ///
  /// @param total how many keys
  /// @param deletable how many versions of them can be deleted: neither links nor special files
  /// @param names of the first of them
  public record Others(long total, long deletable, List<String> names) {}

  /// What a purge did.
  ///
  /// @param deleted versions and markers
  /// @param failed those that are still there
  /// @param stillWritten whether the last look found new ones too, and another might
  public record Result(long deleted, long failed, boolean stillWritten) {

    /// Whether nothing is left.
    public boolean isGood() {
      return failed == 0 && !stillWritten;
    }
  }

  /// Lists the lake, and deletes nothing.
  ///
  /// @throws CommandException when the lake can't be listed
  public Survey survey() {
    Map<PurgePart, PurgeCount> counts = new LinkedHashMap<>();
    target.parts().forEach(part -> counts.put(part, PurgeCount.none(part)));
    OthersFound others = new OthersFound();
    target.visit(
        found ->
            part(found)
                .ifPresentOrElse(
                    part -> {
                      if (!scope.takes(part) || scope.takes(part, found)) {
                        counts.merge(part, PurgeCount.of(part, found), PurgeCount::plus);
                      }
                    },
                    () -> others.add(found)));
    List<PurgeCount> deleted = new ArrayList<>();
    List<PurgeCount> kept = new ArrayList<>();
    counts.forEach((part, count) -> (scope.takes(part) ? deleted : kept).add(count));
    kept.removeIf(PurgeCount::isEmpty);
    return new Survey(List.copyOf(deleted), List.copyOf(kept), others.all());
  }

  /// Deletes all of it, and what is written meanwhile.
  ///
  /// @param others whether also what is not the program's
  /// @throws CommandException when the lake can't be listed, or refuses
  public Result delete(boolean others) {
    long deleted = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Round now = new Round(others);
      target.visit(now::take);
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

  /// Names the first of the others and counts them, each key once.
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
      if (names.size() < NAMED) {
        names.add(name);
      }
    }

    Others all() {
      return new Others(total, deletable, List.copyOf(names));
    }
  }

  /// One look at the whole lake, which deletes a batch of one bucket at a time.
  private final class Round {
    private final boolean others;
    private final List<StoredVersion> batch = new ArrayList<>();
    private long deleted;
    private long failed;

    Round(boolean others) {
      this.others = others;
    }

    void take(StoredVersion found) {
      boolean goes =
          part(found).map(part -> scope.takes(part, found)).orElse(others && found.isDeletable());
      if (!goes) {
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
        long left = target.delete(List.copyOf(batch), errors);
        failed += left;
        deleted += batch.size() - left;
        batch.clear();
      }
    }
  }
}
