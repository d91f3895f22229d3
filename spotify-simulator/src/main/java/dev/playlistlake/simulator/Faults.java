package dev.playlistlake.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Scripted faults, which win over the normal answer. The oldest rule that matches a request and
/// isn't used up is taken.
public final class Faults {
  private final List<Rule> rules = new ArrayList<>();

  private record Rule(int times, Predicate<Request> when, Fault fault) {}

  /// The next matching request meets this fault, once.
  public void once(Predicate<Request> when, Fault fault) {
    times(1, when, fault);
  }

  /// The next so many matching requests meet this fault.
  public synchronized void times(int times, Predicate<Request> when, Fault fault) {
    rules.add(new Rule(times, when, fault));
  }

  /// Every matching request meets this fault from now on.
  public void always(Predicate<Request> when, Fault fault) {
    times(Integer.MAX_VALUE, when, fault);
  }

  /// Ends all faults.
  public synchronized void clear() {
    rules.clear();
  }

  synchronized Fault take(Request request) {
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      if (rule.when().test(request)) {
        if (rule.times() == 1) {
          rules.remove(i);
        } else if (rule.times() < Integer.MAX_VALUE) {
          rules.set(i, new Rule(rule.times() - 1, rule.when(), rule.fault()));
        }
        return rule.fault();
      }
    }
    return Fault.NONE;
  }
}
