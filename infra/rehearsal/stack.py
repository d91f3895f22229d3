"""A stack in the emulated account, deployed and deleted by the real SAM CLI."""

import shutil
from pathlib import Path
from typing import Any

from . import project
from .account import REGION, Account
from .derive import Derived
from .names import Names
from .processes import run


class Stack:
    """One derived template with a name and a stage; the parameters are those of the last deploy."""

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
        options = ["-t", self.template.name, "--stack-name", self.name, "--no-confirm-changeset"]
        return self._sam("deploy", *options, "--parameter-overrides", *overrides)

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
