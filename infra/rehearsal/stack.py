"""A stack in the emulated account, deployed and deleted by the real SAM CLI."""

import re
import shutil
from pathlib import Path
from typing import Any

from . import project
from .account import REGION, Account
from .derive import Derived
from .names import Names
from .processes import run


class Stack:
    """A derived template with a name and a stage, and the parameters of the last deployment."""

    def __init__(self, account: Account, derived: Derived, folder: Path, name: str, stage: str):
        self._account = account
        self._folder = folder
        self.log = folder / "sam.log"
        self.template = folder / "template.json"
        self.name = name
        self.names = Names(stage)
        self.parameters: dict[str, str] = {"Stage": stage}
        folder.mkdir()
        derived.write(self.template)
        # The project's own settings, which `sam deploy -t infra/template.yaml` uses.
        shutil.copy(project.SAM_CONFIG, folder)

    def deploy(self, **parameters: str) -> str:
        """Creates or updates the stack. Parameters that are not set keep their values."""
        self.parameters |= parameters
        # SAM splits values at spaces, so that each value needs its own quotes.
        overrides = [f'{name}="{value}"' for name, value in self.parameters.items()]
        return self._deploy("--parameter-overrides", *overrides)

    def update(self, derived: Derived) -> list[dict[str, Any]]:
        """Updates the stack with another template, without setting a parameter.

        Returns the changes that CloudFormation executed.
        """
        derived.write(self.template)
        change_set = re.search(r"arn:\S+:changeSet/\S+", self._deploy())
        if change_set is None:
            return []
        pages = self._account.client("cloudformation").get_paginator("describe_change_set")
        return [
            one["ResourceChange"]
            for page in pages.paginate(ChangeSetName=change_set[0])
            for one in page["Changes"]
        ]

    def _deploy(self, *overrides: str) -> str:
        options = ["-t", self.template.name, "--stack-name", self.name, "--no-confirm-changeset"]
        return self._sam("deploy", *options, *overrides)

    def delete(self) -> None:
        self._sam("delete", "--stack-name", self.name, "--region", REGION, "--no-prompts")

    def outputs(self) -> dict[str, str]:
        found = self._account.client("cloudformation").describe_stacks(StackName=self.name)
        return {one["OutputKey"]: one["OutputValue"] for one in found["Stacks"][0]["Outputs"]}

    def resource(self, logical: str) -> str:
        """The physical name of a resource."""
        found = self._account.client("cloudformation").describe_stack_resource(
            StackName=self.name, LogicalResourceId=logical
        )
        physical: str = found["StackResourceDetail"]["PhysicalResourceId"]
        return physical

    def resources(self, kind: str) -> list[str]:
        """The physical names of all resources of a type."""
        pages = self._account.client("cloudformation").get_paginator("list_stack_resources")
        return [
            one["PhysicalResourceId"]
            for page in pages.paginate(StackName=self.name)
            for one in page["StackResourceSummaries"]
            if one["ResourceType"] == kind
        ]

    def identities(self) -> dict[str, str]:
        """A text for each logical ID that differs if the resource was replaced.

        It contains the physical ID and the creation time, because a physical ID is often a fixed
        name.
        """
        pages = self._account.client("cloudformation").get_paginator("list_stack_resources")
        found: dict[str, str] = {}
        for page in pages.paginate(StackName=self.name):
            for one in page["StackResourceSummaries"]:
                name = one["PhysicalResourceId"]
                found[one["LogicalResourceId"]] = name + self._created(one["ResourceType"], name)
        return found

    def _created(self, kind: str, name: str) -> str:
        """The creation time of a resource; empty if its service doesn't return one."""
        client = self._account.client
        created: Any
        match kind:
            case "AWS::S3::Bucket":
                buckets = client("s3").list_buckets()["Buckets"]
                [created] = [one["CreationDate"] for one in buckets if one["Name"] == name]
            case "AWS::SQS::Queue":
                request = {"QueueUrl": name, "AttributeNames": ["CreatedTimestamp"]}
                attributes = client("sqs").get_queue_attributes(**request)["Attributes"]
                created = attributes["CreatedTimestamp"]
            case "AWS::SecretsManager::Secret":
                created = client("secretsmanager").describe_secret(SecretId=name)["CreatedDate"]
            case "AWS::Logs::LogGroup":
                groups = client("logs").describe_log_groups(logGroupNamePrefix=name)["logGroups"]
                [created] = [one["creationTime"] for one in groups if one["logGroupName"] == name]
            case "AWS::IAM::Role":
                created = client("iam").get_role(RoleName=name)["Role"]["RoleId"]
            case "AWS::Glue::Table":
                request = {"DatabaseName": self.names.database, "Name": name}
                created = client("glue").get_table(**request)["Table"]["CreateTime"]
            case "AWS::Glue::Database":
                created = client("glue").get_database(Name=name)["Database"]["CreateTime"]
            case _:
                return ""
        return f", created {created}"

    def validation_errors(self) -> list[str]:
        """Why CloudFormation rejected the last deployment before it created anything."""
        events = self._account.client("cloudformation").describe_events(StackName=self.name)
        found = events["OperationEvents"]
        return [one["ValidationStatusReason"] for one in found if "ValidationStatusReason" in one]

    def leftovers(self) -> list[str]:
        """Functions and queues with names of this stage. Empty after the stack was deleted."""
        functions = self._account.client("lambda").list_functions()["Functions"]
        queues = self._account.client("sqs").list_queues().get("QueueUrls", [])
        found = [one["FunctionName"] for one in functions] + [url.rsplit("/")[-1] for url in queues]
        return [name for name in found if name.startswith(self.names.of(""))]

    def _sam(self, command: str, *options: str) -> str:
        sam = str(project.tool("sam", "sam"))
        environment = self._account.environment()
        return run([sam, command, *options], self.log, environment, self._folder)


def only_bucket_policies(template: dict[str, Any]) -> dict[str, Any]:
    """A template with only the buckets and their policies, without notifications."""
    kinds = ("AWS::S3::Bucket", "AWS::S3::BucketPolicy")
    resources: dict[str, Any] = {}
    for name, resource in template["Resources"].items():
        if resource["Type"] in kinds:
            kept = {key: value for key, value in resource.items() if key != "DependsOn"}
            properties = dict(kept["Properties"])
            properties.pop("NotificationConfiguration", None)
            resources[name] = {**kept, "Properties": properties}
    sections = ("AWSTemplateFormatVersion", "Parameters", "Conditions")
    return {**{name: template[name] for name in sections}, "Resources": resources}
