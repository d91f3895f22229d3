package dev.playlistlake.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests that the template violates no rule.
class TemplateTest {
  private static final Template TEMPLATE = Template.read();

  @ParameterizedTest
  @MethodSource("dev.playlistlake.infra.TemplateRules#names")
  void theTemplateViolatesNoRule(String rule) {
    assertThat(TemplateRules.violations(rule, TEMPLATE)).isEmpty();
  }

  @Test
  void otherValuesOfParametersAreAlsoValid() {
    Template other =
        TEMPLATE.with(Map.of("Stage", "test2", "AWS::Region", "eu-west-1", "LogLevel", "DEBUG"));

    assertThat(NameRules.violations(other)).isEmpty();
    assertThat(EnvironmentRules.violations(other)).isEmpty();
  }
}
