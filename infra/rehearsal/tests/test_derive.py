"""Tests the rules that derive a template."""

import copy
import unittest
from pathlib import Path
from typing import Any

from rehearsal import derive

SUBSTITUTES = derive.Substitutes(
    "http://127.0.0.1:8099", {"extract-lambda.jar": Path("/f/extract")}
)


def template(**resources: Any) -> derive.Template:
    return {"Resources": resources}


def function(**properties: Any) -> dict[str, Any]:
    code = {"CodeUri": "../extract-lambda/target/extract-lambda.jar"}
    return {"Type": "AWS::Serverless::Function", "Properties": {**code, **properties}}


def policy(*statements: dict[str, Any]) -> dict[str, Any]:
    document = {"PolicyDocument": {"Statement": list(statements)}}
    return {"Type": "AWS::S3::BucketPolicy", "Properties": document}


def statements(derived: derive.Derived, name: str) -> list[dict[str, Any]]:
    document = derived.template["Resources"][name]["Properties"]["PolicyDocument"]
    found: list[dict[str, Any]] = document["Statement"]
    return found


TLS_ONLY = {"Effect": "Deny", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
OTHER = {"Effect": "Deny", "Condition": {"Bool": {"aws:SomethingElse": "false"}}}


class DeriveTest(unittest.TestCase):
    def test_a_function_becomes_a_folder_that_runs_without_containers(self) -> None:
        derived = derive.derive(template(F=function(Runtime="java25")), SUBSTITUTES)

        derived_function = derived.template["Resources"]["F"]["Properties"]
        self.assertEqual(derived_function, {"CodeUri": "/f/extract", "Runtime": "provided.al2023"})

    def test_global_settings_of_functions_are_changed_in_globals(self) -> None:
        real = template(F=function())
        real["Globals"] = {"Function": {"Runtime": "java25", "Timeout": 900}}

        derived = derive.derive(real, SUBSTITUTES)

        self.assertEqual(
            derived.template["Globals"]["Function"],
            {"Runtime": "provided.al2023", "Timeout": 900},
        )
        self.assertNotIn("Runtime", derived.template["Resources"]["F"]["Properties"])

    def test_a_jar_without_a_folder_fails(self) -> None:
        with self.assertRaisesRegex(derive.DeriveError, "F has the jar other.jar"):
            derive.derive(template(F=function(CodeUri="target/other.jar")), SUBSTITUTES)

    def test_only_the_function_that_reads_playlists_uses_the_simulated_spotify(self) -> None:
        extract = function(Environment={"Variables": {"PLAYLIST_IDS": "owned"}})
        derived = derive.derive(template(E=extract, T=function()), SUBSTITUTES)

        resources = derived.template["Resources"]
        variables = resources["E"]["Properties"]["Environment"]["Variables"]
        self.assertEqual(variables["SPOTIFY_API_URL"], SUBSTITUTES.spotify)
        self.assertNotIn("Environment", resources["T"]["Properties"])

    def test_a_tls_only_statement_rejects_tls_instead_of_plain_http(self) -> None:
        derived = derive.derive(template(P=policy(TLS_ONLY, OTHER)), SUBSTITUTES)

        [tls, other] = statements(derived, "P")
        self.assertEqual(tls["Condition"], {"Bool": {"aws:SecureTransport": "true"}})
        self.assertEqual(other, OTHER)

    def test_a_bucket_policy_also_excepts_the_sessions_of_its_roles(self) -> None:
        role = {"Ref": "OperatorRoleArn"}
        condition = {"ArnNotLike": {"aws:PrincipalArn": [role]}, "BoolIfExists": {"k": "false"}}
        writers = {"Effect": "Deny", "Condition": condition}
        optional = {"Fn::If": ["HasOperatorRole", writers, {"Ref": "AWS::NoValue"}]}

        derived = derive.derive(template(P=policy(OTHER, optional)), SUBSTITUTES)

        name = {"Fn::Select": [1, {"Fn::Split": [":role/", role]}]}
        sessions = {"Fn::Join": ["", ["arn:aws:sts::123456789012:assumed-role/", name, "/*"]]}
        [other, changed] = statements(derived, "P")
        self.assertEqual(other, OTHER)
        self.assertEqual(
            changed["Fn::If"],
            [
                "HasOperatorRole",
                {
                    "Effect": "Deny",
                    "Condition": {
                        "ArnNotLike": {"aws:PrincipalArn": [role, sessions]},
                        "BoolIfExists": {"k": "false"},
                    },
                },
                {"Ref": "AWS::NoValue"},
            ],
        )

    def test_a_policy_without_tls_and_roles_is_unchanged(self) -> None:
        self.assertEqual(derive.derive(template(P=policy(OTHER)), SUBSTITUTES).changes, [])

    def test_nothing_refers_to_a_resource_that_the_emulator_does_not_support(self) -> None:
        real = template(
            C={"Type": "AWS::Glue::Classifier", "Properties": {}},
            Q={"Type": "AWS::Athena::NamedQuery", "Properties": {}},
            Crawler={"Type": "AWS::Glue::Crawler", "Properties": {"Classifiers": [{"Ref": "C"}]}},
            T={"Type": "AWS::Glue::Table", "DependsOn": ["C", "Crawler", "Q"], "Properties": {}},
        )

        resources = derive.derive(real, SUBSTITUTES).template["Resources"]

        self.assertEqual(
            resources,
            {
                "Crawler": {"Type": "AWS::Glue::Crawler", "Properties": {}},
                "T": {"Type": "AWS::Glue::Table", "DependsOn": ["Crawler"], "Properties": {}},
            },
        )

    def test_an_alarm_with_metric_math_watches_its_first_metric(self) -> None:
        stat = {"Metric": {"Namespace": "N", "MetricName": "M"}, "Period": 60, "Stat": "Sum"}
        metrics = [{"Id": "e", "Expression": "m * 2"}, {"Id": "m", "MetricStat": stat}]
        alarm = {"Type": "AWS::CloudWatch::Alarm", "Properties": {"Metrics": metrics}}

        derived = derive.derive(template(A=alarm), SUBSTITUTES)

        self.assertEqual(
            derived.template["Resources"]["A"]["Properties"],
            {"Namespace": "N", "MetricName": "M", "Period": 60, "Statistic": "Sum"},
        )

    def test_every_change_is_recorded_with_its_reason(self) -> None:
        query = {"Type": "AWS::Athena::NamedQuery", "Properties": {}}
        [change] = derive.derive(template(N=query), SUBSTITUTES).changes

        self.assertEqual(
            str(change),
            "Resources.N: removed (the emulator doesn't support NamedQuery)",
        )

    def test_a_long_change_is_shown_from_its_first_difference(self) -> None:
        other = {"Effect": "Deny", "Sid": "x" * 200, "Condition": {}}
        [change] = derive.derive(template(P=policy(other, TLS_ONLY)), SUBSTITUTES).changes

        self.assertIn('{"aws:SecureTransport": "false"}}}] changed to …', str(change))
        self.assertIn('{"aws:SecureTransport": "true"}}}] (the TLS-only', str(change))

    def test_the_real_template_is_unchanged(self) -> None:
        real = template(F=function(Runtime="java25"), P=policy(TLS_ONLY))
        before = copy.deepcopy(real)

        derive.derive(real, SUBSTITUTES)

        self.assertEqual(real, before)

    def test_a_change_that_no_rule_recorded_fails(self) -> None:
        real = template(F=function(Runtime="java25", Timeout=900))
        draft = derive.Draft(real)
        draft.template["Resources"]["F"]["Properties"]["Timeout"] = 30

        with self.assertRaisesRegex(derive.DeriveError, "F.Properties.Timeout differs"):
            derive.check_all_recorded(real, draft)

    def test_objects_in_both_templates_are_compared_member_by_member(self) -> None:
        one = {"a": {"b": 1, "c": [1]}, "d": 1}
        other = {"a": {"b": 2, "c": [1]}, "e": 1}

        self.assertEqual(list(derive.differences(one, other)), [("a", "b"), ("d",), ("e",)])


if __name__ == "__main__":
    unittest.main()
