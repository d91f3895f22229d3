"""Tests which changes of a template remove or replace something in a stack."""

import copy
import unittest
from typing import Any

from rehearsal import releases, updates
from rehearsal.console import Failure

SCHEMAS: dict[str, updates.Schema] = {
    "AWS::S3::Bucket": {"createOnlyProperties": ["/properties/BucketName"]},
    "AWS::Glue::Table": {"createOnlyProperties": ["/properties/TableInput/Name"]},
    "AWS::Events::Rule": {
        "createOnlyProperties": ["/properties/Targets/*/Id"],
        "conditionalCreateOnlyProperties": ["/properties/EventBusName"],
    },
    "AWS::Athena::NamedQuery": {"createOnlyProperties": ["/properties/QueryString"]},
    "AWS::Glue::Database": {},
    "AWS::Lambda::Alias": {"createOnlyProperties": ["/properties/Name"]},
    "AWS::Lambda::Version": {},
    "AWS::Lambda::Function": {"createOnlyProperties": ["/properties/FunctionName"]},
    "AWS::Lambda::EventInvokeConfig": {"createOnlyProperties": ["/properties/FunctionName"]},
}

NAMED = {"Fn::Sub": "lake-${Stage}"}
OTHER = {"Fn::Sub": "tables-${Stage}"}
TARGET = {"Id": "extract", "Arn": "arn:aws:lambda:::f"}

TEMPLATE: updates.Template = {
    "Transform": "AWS::Serverless-2016-10-31",
    "Parameters": {
        "Stage": {"Type": "String", "Default": "prod"},
        "Data": {"Type": "String", "Default": "new", "AllowedValues": ["new", "kept"]},
    },
    "Conditions": {
        "Creates": {"Fn::Equals": [{"Ref": "Data"}, "new"]},
        "Keeps": {"Fn::Not": [{"Condition": "Creates"}]},
    },
    "Resources": {
        "Bucket": {
            "Type": "AWS::S3::Bucket",
            "Condition": "Creates",
            "DeletionPolicy": "RetainExceptOnCreate",
            "UpdateReplacePolicy": "Retain",
            "Properties": {"BucketName": NAMED, "Tags": [{"Key": "a", "Value": "b"}]},
        },
        "Kept": {"Type": "AWS::S3::Bucket", "Condition": "Keeps"},
        "Table": {
            "Type": "AWS::Glue::Table",
            "Properties": {"TableInput": {"Name": "songs", "Description": "Songs"}},
        },
        "Database": {
            "Type": "AWS::Glue::Database",
            "Properties": {"DatabaseInput": {"Name": "lake", "Description": "Songs"}},
        },
        "Rule": {
            "Type": "AWS::Events::Rule",
            "Properties": {"EventBusName": "default", "Targets": [TARGET]},
        },
        "Query": {"Type": "AWS::Athena::NamedQuery", "Properties": {"QueryString": "SELECT 1"}},
        "Function": {
            "Type": "AWS::Serverless::Function",
            "Properties": {
                "FunctionName": NAMED,
                "CodeUri": "../extract-lambda/target/extract-lambda.jar",
                "Handler": "Handler",
                "Runtime": "java25",
                "Role": "arn:aws:iam::123456789012:role/r",
                "EventInvokeConfig": {"MaximumRetryAttempts": 2},
            },
        },
    },
    "Outputs": {"Bucket": {"Value": {"Ref": "Bucket"}, "Export": {"Name": NAMED}}},
}


class UpdatesTest(unittest.TestCase):
    def setUp(self) -> None:
        self.new = copy.deepcopy(TEMPLATE)

    def properties(self, name: str) -> dict[str, Any]:
        properties: dict[str, Any] = self.new["Resources"][name]["Properties"]
        return properties

    def findings(self) -> list[str]:
        return [str(one) for one in updates.compare(TEMPLATE, self.new, SCHEMAS.__getitem__)]

    def finding(self) -> str:
        [finding] = self.findings()
        return finding

    def test_the_same_template_loses_nothing(self) -> None:
        self.assertEqual(self.findings(), [])

    def test_changes_in_place_and_new_resources_lose_nothing(self) -> None:
        self.properties("Bucket")["Tags"] = []
        self.properties("Table")["TableInput"]["Description"] = "All songs"
        self.properties("Rule")["Targets"][0]["Arn"] = "arn:aws:lambda:::g"
        self.properties("Function").update(Handler="Other", CodeUri="other.jar")
        self.new["Resources"]["Bucket"]["DependsOn"] = "Table"
        self.new["Resources"]["Bucket"]["DeletionPolicy"] = "Retain"
        self.new["Resources"]["Another"] = {"Type": "AWS::S3::Bucket"}
        self.new["Parameters"]["Added"] = {"Type": "String", "Default": ""}
        self.new["Outputs"]["Added"] = {"Value": "x"}

        self.assertEqual(self.findings(), [])

    def test_a_removed_resource_is_deleted(self) -> None:
        del self.new["Resources"]["Table"]

        self.assertEqual(
            self.finding(),
            "Table (AWS::Glue::Table): is missing; AWS deletes it, with any data in it"
            " (no DeletionPolicy keeps it)",
        )

    def test_a_removed_resource_with_a_policy_is_kept_outside_the_stack(self) -> None:
        del self.new["Resources"]["Bucket"]
        del self.new["Outputs"]

        self.assertEqual(
            self.findings()[0],
            "Bucket (AWS::S3::Bucket): is missing; AWS keeps it (DeletionPolicy), but no stack"
            " contains it any more",
        )

    def test_another_type_is_an_error(self) -> None:
        self.new["Resources"]["Table"]["Type"] = "AWS::S3::Bucket"

        self.assertEqual(
            self.finding(),
            'Table.Type: was "AWS::Glue::Table", is "AWS::S3::Bucket"; CloudFormation rejects'
            " another type",
        )

    def test_another_value_of_a_create_only_property_replaces_the_resource(self) -> None:
        self.properties("Bucket")["BucketName"] = OTHER

        self.assertEqual(
            self.finding(),
            'Bucket.BucketName (AWS::S3::Bucket): was {"Fn::Sub": "lake-${Stage}"}, is'
            ' {"Fn::Sub": "tables-${Stage}"}; AWS replaces it by an empty one, and keeps the old'
            " one outside of the stack (UpdateReplacePolicy)",
        )

    def test_an_absent_create_only_property_replaces_the_resource_too(self) -> None:
        for absent in ("no property", "AWS::NoValue"):
            with self.subTest(absent):
                self.properties("Bucket")["BucketName"] = {"Ref": absent}
                if absent == "no property":
                    del self.properties("Bucket")["BucketName"]

                self.assertIn("is absent; AWS replaces it", self.finding())

    def test_a_nested_create_only_property_replaces_the_resource(self) -> None:
        self.properties("Table")["TableInput"]["Name"] = "tracks"

        self.assertEqual(
            self.finding(),
            'Table.TableInput.Name (AWS::Glue::Table): was "songs", is "tracks"; AWS replaces it'
            " and deletes the old one, with any data in it (no UpdateReplacePolicy keeps it)",
        )

    def test_a_create_only_property_in_an_array_replaces_the_resource(self) -> None:
        self.properties("Rule")["Targets"].append({"Id": "transform"})

        self.assertIn('was ["extract"], is ["extract", "transform"]', self.finding())

    def test_an_array_without_the_create_only_property_is_no_change(self) -> None:
        old = copy.deepcopy(TEMPLATE)
        del old["Resources"]["Rule"]["Properties"]["Targets"]
        self.properties("Rule")["Targets"] = [{"Arn": TARGET["Arn"]}]

        self.assertEqual(updates.compare(old, self.new, SCHEMAS.__getitem__), [])

    def test_a_function_around_a_nested_property_is_compared_as_a_whole(self) -> None:
        table = self.properties("Table")
        table["TableInput"] = {"Fn::If": ["Creates", table["TableInput"], {"Name": "tracks"}]}

        self.assertIn('was "songs", is {"Fn::If": [', self.finding())

    def test_a_conditional_create_only_property_may_replace_the_resource(self) -> None:
        self.properties("Rule")["EventBusName"] = "other"

        self.assertIn('was "default", is "other"; AWS may replace it', self.finding())

    def test_the_name_of_a_database_is_create_only_although_its_schema_lacks_it(self) -> None:
        self.properties("Database")["DatabaseInput"]["Name"] = "tables"

        self.assertIn("Database.DatabaseInput.Name", self.finding())

    def test_templates_are_compared_after_the_sam_transform(self) -> None:
        self.properties("Function")["FunctionName"] = OTHER
        del self.properties("Function")["EventInvokeConfig"]

        self.assertEqual(
            [finding.split(":")[0] for finding in self.findings()],
            ["Function.FunctionName (AWS", "FunctionEventInvokeConfig (AWS"],
        )

    def test_a_changed_default_is_no_change_because_a_stack_keeps_its_values(self) -> None:
        old = copy.deepcopy(TEMPLATE)
        for template in (old, self.new):
            # The SAM transform inserts the value.
            template["Resources"]["Function"]["Properties"]["AutoPublishAlias"] = {"Ref": "Stage"}
        self.new["Parameters"]["Stage"]["Default"] = "test"

        self.assertEqual(updates.compare(old, self.new, SCHEMAS.__getitem__), [])

    def test_a_replaced_saved_query_is_harmless(self) -> None:
        self.properties("Query")["QueryString"] = "SELECT 2"

        [finding] = updates.compare(TEMPLATE, self.new, SCHEMAS.__getitem__)
        self.assertTrue(finding.harmless)

    def test_a_removed_saved_query_is_harmless(self) -> None:
        del self.new["Resources"]["Query"]

        [finding] = updates.compare(TEMPLATE, self.new, SCHEMAS.__getitem__)
        self.assertTrue(finding.harmless)

    def test_another_name_of_the_same_condition_is_no_change(self) -> None:
        self.new["Conditions"]["New"] = self.new["Conditions"].pop("Creates")
        self.new["Conditions"]["Keeps"] = {"Fn::Not": [{"Condition": "New"}]}
        self.new["Resources"]["Bucket"]["Condition"] = "New"

        self.assertEqual(self.findings(), [])

    def test_another_condition_of_a_resource_is_found(self) -> None:
        self.new["Resources"]["Bucket"]["Condition"] = "Keeps"

        self.assertIn("if the new one is false, AWS keeps it", self.finding())

    def test_a_condition_inside_a_create_only_property_is_compared_by_its_meaning(self) -> None:
        old = copy.deepcopy(TEMPLATE)
        for template in (old, self.new):
            name = {"Fn::If": ["Creates", "one", "other"]}
            template["Resources"]["Bucket"]["Properties"]["BucketName"] = name
        self.new["Conditions"]["Creates"] = {"Fn::Equals": [{"Ref": "Stage"}, 1]}

        found = updates.compare(old, self.new, SCHEMAS.__getitem__)

        self.assertEqual(
            [one.name + one.place.split()[0] for one in found],
            ["Bucket.Condition", "Bucket.BucketName", "Kept.Condition"],
        )

    def test_a_new_parameter_needs_a_default(self) -> None:
        self.new["Parameters"]["Added"] = {"Type": "String"}

        self.assertIn("Added (parameter): is new and has no default", self.finding())

    def test_another_type_and_a_removed_allowed_value_are_found(self) -> None:
        self.new["Parameters"]["Stage"]["Type"] = "Number"
        self.new["Parameters"]["Data"]["AllowedValues"] = ["new"]
        del self.new["Parameters"]["Data"]["Default"]
        first, second = self.findings()

        self.assertIn('Stage.Type (parameter): was "String", is "Number"', first)
        self.assertIn('Data.AllowedValues (parameter): ["kept"] is not allowed any more', second)

    def test_a_removed_parameter_is_found(self) -> None:
        old = copy.deepcopy(TEMPLATE)
        old["Parameters"]["Removed"] = {"Type": "String"}

        [finding] = updates.compare(old, self.new, SCHEMAS.__getitem__)

        self.assertIn("Removed (parameter): is missing", str(finding))

    def test_a_removed_export_is_found(self) -> None:
        self.new["Outputs"]["Bucket"]["Export"] = {"Name": OTHER}

        self.assertIn("Bucket (output): ", self.finding())

    def test_the_compared_templates_are_unchanged(self) -> None:
        old = copy.deepcopy(TEMPLATE)

        updates.compare(old, self.new, SCHEMAS.__getitem__)

        self.assertEqual((old, self.new), (TEMPLATE, TEMPLATE))


class ProviderSchemaTest(unittest.TestCase):
    def test_a_type_without_a_schema_fails(self) -> None:
        with self.assertRaisesRegex(Failure, "no schema of AWS::No::Such"):
            updates.provider_schema("AWS::No::Such")

    def test_a_released_name_can_not_change(self) -> None:
        released = releases.template(releases.versions()[0])
        new = copy.deepcopy(released)
        places = {
            "RawBucket": ("BucketName",),
            "SpotifySecret": ("Name",),
            "GlueDatabase": ("DatabaseInput", "Name"),
            "SongsTable": ("TableInput", "Name"),
            "ExtractFunction": ("FunctionName",),
            "ExtractLog": ("LogGroupName",),
            "TransformFailures": ("QueueName",),
        }
        for name, path in places.items():
            node = new["Resources"][name]["Properties"]
            for step in path[:-1]:
                node = node[step]
            node[path[-1]] = "other"

        found = updates.compare(released, new, updates.provider_schema)

        self.assertEqual({finding.name for finding in found}, set(places))


if __name__ == "__main__":
    unittest.main()
