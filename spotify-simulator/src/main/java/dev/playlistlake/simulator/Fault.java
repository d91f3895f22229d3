package dev.playlistlake.simulator;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// What goes wrong with one answer.
///
/// @param change takes the normal answer, which is made only if asked for, and gives the one to
///   send
/// @param delay before anything is sent
public record Fault(Change change, Duration delay, Ending ending) {
  static final Fault NONE = new Fault(Supplier::get, Duration.ZERO, Ending.COMPLETE);

  /// Gives the answer to send.
  @FunctionalInterface
  public interface Change {
    Answer of(Supplier<Answer> normal);
  }

  /// How far the answer gets.
  public enum Ending {
    COMPLETE,
    /// All headers and half of the body, then the connection closes.
    CUT,
    /// Nothing is sent; the connection closes.
    CLOSED
  }

  /// Sends this instead of the normal answer.
  public static Fault answer(Answer answer) {
    return new Fault(_ -> answer, Duration.ZERO, Ending.COMPLETE);
  }

  /// Sends an error as the API words it.
  public static Fault error(int status, String message) {
    return answer(new Refusal(status, message).answer());
  }

  /// Sends the normal answer after a change.
  public static Fault changed(UnaryOperator<Answer> change) {
    return new Fault(normal -> change.apply(normal.get()), Duration.ZERO, Ending.COMPLETE);
  }

  /// Sends the normal answer late.
  public static Fault late(Duration delay) {
    return NONE.after(delay);
  }

  /// Sends half of the normal answer.
  public static Fault cut() {
    return new Fault(Supplier::get, Duration.ZERO, Ending.CUT);
  }

  /// Sends nothing and hangs up.
  public static Fault closed() {
    return new Fault(Supplier::get, Duration.ZERO, Ending.CLOSED);
  }

  /// The same, but later.
  public Fault after(Duration wait) {
    return new Fault(change, wait, ending);
  }
}
