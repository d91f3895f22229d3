package dev.playlistlake.local.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each rule notices when a template breaks it.
class MutationIT {
  private static final Template TEMPLATE = Template.read();

  @ParameterizedTest
  @MethodSource("dev.playlistlake.local.infra.Mutation#all")
  void aTemplateThatBreaksARuleIsNoticed(Mutation mutation) {
    List<String> faults = Rules.faults(mutation.rule(), mutation.change().apply(TEMPLATE));

    assertThat(faults).anySatisfy(fault -> assertThat(fault).contains(mutation.told()));
  }

  @Test
  void everyRuleIsBrokenAtLeastOnce() {
    assertThat(Mutation.all().stream().map(Mutation::rule).distinct())
        .containsExactlyInAnyOrderElementsOf(Rules.names());
  }
}
