package dev.playlistlake.athena;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The views and questions as resources of the deployment's template: each view a table of the Glue
/// catalog, each question a saved query of the workgroup. The template has the resources
/// `GlueDatabase` and `Workgroup`.
final class TemplateSection {
  private TemplateSection() {}

  static String of(List<CatalogView> views, List<NamedSql> questions) {
    return views.stream().map(TemplateSection::view).collect(Collectors.joining())
        + questions.stream().map(TemplateSection::question).collect(Collectors.joining());
  }

  private static String view(CatalogView view) {
    return """
      %s:
        Type: AWS::Glue::Table
        Properties:
          CatalogId: !Ref AWS::AccountId
          DatabaseName: !Ref GlueDatabase
          TableInput:
            Name: %s
            Description: %s
            Owner: playlist-lake
            TableType: VIRTUAL_VIEW
            Parameters:
              presto_view: 'true'
              comment: Presto View
            ViewOriginalText: !Sub
              - '/* Presto View: ${View} */'
              - View:
                  Fn::Base64: !Sub |-
                    %s
            ViewExpandedText: /* Presto View */
            PartitionKeys: []
            StorageDescriptor:
              SerdeInfo: {}
              Columns:
    """
            .formatted(
                logicalId(view.view().name()) + "View",
                view.view().name(),
                CatalogView.quote(view.view().comment()),
                view.json("${GlueDatabase}").replaceAll("\\$\\{(?!GlueDatabase})", "\\${!"))
        + view.columns().stream()
            .map(
                column ->
                    "            - {Name: %s, Type: %s}\n"
                        .formatted(column.name(), CatalogView.hive(column.type())))
            .collect(Collectors.joining());
  }

  private static String question(NamedSql question) {
    String text = ("-- " + question.comment() + "\n" + question.sql()).indent(10);
    return """
      %s:
        Type: AWS::Athena::NamedQuery
        Properties:
          Name: %s
          Description: %s
          Database: !Ref GlueDatabase
          WorkGroup: !Ref Workgroup
          QueryString: |-
    %s\
    """
        .formatted(
            logicalId(question.name()) + "Query",
            question.name(),
            CatalogView.quote(question.comment()),
            text);
  }

  /// `top_artists` → `TopArtists`: logical ids are letters and digits.
  private static String logicalId(String name) {
    return Arrays.stream(name.split("_"))
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining());
  }
}
