package dev.playlistlake.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The simulated failures of a [SimulatedSpotify], as rules. The oldest matching rule that is not
/// used up applies to a request. Without such a rule, the request receives the normal response.
/// Threads share it: a test may change it while the server handles requests.
public final class FaultScript {
  private final List<Rule> rules = new ArrayList<>();

  private record Rule(int times, Predicate<SimulatedRequest> when, Fault fault) {}

  /// Applies the failure to the next matching request.
  public void once(Predicate<SimulatedRequest> when, Fault fault) {
    times(1, when, fault);
  }

  /// Applies the failure to the next matching requests.
  ///
  /// @param times number of requests
  public synchronized void times(int times, Predicate<SimulatedRequest> when, Fault fault) {
    rules.add(new Rule(times, when, fault));
  }

  /// Applies the failure to all following matching requests.
  public void always(Predicate<SimulatedRequest> when, Fault fault) {
    times(Integer.MAX_VALUE, when, fault);
  }

  /// Removes all rules.
  public synchronized void clear() {
    rules.clear();
  }

  /// Returns the failure for a request and counts the request for its rule.
  synchronized Fault next(SimulatedRequest request) {
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
