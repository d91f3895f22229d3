package dev.playlistlake.simulator;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// A simulated failure of one response. Tests add it to the [FaultScript]. Immutable.
///
/// @param change creates the response to send
/// @param delay before the first byte is sent
/// @param ending how much of the response is sent
public record Fault(Change change, Duration delay, Ending ending) {
  static final Fault NONE = new Fault(Supplier::get, Duration.ZERO, Ending.COMPLETE);

  /// Creates the response to send from the normal response, which is computed only on demand.
  @FunctionalInterface
  public interface Change {
    SimulatedResponse apply(Supplier<SimulatedResponse> normal);
  }

  /// How much of the response is sent.
  public enum Ending {
    COMPLETE,
    /// All headers and half of the body, then the connection closes.
    CUT,
    /// Nothing is sent; the connection closes.
    CLOSED
  }

  /// Sends this instead of the normal response.
  public static Fault response(SimulatedResponse response) {
    return new Fault(_ -> response, Duration.ZERO, Ending.COMPLETE);
  }

  /// Sends an error in the form of the Web API.
  public static Fault error(int status, String message) {
    return response(SimulatedResponse.error(status, message));
  }

  /// Sends a changed response.
  public static Fault changed(UnaryOperator<SimulatedResponse> change) {
    return new Fault(normal -> change.apply(normal.get()), Duration.ZERO, Ending.COMPLETE);
  }

  /// Sends the normal response with a changed body.
  public static Fault changedBody(UnaryOperator<String> change) {
    return changed(response -> response.withBody(change.apply(response.body())));
  }

  /// Sends the normal response late.
  public static Fault late(Duration delay) {
    return NONE.after(delay);
  }

  /// Sends half of the normal response.
  public static Fault cut() {
    return new Fault(Supplier::get, Duration.ZERO, Ending.CUT);
  }

  /// Sends nothing and closes the connection.
  public static Fault closed() {
    return new Fault(Supplier::get, Duration.ZERO, Ending.CLOSED);
  }

  /// Returns a copy with a delay.
  public Fault after(Duration wait) {
    return new Fault(change, wait, ending);
  }
}
