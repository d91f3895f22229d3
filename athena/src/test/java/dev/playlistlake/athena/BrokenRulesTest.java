package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.model.Column;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The saved query `broken_rules` checks every column of the schema against its type, so that a new
/// column is not forgotten.
final class BrokenRulesTest {
  private static final String SQL = QueriesFile.ours().get("broken_rules").sql();

  @Test
  void checksTheTypeOfEveryColumn() {
    assertThat(rules()).hasSizeGreaterThan(40).allSatisfy(rule -> assertThat(SQL).contains(rule));
  }

  @Test
  void readsEachTableInOnePlace() {
    for (Table<?> table : Tables.ALL) {
      assertThat(SQL).containsOnlyOnce("FROM " + table.name() + " t\n");
      assertThat(SQL).doesNotContain(table.name() + "_typed");
    }
  }

  private static List<String> rules() {
    List<String> rules = new ArrayList<>();
    for (Table<?> table : Tables.ALL) {
      for (Column<?> column : table.columns()) {
        String rule = rule(column);
        if (!rule.isEmpty()) {
          rules.add("'%s.%s %s'".formatted(table.name(), column.name(), rule));
        }
      }
    }
    return rules;
  }

  /// A text of Spotify may be empty, also in a column that is not optional, such as a song's name.
  private static String rule(Column<?> column) {
    return switch (column.type()) {
      case STRING -> {
        if (column.name().equals("playlist_id")) {
          yield "is not the name of the file";
        }
        yield column.key() || column.name().equals("raw_key") ? "is empty" : "";
      }
      case INTEGER -> "is not a whole number";
      case BOOLEAN -> "is not true or false";
      case TIMESTAMP -> "is not a time";
    };
  }
}
