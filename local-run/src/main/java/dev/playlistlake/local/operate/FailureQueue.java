package dev.playlistlake.local.operate;

import java.util.Optional;

/// A dead-letter queue: Lambda sends the events to it that a function failed to process. [Redrive]
/// uses it in one thread.
public interface FailureQueue {
  /// Receives a message and hides it from other receivers for a limited time.
  ///
  /// @return empty when no message is visible
  Optional<ReceivedMessage> receive();

  /// Hides a message again for the full time.
  void hide(ReceivedMessage message);

  /// Makes a message visible again at once.
  void release(ReceivedMessage message);

  /// Deletes a message.
  void delete(ReceivedMessage message);
}
