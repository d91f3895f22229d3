package dev.playlistlake.infra;

import com.fasterxml.jackson.databind.JsonNode;

/// The pattern of an EventBridge rule. Supports exact values only:
/// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
///
/// @param pattern lists of allowed values, in maps that have the shape of the event
record EventPattern(YamlNode pattern) {

  /// Returns whether the rule reacts to the event. Each member of the pattern must be a member of
  /// the event and have one of the listed values.
  boolean matches(JsonNode event) {
    return pattern.isPresent() && matches(pattern, event);
  }

  private static boolean matches(YamlNode pattern, JsonNode event) {
    if (pattern.members().isEmpty()) {
      return event.isTextual() && pattern.texts().contains(event.asText());
    }
    return pattern.members().entrySet().stream()
        .allMatch(member -> matches(member.getValue(), event.path(member.getKey())));
  }
}
