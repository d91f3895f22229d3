package dev.playlistlake.local.infra;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A place in a template. What is asked of a place that isn't there is empty.
///
/// @param path for messages: `Resources.RawBucket.Properties`
/// @param value a map, a list, a text, or null for nothing
record Part(String path, @Nullable Object value) {

  Part at(String... names) {
    Part part = this;
    for (String name : names) {
      Object inner = part.value() instanceof Map<?, ?> map ? map.get(name) : null;
      part = new Part(part.path().isEmpty() ? name : part.path() + "." + name, inner);
    }
    return part;
  }

  boolean isThere() {
    return value() != null;
  }

  /// Empty for maps and lists too.
  String text() {
    return value() instanceof String text ? text : "";
  }

  /// -1 for what is no whole number.
  int number() {
    return text().matches("\\d{1,9}") ? Integer.parseInt(text()) : -1;
  }

  boolean is(String... texts) {
    return Arrays.asList(texts).contains(text());
  }

  /// A single value is a list of one, as in policies.
  List<Part> list() {
    if (!(value() instanceof List<?> list)) {
      return isThere() ? List.of(this) : List.of();
    }
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      parts.add(new Part(path + "[" + i + "]", list.get(i)));
    }
    return parts;
  }

  List<String> texts() {
    return list().stream().map(Part::text).toList();
  }

  Map<String, Part> members() {
    Map<String, Part> members = new LinkedHashMap<>();
    if (value() instanceof Map<?, ?> map) {
      map.keySet().forEach(name -> members.put(name.toString(), at(name.toString())));
    }
    return members;
  }
}
