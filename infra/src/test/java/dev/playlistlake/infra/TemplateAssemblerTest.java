package dev.playlistlake.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests how parts are assembled, and that `infra/template.yaml` is current.
final class TemplateAssemblerTest {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void emptyParts() throws IOException {
    for (String file : TemplateAssembler.PARTS) {
      part(file, "");
    }
  }

  private void part(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  @Test
  void theTemplateIsAssembledFromItsParts() throws IOException {
    String assembled = TemplateAssembler.assemble(Path.of("parts"));

    assertThat(Files.readString(Template.FILE))
        .as("infra/template.yaml; to write it, run %s", TemplateAssembler.COMMAND)
        .isEqualTo(assembled);
    assertThat(assembled).startsWith("# Assembled from infra/parts: do not edit.");
    // CloudFormation's limit for a template in S3, where sam deploy puts it.
    assertThat(assembled.length()).isLessThan(1_000_000);
  }

  @Test
  void joinsTheSectionsOfAllPartsWithTheirComments() throws IOException {
    part(
        "stack.yaml",
        """
        # The whole.

        Description: >-
          Two
          lines

        Parameters:
          # Part of names.
          Stage: {Type: String}
        """);
    part(
        "data.yaml",
        """
        # The data.
        # Kept for long.

        Resources:

          # A comment of the bucket's.
          Bucket:
            Type: AWS::S3::Bucket   # at the end of a line

        Outputs:
          Bucket: {Value: !Ref Bucket}
        """);
    part(
        "access.yaml",
        """
        # Who may read.

        Parameters:
          Limit: {Type: Number}

        Resources:
          Policy:
            Text: |-
              first

              third
        """);

    assertThat(TemplateAssembler.assemble(folder))
        .isEqualTo(
            """
            # Assembled from infra/parts: do not edit. Change a part, then run
            # ./mvnw -q -Dquick -DskipTests -Dtemplate.write package

            Description: >-
              Two
              lines

            Parameters:

              # ---- infra/parts/stack.yaml ----
              # The whole.

              # Part of names.
              Stage: {Type: String}

              # ---- infra/parts/access.yaml ----

              Limit: {Type: Number}

            Resources:

              # ---- infra/parts/data.yaml ----
              # The data.
              # Kept for long.

              # A comment of the bucket's.
              Bucket:
                Type: AWS::S3::Bucket   # at the end of a line

              # ---- infra/parts/access.yaml ----
              # Who may read.

              Policy:
                Text: |-
                  first

                  third

            Outputs:

              # ---- infra/parts/data.yaml ----

              Bucket: {Value: !Ref Bucket}
            """);
  }

  @Test
  void rejectsANameInTwoParts() throws IOException {
    part("data.yaml", "Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n");
    part("access.yaml", "Resources:\n  Bucket: {Type: AWS::S3::Bucket}\n");

    assertThatThrownBy(() -> TemplateAssembler.assemble(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Resources.Bucket is in data.yaml and in access.yaml. Remove one of them.");
  }

  @Test
  void rejectsANameTwiceInOnePart() throws IOException {
    part("data.yaml", "Outputs:\n  A: {Value: a}\n  B: {Value: b}\n  A: {Value: c}\n");

    assertThatThrownBy(() -> TemplateAssembler.assemble(folder))
        .hasMessage("Outputs.A is in data.yaml and in data.yaml. Remove one of them.");
  }

  @Test
  void acceptsAnOutputWithTheNameOfAResource() throws IOException {
    part("data.yaml", "Resources:\n  A: {Type: T}\n\nOutputs:\n  A: {Value: a}\n");

    assertThat(TemplateAssembler.assemble(folder)).contains("  A: {Type: T}", "  A: {Value: a}");
  }

  @Test
  void rejectsGlobalsInTwoParts() throws IOException {
    part("stack.yaml", "Globals:\n  Function: {Runtime: java25}\n");
    part("functions.yaml", "Globals:\n  Function: {Timeout: 900}\n");

    assertThatThrownBy(() -> TemplateAssembler.assemble(folder))
        .hasMessage("Globals is in stack.yaml and in functions.yaml. Remove one of them.");
  }

  @Test
  void rejectsALineOutsideOfASection() throws IOException {
    part("data.yaml", "# The data.\n\n  Bucket:\n    Type: AWS::S3::Bucket\n");

    assertThatThrownBy(() -> TemplateAssembler.assemble(folder))
        .hasMessageStartingWith(
            "data.yaml:3: \"  Bucket:\" does not start a section, expected one of"
                + " [AWSTemplateFormatVersion, Transform, ");
  }

  @Test
  void rejectsASectionTwiceInAPart() throws IOException {
    part("data.yaml", "Outputs:\n  A: {Value: a}\nOutputs:\n  B: {Value: b}\n");

    assertThatThrownBy(() -> TemplateAssembler.assemble(folder))
        .hasMessageStartingWith(
            "data.yaml:3: \"Outputs:\" does not start a section, expected one of ")
        .hasMessageEndingWith(", each once");
  }

  @Test
  void rejectsMembersOnTheLineOfASection() throws IOException {
    part("data.yaml", "Resources: {Bucket: {Type: AWS::S3::Bucket}}\n");

    assertThatThrownBy(() -> TemplateAssembler.assemble(folder))
        .hasMessage(
            "data.yaml:1: \"Resources: {Bucket: {Type: AWS::S3::Bucket}}\":"
                + " expected each member on a separate line");
  }

  @Test
  void rejectsAFileThatIsNotAPart() throws IOException {
    part("more.yaml", "");

    assertThatThrownBy(() -> TemplateAssembler.assemble(folder))
        .hasMessageStartingWith(folder + " has the files [access.yaml, ")
        .hasMessageContaining("more.yaml")
        .hasMessageEndingWith(", expected " + TemplateAssembler.PARTS);
  }

  @Test
  void listsTheResourcesThatAreCreatedBeforeIcebergTables() throws IOException {
    part(
        "data.yaml",
        """
        # The data.

        Resources:

          Database:
            Type: AWS::Glue::Database
            Condition: CreatesData

          Bucket:
            Type: AWS::S3::Bucket
            Condition: CreatesData
        """);
    part(
        "functions.yaml",
        """
        # The functions.

        Resources:

          Reader:
            Type: AWS::Serverless::Function
            Properties:
              EventInvokeConfig:
                MaximumRetryAttempts: 2

          Mail:
            Type: AWS::SNS::Subscription
            Condition: HasMail
        """);
    part(
        "history.yaml",
        """
        # The history.

        Resources:

          Table:
            Type: AWS::Glue::Table
            DependsOn: EveryOtherResource
            Properties:
              OpenTableFormatInput:
                IcebergInput: {}

          Role:
            Type: AWS::IAM::Role
        """);

    assertThat(TemplateAssembler.assemble(folder))
        .contains(
            """
              Table:
                Type: AWS::Glue::Table
                DependsOn:
                  - Bucket
                  - Reader
                  - ReaderEventInvokeConfig
                  - Role
                Properties:
            """);
  }
}
