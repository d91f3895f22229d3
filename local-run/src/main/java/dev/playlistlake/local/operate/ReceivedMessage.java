package dev.playlistlake.local.operate;

/// A message that was received from a [FailureQueue].
///
/// @param id does not change when the message is received again
/// @param receipt changes each time the message is received
/// @param body as text
public record ReceivedMessage(String id, String receipt, String body) {}
