package dev.playlistlake.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The faults that a [SimulatedSpotify] has to serve. A request gets the fault of the oldest rule
/// that matches it and isn't used up; without such a rule, the normal response. Safe for many
/// threads, so that a test can change it while requests arrive.
public final class FaultScript {
  private final List<Rule> rules = new ArrayList<>();

  private record Rule(int times, Predicate<SimulatedRequest> when, Fault fault) {}

  /// The next matching request gets this fault, once.
  public void once(Predicate<SimulatedRequest> when, Fault fault) {
    times(1, when, fault);
  }

  /// The next so many matching requests get this fault.
  public synchronized void times(int times, Predicate<SimulatedRequest> when, Fault fault) {
    rules.add(new Rule(times, when, fault));
  }

  /// Every matching request gets this fault from now on.
  public void always(Predicate<SimulatedRequest> when, Fault fault) {
    times(Integer.MAX_VALUE, when, fault);
  }

  /// Ends all faults.
  public synchronized void clear() {
    rules.clear();
  }

  /// The fault for a request, which counts as served.
  synchronized Fault take(SimulatedRequest request) {
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
