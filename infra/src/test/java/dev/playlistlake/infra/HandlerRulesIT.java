package dev.playlistlake.infra;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The template's handlers in the jars as they are deployed.
class HandlerRulesIT {
  private static final Template TEMPLATE = Template.read();

  @Test
  void eachHandlerIsAClassThatLambdaCanMakeAndCall() {
    assertThat(TEMPLATE.resources("AWS::Serverless::Function"))
        .containsOnlyKeys("ExtractFunction", "TransformFunction");
    assertThat(HandlerRules.violations(TEMPLATE)).isEmpty();
  }

  @Test
  void aClassThatIsNotThereIsNoticed() {
    Template wrong =
        TEMPLATE.changed("ExtractFunction", "extract.ExtractHandler", "ExtractHandler");

    assertThat(HandlerRules.violations(wrong))
        .singleElement()
        .asString()
        .startsWith("ExtractFunction's handler is not in ")
        .endsWith(": dev.playlistlake.ExtractHandler");
  }

  @Test
  void aClassThatIsNoHandlerIsNoticed() {
    Template wrong = TEMPLATE.changed("TransformFunction", "TransformHandler", "TransformReport");

    assertThat(HandlerRules.violations(wrong))
        .containsExactly(
            "dev.playlistlake.transform.TransformReport is no RequestHandler",
            "dev.playlistlake.transform.TransformReport has no public constructor without"
                + " parameters");
  }

  @Test
  void theOtherFunctionsJarIsNoticed() {
    Template wrong =
        TEMPLATE.changed(
            "TransformFunction",
            "../transform-lambda/target/transform-lambda.jar",
            "../extract-lambda/target/extract-lambda.jar");

    assertThat(HandlerRules.violations(wrong)).hasSize(1);
  }
}
