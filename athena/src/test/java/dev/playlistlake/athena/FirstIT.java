package dev.playlistlake.athena;

import org.junit.jupiter.api.Test;

final class FirstIT {
  @Test
  void all() {
    for (NamedSql q : QueriesFile.ours().all(NamedSql.Kind.QUESTION)) {
      try {
        Answer a = Engine.shared().run(q.sql());
        System.out.println("## " + q.name() + " " + a.columns().stream().map(c -> c.name()+":"+c.type()).toList());
        a.rows().forEach(r -> System.out.println("  " + r));
      } catch (SqlException e) {
        System.out.println("## " + q.name() + " FAILED " + e.getMessage());
      }
    }
  }
}
