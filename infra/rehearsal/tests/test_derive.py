"""The rules that make one template from the other."""

import copy
import unittest
from pathlib import Path
from typing import Any

from rehearsal import derive

AROUND = derive.Surroundings("http://127.0.0.1:8099", {"extract-lambda.jar": Path("/f/extract")})


def template(**resources: Any) -> derive.Template:
    return {"Resources": resources}


def function(**properties: Any) -> dict[str, Any]:
    given = {"CodeUri": "../extract-lambda/target/extract-lambda.jar", **properties}
    return {"Type": "AWS::Serverless::Function", "Properties": given}


def policy(*statements: dict[str, Any]) -> dict[str, Any]:
    document = {"PolicyDocument": {"Statement": list(statements)}}
    return {"Type": "AWS::S3::BucketPolicy", "Properties": document}


TLS_ONLY = {"Effect": "Deny", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
OTHER = {"Effect": "Deny", "Condition": {"Bool": {"aws:SomethingElse": "false"}}}


class DeriveTest(unittest.TestCase):
    def test_a_function_becomes_a_folder_that_runs_without_containers(self) -> None:
        derived = derive.derive(template(F=function(Runtime="java25")), AROUND)

        given = derived.template["Resources"]["F"]["Properties"]
        self.assertEqual(given, {"CodeUri": "/f/extract", "Runtime": "provided.al2023"})

    def test_settings_for_all_functions_change_where_they_stand(self) -> None:
        real = template(F=function())
        real["Globals"] = {"Function": {"Runtime": "java25", "Timeout": 900}}

        derived = derive.derive(real, AROUND)

        self.assertEqual(
            derived.template["Globals"]["Function"],
            {"Runtime": "provided.al2023", "Timeout": 900},
        )
        self.assertNotIn("Runtime", derived.template["Resources"]["F"]["Properties"])

    def test_a_jar_without_a_folder_is_refused(self) -> None:
        with self.assertRaisesRegex(derive.DeriveError, "F has the jar other.jar"):
            derive.derive(template(F=function(CodeUri="target/other.jar")), AROUND)

    def test_the_function_that_reads_playlists_alone_is_told_of_the_simulation(self) -> None:
        extract = function(Environment={"Variables": {"PLAYLIST_IDS": "owned"}})
        derived = derive.derive(template(E=extract, T=function()), AROUND)

        resources = derived.template["Resources"]
        variables = resources["E"]["Properties"]["Environment"]["Variables"]
        self.assertEqual(variables["SPOTIFY_API_URL"], AROUND.spotify)
        self.assertNotIn("Environment", resources["T"]["Properties"])

    def test_a_policy_loses_its_tls_only_statement_alone(self) -> None:
        derived = derive.derive(template(P=policy(TLS_ONLY, OTHER), Q=policy(TLS_ONLY)), AROUND)

        resources = derived.template["Resources"]
        self.assertEqual(resources["P"]["Properties"]["PolicyDocument"]["Statement"], [OTHER])
        self.assertNotIn("Q", resources)

    def test_an_alarm_with_metric_math_watches_its_first_metric(self) -> None:
        stat = {"Metric": {"Namespace": "N", "MetricName": "M"}, "Period": 60, "Stat": "Sum"}
        metrics = [{"Id": "e", "Expression": "m * 2"}, {"Id": "m", "MetricStat": stat}]
        alarm = {"Type": "AWS::CloudWatch::Alarm", "Properties": {"Metrics": metrics}}

        derived = derive.derive(template(A=alarm), AROUND)

        self.assertEqual(
            derived.template["Resources"]["A"]["Properties"],
            {"Namespace": "N", "MetricName": "M", "Period": 60, "Statistic": "Sum"},
        )

    def test_every_change_is_told_with_its_reason(self) -> None:
        query = {"Type": "AWS::Athena::NamedQuery", "Properties": {}}
        [change] = derive.derive(template(N=query), AROUND).changes

        self.assertEqual(
            str(change),
            "Resources.N: dropped (the emulator's CloudFormation doesn't know NamedQuery)",
        )

    def test_the_real_template_stays_as_it_was(self) -> None:
        real = template(F=function(Runtime="java25"), P=policy(TLS_ONLY))
        before = copy.deepcopy(real)

        derive.derive(real, AROUND)

        self.assertEqual(real, before)

    def test_a_change_that_no_rule_told_is_refused(self) -> None:
        real = template(F=function(Runtime="java25", Timeout=900))
        draft = derive.Draft(real)
        draft.template["Resources"]["F"]["Properties"]["Timeout"] = 30

        with self.assertRaisesRegex(derive.DeriveError, "F.Properties.Timeout differs"):
            derive.refuse_untold(real, draft)

    def test_differences_are_found_as_deep_as_both_have_objects(self) -> None:
        one = {"a": {"b": 1, "c": [1]}, "d": 1}
        other = {"a": {"b": 2, "c": [1]}, "e": 1}

        self.assertEqual(list(derive.differences(one, other)), [("a", "b"), ("d",), ("e",)])


if __name__ == "__main__":
    unittest.main()
