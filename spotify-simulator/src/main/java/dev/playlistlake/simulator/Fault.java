package dev.playlistlake.simulator;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// What goes wrong with one response. Tests put it into the [FaultScript]. Immutable.
///
/// @param change makes the response to send
/// @param delay before anything is sent
/// @param ending how much of the response is sent
public record Fault(Change change, Duration delay, Ending ending) {
  static final Fault NONE = new Fault(Supplier::get, Duration.ZERO, Ending.COMPLETE);

  /// Makes the response to send from the normal one, which is computed only if it is asked for.
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

  /// Sends an error in the Web API's form.
  public static Fault error(int status, String message) {
    return response(SimulatedResponse.error(status, message));
  }

  /// Sends the normal response after a change.
  public static Fault changed(UnaryOperator<SimulatedResponse> change) {
    return new Fault(normal -> change.apply(normal.get()), Duration.ZERO, Ending.COMPLETE);
  }

  /// Sends the normal response after a change of its body.
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

  /// This fault after a delay.
  public Fault after(Duration wait) {
    return new Fault(change, wait, ending);
  }
}
