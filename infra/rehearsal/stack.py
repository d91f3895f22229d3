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
    """A derived template with a name and a stage; the parameters are those of the last deploy."""

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
        # The project's own settings, as `sam deploy -t infra/template.yaml` takes them.
        shutil.copy(project.SAM_CONFIG, folder)

    def deploy(self, **parameters: str) -> str:
        """Creates or updates the stack; parameters that aren't named stay as they are."""
        self.parameters |= parameters
        # The inner quotes are SAM's own: it splits values at spaces.
        overrides = [f'{name}="{value}"' for name, value in self.parameters.items()]
        return self._deploy("--parameter-overrides", *overrides)

    def update(self, derived: Derived) -> list[dict[str, Any]]:
        """Deploys another template over this one, naming no parameter: each keeps its value.

        Returns the changes that CloudFormation made.
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
        answer = self._account.client("cloudformation").describe_stacks(StackName=self.name)
        return {one["OutputKey"]: one["OutputValue"] for one in answer["Stacks"][0]["Outputs"]}

    def resource(self, logical: str) -> str:
        """The physical name of a resource."""
        answer = self._account.client("cloudformation").describe_stack_resource(
            StackName=self.name, LogicalResourceId=logical
        )
        physical: str = answer["StackResourceDetail"]["PhysicalResourceId"]
        return physical

    def identities(self) -> dict[str, str]:
        """What tells each resource, by its logical id, from one that took its place.

        That is its physical id, and when it was made: the physical id is often a fixed name.
        """
        pages = self._account.client("cloudformation").get_paginator("list_stack_resources")
        found: dict[str, str] = {}
        for page in pages.paginate(StackName=self.name):
            for one in page["StackResourceSummaries"]:
                name = one["PhysicalResourceId"]
                found[one["LogicalResourceId"]] = name + self._made(one["ResourceType"], name)
        return found

    def _made(self, kind: str, name: str) -> str:
        """When a resource was made, where its service knows."""
        client = self._account.client
        made: Any
        match kind:
            case "AWS::S3::Bucket":
                buckets = client("s3").list_buckets()["Buckets"]
                [made] = [one["CreationDate"] for one in buckets if one["Name"] == name]
            case "AWS::SQS::Queue":
                asked = {"QueueUrl": name, "AttributeNames": ["CreatedTimestamp"]}
                made = client("sqs").get_queue_attributes(**asked)["Attributes"]["CreatedTimestamp"]
            case "AWS::SecretsManager::Secret":
                made = client("secretsmanager").describe_secret(SecretId=name)["CreatedDate"]
            case "AWS::Logs::LogGroup":
                groups = client("logs").describe_log_groups(logGroupNamePrefix=name)["logGroups"]
                [made] = [one["creationTime"] for one in groups if one["logGroupName"] == name]
            case "AWS::IAM::Role":
                made = client("iam").get_role(RoleName=name)["Role"]["RoleId"]
            case "AWS::Glue::Table":
                asked = {"DatabaseName": self.names.database, "Name": name}
                made = client("glue").get_table(**asked)["Table"]["CreateTime"]
            case "AWS::Glue::Database":
                made = client("glue").get_database(Name=name)["Database"]["CreateTime"]
            case _:
                return ""
        return f", made {made}"

    def objections(self) -> list[str]:
        """Why CloudFormation refused the last deployment before it made anything."""
        events = self._account.client("cloudformation").describe_events(StackName=self.name)
        found = events["OperationEvents"]
        return [one["ValidationStatusReason"] for one in found if "ValidationStatusReason" in one]

    def remains(self) -> list[str]:
        """Functions and queues with this stage's names: none after the stack was deleted."""
        functions = self._account.client("lambda").list_functions()["Functions"]
        queues = self._account.client("sqs").list_queues().get("QueueUrls", [])
        found = [one["FunctionName"] for one in functions] + [url.rsplit("/")[-1] for url in queues]
        return [name for name in found if name.startswith(self.names.of(""))]

    def _sam(self, command: str, *options: str) -> str:
        sam = str(project.tool("sam", "sam"))
        environment = self._account.environment()
        return run([sam, command, *options], self.log, environment, self._folder)


def bucket_policies_alone(template: dict[str, Any]) -> dict[str, Any]:
    """The real template's buckets with their policies, without what they send events to."""
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
