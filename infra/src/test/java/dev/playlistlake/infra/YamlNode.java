package dev.playlistlake.infra;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A node of a template. A missing node is empty. Immutable.
///
/// @param path the path of the node for messages, such as `Resources.RawBucket.Properties`
/// @param value a map, a list, a text, or null for a missing node
record YamlNode(String path, @Nullable Object value) {

  YamlNode at(String... names) {
    YamlNode part = this;
    for (String name : names) {
      Object inner = part.value() instanceof Map<?, ?> map ? map.get(name) : null;
      part = new YamlNode(part.path().isEmpty() ? name : part.path() + "." + name, inner);
    }
    return part;
  }

  boolean isPresent() {
    return value() != null;
  }

  /// Returns the text; empty for maps and lists, too.
  String text() {
    return value() instanceof String text ? text : "";
  }

  /// Returns the number; -1 if it is not a whole number.
  int number() {
    return text().matches("\\d{1,9}") ? Integer.parseInt(text()) : -1;
  }

  boolean is(String... texts) {
    return Arrays.asList(texts).contains(text());
  }

  /// Returns the elements of a list. A single value is a list of one element, as in policies.
  List<YamlNode> list() {
    if (!(value() instanceof List<?> list)) {
      return isPresent() ? List.of(this) : List.of();
    }
    List<YamlNode> parts = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      parts.add(new YamlNode(path + "[" + i + "]", list.get(i)));
    }
    return parts;
  }

  List<String> texts() {
    return list().stream().map(YamlNode::text).toList();
  }

  Map<String, YamlNode> members() {
    Map<String, YamlNode> members = new LinkedHashMap<>();
    if (value() instanceof Map<?, ?> map) {
      map.keySet().forEach(name -> members.put(name.toString(), at(name.toString())));
    }
    return members;
  }
}
