package dev.playlistlake.local.operate;

/// A message as a queue hands it out.
///
/// @param id the same each time that it is handed out
/// @param receipt another one each time
public record ReceivedMessage(String id, String receipt, String body) {}
