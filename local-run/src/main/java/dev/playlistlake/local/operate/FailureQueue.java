package dev.playlistlake.local.operate;

import java.util.Optional;

/// The queue in which Lambda leaves the events that a function failed at.
public interface FailureQueue {
  /// The next message, hidden from others for a while; empty when none is to be seen.
  Optional<ReceivedMessage> receive();

  /// Hides a message for a while more.
  void hide(ReceivedMessage delivery);

  /// Lets others see the message again, at once.
  void release(ReceivedMessage delivery);

  void delete(ReceivedMessage delivery);
}
