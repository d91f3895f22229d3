package dev.playlistlake.infra;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Tests the handlers of the template with the deployed jars.
class HandlerRulesIT {
  private static final Template TEMPLATE = Template.read();

  @Test
  void eachHandlerIsAClassThatLambdaCanInstantiateAndCall() {
    assertThat(TEMPLATE.resources("AWS::Serverless::Function"))
        .containsOnlyKeys("ExtractFunction", "TransformFunction");
    assertThat(HandlerRules.violations(TEMPLATE)).isEmpty();
  }

  @Test
  void reportsAMissingClass() {
    Template changed =
        TEMPLATE.changed("ExtractFunction", "extract.ExtractHandler", "ExtractHandler");

    assertThat(HandlerRules.violations(changed))
        .singleElement()
        .asString()
        .startsWith("the handler of ExtractFunction is not in ")
        .endsWith(": dev.playlistlake.ExtractHandler");
  }

  @Test
  void reportsAClassThatIsNotAHandler() {
    Template changed = TEMPLATE.changed("TransformFunction", "TransformHandler", "TransformReport");

    assertThat(HandlerRules.violations(changed))
        .containsExactly(
            "dev.playlistlake.transform.TransformReport is not a RequestHandler",
            "dev.playlistlake.transform.TransformReport has no public constructor without"
                + " parameters");
  }

  @Test
  void reportsTheJarOfTheOtherFunction() {
    Template changed =
        TEMPLATE.changed(
            "TransformFunction",
            "../transform-lambda/target/transform-lambda.jar",
            "../extract-lambda/target/extract-lambda.jar");

    assertThat(HandlerRules.violations(changed)).hasSize(1);
  }
}
