"""Shows that each permission of the two functions is needed, by taking it away.

The statements are those of the roles as deployed. Each is split into single permissions (one action
on one resource, under one value of its condition), and the role gets all of them but one: then the
step that needs it has to fail with a 403 that names the action.

Three kinds are not asked of the function's role by the emulator, although AWS does so: whether a
missing object may be known to be missing (s3:ListBucket), the platform's message to the failure
queue, and the platform's log. For the first two a user with the function's own policy makes the
request that AWS would check. Those for the log are compared with the function's log group alone:
the emulator asks for its ARN without the `:*` that AWS has at its end.
"""

import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from .account import ID, REGION, Account
from .console import Console, Failure, check
from .lake import raw_key
from .steps import Story
from .users import User

Policy = dict[str, Any]
# What a step complains of; nothing when it works.
Step = Callable[[], str]

DAY = "2026-01-03"


@dataclass(frozen=True)
class Permission:
    """One action on one resource, under at most one value of a condition."""

    sid: str
    action: str
    resource: str
    condition: tuple[str, str, str] | None

    def statement(self) -> dict[str, Any]:
        statement: dict[str, Any] = {
            "Effect": "Allow",
            "Action": self.action,
            "Resource": self.resource,
        }
        if self.condition:
            operator, key, value = self.condition
            statement["Condition"] = {operator: {key: value}}
        return statement

    def __str__(self) -> str:
        place = self.resource.split(":", 5)[-1].replace(f"-{ID}-{REGION}", "")
        under = f" under {self.condition[2]}" if self.condition else ""
        return f"{self.sid}: {self.action} on {place}{under}"


def permissions(policy: Policy) -> list[Permission]:
    return [one for statement in policy["Statement"] for one in _split(statement)]


def _split(statement: dict[str, Any]) -> Iterator[Permission]:
    if statement["Effect"] != "Allow":
        raise Failure(f"{statement} is no permission")
    actions = _listed(statement["Action"])
    resources = _listed(statement["Resource"])
    values: list[tuple[str, str, str] | None] = [
        (operator, key, value)
        for operator, keys in statement.get("Condition", {}).items()
        for key, listed in keys.items()
        for value in _listed(listed)
    ]
    if len({value[:2] for value in values if value}) > 1:
        raise Failure(f"{statement} has two conditions: split it")
    for action, resource, value in itertools.product(actions, resources, values or [None]):
        yield Permission(statement.get("Sid", "?"), action, resource, value)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def document(granted: list[Permission]) -> Policy:
    statements = [permission.statement() for permission in granted]
    return {"Version": "2012-10-17", "Statement": statements}


@dataclass(frozen=True)
class Need:
    """What fails without a permission, and the words that have to stand in its complaint."""

    step: Step
    words: tuple[str, ...]
    by_a_user: bool = False


class Proof:
    """Takes permissions away in the emulated account."""

    def __init__(self, console: Console, account: Account, story: Story) -> None:
        self._console = console
        self._account = account
        self._iam = account.client("iam")
        self._story = story
        self._names = story.stack.names
        self._playlist = story.lake_playlist()
        self._user = User(account, "stands-in-for-the-platform")

    def run(self) -> None:
        count = self._of_role("extract", "ExtractRole") + self._of_role(
            "transform", "TransformRole"
        )
        self._console.note(f"{count} permissions")

    def _of_role(self, function: str, resource: str) -> int:
        role = self._story.stack.resource(resource)
        [name] = self._iam.list_role_policies(RoleName=role)["PolicyNames"]
        policy = self._iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
        granted = permissions(policy)

        def grant(some: list[Permission]) -> None:
            self._iam.put_role_policy(
                RoleName=role, PolicyName=name, PolicyDocument=json.dumps(document(some))
            )

        def grant_user(some: list[Permission]) -> None:
            self._user.grant(document(some))

        try:
            for permission in granted:
                if permission.action.startswith("logs:"):
                    self._compare(permission, self._log_group(function))
                    continue
                need = self._need(function, permission)
                self._show(permission, need, granted, grant_user if need.by_a_user else grant)
        finally:
            self._iam.put_role_policy(
                RoleName=role, PolicyName=name, PolicyDocument=json.dumps(policy)
            )
        return len(granted)

    def _show(
        self,
        permission: Permission,
        need: Need,
        granted: list[Permission],
        grant: Callable[[list[Permission]], None],
    ) -> None:
        grant(granted)
        complaint = need.step()
        check(not complaint, f"with every permission, what {permission} is for fails: {complaint}")
        grant([other for other in granted if other != permission])
        complaint = need.step()
        lacking = [word for word in need.words if word not in complaint]
        check(
            not lacking,
            f"without {permission} the step that needs it says {complaint or 'nothing'!r},"
            f" and not {' and '.join(lacking)}: is the permission needed?",
        )
        grant(granted)
        who = "a user's request is refused" if need.by_a_user else "the step fails"
        self._console.say(f"      {permission}: without it {who}")

    def _compare(self, permission: Permission, group: str) -> None:
        wanted = f"arn:aws:logs:{REGION}:{ID}:log-group:{group}:*"
        check(
            permission.resource == wanted,
            f"{permission} should be on the function's log group, {wanted}",
        )
        self._console.say(f"      {permission}: compared with the function's log group alone")

    def _need(self, function: str, permission: Permission) -> Need:
        """The step that shows the need; a permission that no step needs fails the proof."""
        action, resource = permission.action, permission.resource
        denied = ("403", action)
        if action == "s3:ListBucket" and permission.condition:
            prefix = permission.condition[2].replace("*", "nothing")
            bucket = resource.rsplit(":", 1)[-1]
            return Need(lambda: self._user.list_objects(bucket, prefix), denied, by_a_user=True)
        if action == "sqs:SendMessage":
            queue = self._failure_queue(function)
            return Need(lambda: self._user.send_message(queue), denied, by_a_user=True)
        if function == "transform" and action in ("s3:GetObject", "s3:PutObject"):
            return Need(self._transform, denied)
        if action == "secretsmanager:GetSecretValue" or (
            action == "s3:PutObject" and resource.endswith("/playlists/*")
        ):
            return Need(self._read_anew, denied)
        if action == "secretsmanager:PutSecretValue":
            return Need(self._read_anew_after_login, denied)
        if action in ("s3:GetObject", "s3:PutObject") and resource.endswith("/state/*"):
            return Need(self._lift_block, denied)
        if action == "s3:GetObject" and resource.endswith("/playlists/*"):
            # It is a HEAD, whose answer has no body that could name the action.
            return Need(self._skip_what_is_stored, ("403", "cannot be read"))
        raise Failure(f"no step shows that {function} needs {permission}")

    def _read_anew(self) -> str:
        return self._extract({"playlists": [self._playlist], "force": True})

    def _read_anew_after_login(self) -> str:
        """A new refresh token that can't be stored is lost with the process: log in again first."""
        self._story.log_in()
        complaint = self._read_anew()
        self._story.log_in()
        return complaint

    def _lift_block(self) -> str:
        """A forced run that is answered overwrites the mark of a block."""
        until = (datetime.now(UTC) + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
        mark = {"not_before": until, "reason": "the rehearsal's"}
        self._story.lake.put_raw("state/not_before.json", json.dumps(mark).encode())
        complaint = self._read_anew()
        self._story.lake.delete_raw("state/not_before.json")
        return complaint

    def _skip_what_is_stored(self) -> str:
        return self._extract({"playlists": [self._playlist], "time": f"{DAY}T06:00:00Z"})

    def _extract(self, event: dict[str, Any]) -> str:
        answer, failed = self._story.invoke("extract", event)
        if failed:
            return str(answer["errorMessage"])
        reasons = [one["reason"] for one in answer["playlists"] if one["status"] != "SKIPPED"]
        return " ".join([*answer["warnings"], *reasons]).strip()

    def _transform(self) -> str:
        key = raw_key(DAY, self._playlist)
        answer, failed = self._story.invoke("transform", notification(self._names.raw, key))
        return str(answer["errorMessage"]) if failed else ""

    def _failure_queue(self, function: str) -> str:
        """Where AWS sends what failed, as the function is configured."""
        configured = self._account.client("lambda").get_function_event_invoke_config(
            FunctionName=self._names.of(function), Qualifier="$LATEST"
        )
        arn = configured["DestinationConfig"]["OnFailure"]["Destination"]
        url: str = self._account.client("sqs").get_queue_url(QueueName=arn.rsplit(":", 1)[-1])[
            "QueueUrl"
        ]
        return url

    def _log_group(self, function: str) -> str:
        """Where AWS writes what the function prints, as the function is configured."""
        configured = self._account.client("lambda").get_function_configuration(
            FunctionName=self._names.of(function)
        )
        group: str = configured["LoggingConfig"]["LogGroup"]
        return group


def notification(bucket: str, key: str) -> dict[str, Any]:
    """What S3 sends for one PUT."""
    return {
        "Records": [
            {
                "eventVersion": "2.1",
                "eventSource": "aws:s3",
                "awsRegion": REGION,
                "eventTime": "2026-01-03T06:00:00.000Z",
                "eventName": "ObjectCreated:Put",
                "s3": {
                    "s3SchemaVersion": "1.0",
                    "bucket": {"name": bucket, "arn": f"arn:aws:s3:::{bucket}"},
                    "object": {"key": key.replace("=", "%3D")},
                },
            }
        ]
    }
