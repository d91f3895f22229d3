package dev.playlistlake.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests that each rule reports a template that violates it.
class TemplateMutationIT {
  private static final Template TEMPLATE = Template.read();

  @ParameterizedTest
  @MethodSource("dev.playlistlake.infra.TemplateMutation#all")
  void aRuleReportsATemplateThatViolatesIt(TemplateMutation mutation) {
    List<String> violations =
        TemplateRules.violations(mutation.rule(), mutation.change().apply(TEMPLATE));

    assertThat(violations)
        .anySatisfy(violation -> assertThat(violation).contains(mutation.violation()));
  }

  @Test
  void everyRuleIsViolatedAtLeastOnce() {
    assertThat(TemplateMutation.all().stream().map(TemplateMutation::rule).distinct())
        .containsExactlyInAnyOrderElementsOf(TemplateRules.names());
  }
}
