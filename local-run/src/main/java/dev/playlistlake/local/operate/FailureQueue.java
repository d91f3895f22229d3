package dev.playlistlake.local.operate;

import java.util.Optional;

/// The queue in which Lambda leaves the events that a function failed at.
public interface FailureQueue {
  /// The next message, hidden from others for a while; empty when none is to be seen.
  Optional<Delivery> receive();

  /// Hides a message for a while more.
  void hide(Delivery delivery);

  /// Lets others see the message again, at once.
  void release(Delivery delivery);

  void delete(Delivery delivery);
}
