"""Shows that each permission of the two functions is needed, by removing it.

The statements are those of the deployed roles. Each statement is split into single permissions (one
action on one resource, with one value of its condition). The role then gets all permissions except
one. The step that needs the missing permission must fail with a 403 that contains the action.

The emulator doesn't check four permissions that AWS checks: s3:ListBucket when an object is
missing, Lambda's message to the dead-letter queue, Lambda's log, and the catalog and tables of
glue:BatchCreatePartition. For the first two, a user with the function's policy sends the request
that AWS would check. The log permissions are only compared with the function's log group, because
the emulator expects its ARN without the `:*` at the end. Those for the catalog and its tables are
only compared, too, because the emulator checks only the database.
"""

import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from .account import ID, REGION, Account
from .console import Console, Failure, check, wait_for
from .lake import TABLES, raw_key
from .steps import Scenario
from .users import User

Policy = dict[str, Any]
# Returns the error of a step, or an empty text if it succeeds.
Step = Callable[[], str]

DAY = "2026-01-03"
# The first of the days that are registered in the catalog. No other step uses them.
FIRST_NEW_DAY = date(2025, 1, 1)
REGISTER = "glue:BatchCreatePartition"


@dataclass(frozen=True)
class Permission:
    """One action on one resource, with at most one value of a condition."""

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
        prefix = f" with {self.condition[2]}" if self.condition else ""
        return f"{self.sid}: {self.action} on {place}{prefix}"


def permissions(policy: Policy) -> list[Permission]:
    return [one for statement in policy["Statement"] for one in _split(statement)]


def _split(statement: dict[str, Any]) -> Iterator[Permission]:
    if statement["Effect"] != "Allow":
        raise Failure(f"{statement} allows nothing: expected the effect Allow")
    actions = _listed(statement["Action"])
    resources = _listed(statement["Resource"])
    values: list[tuple[str, str, str] | None] = [
        (operator, key, value)
        for operator, keys in statement.get("Condition", {}).items()
        for key, listed in keys.items()
        for value in _listed(listed)
    ]
    if len({value[:2] for value in values if value}) > 1:
        raise Failure(f"{statement} has two conditions. Split it into two statements.")
    for action, resource, value in itertools.product(actions, resources, values or [None]):
        yield Permission(statement.get("Sid", "?"), action, resource, value)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def document(granted: list[Permission]) -> Policy:
    statements = [permission.statement() for permission in granted]
    return {"Version": "2012-10-17", "Statement": statements}


@dataclass(frozen=True)
class Need:
    """The step that needs a permission, and the texts that its error without it must contain."""

    step: Step
    texts: tuple[str, ...]
    by_a_user: bool = False


class PermissionCheck:
    """Removes permissions in the emulated account, and expects errors."""

    def __init__(self, console: Console, account: Account, scenario: Scenario) -> None:
        self._console = console
        self._account = account
        self._iam = account.client("iam")
        self._scenario = scenario
        self._names = scenario.stack.names
        self._playlist = scenario.shortest_playlist()
        self._user = User(account, "acts-as-lambda")
        self._new_days = (FIRST_NEW_DAY + timedelta(days=number) for number in itertools.count())

    def run(self) -> None:
        count = self._of_role("extract", "ExtractRole") + self._of_role(
            "transform", "TransformRole"
        )
        self._console.note(f"{count} permissions")

    def _of_role(self, function: str, resource: str) -> int:
        role = self._scenario.stack.resource(resource)
        [name] = self._iam.list_role_policies(RoleName=role)["PolicyNames"]
        policy = self._iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
        granted = permissions(policy)
        if function == "transform":
            self._check_catalog([one for one in granted if one.action == REGISTER])

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
                if permission.action == REGISTER and permission.resource != self._database():
                    self._console.print(f"      {permission}: only compared with the catalog")
                    continue
                need = self._need(function, permission)
                self._check_needed(
                    permission, need, granted, grant_user if need.by_a_user else grant
                )
        finally:
            self._iam.put_role_policy(
                RoleName=role, PolicyName=name, PolicyDocument=json.dumps(policy)
            )
        return len(granted)

    def _check_needed(
        self,
        permission: Permission,
        need: Need,
        granted: list[Permission],
        grant: Callable[[list[Permission]], None],
    ) -> None:
        grant(granted)
        error = need.step()
        check(not error, f"with all permissions, the step that needs {permission} fails: {error}")
        grant([other for other in granted if other != permission])
        error = need.step()
        missing = [text for text in need.texts if text not in error]
        check(
            not missing,
            f"without {permission}, the error of the step that needs it is {error or 'empty'!r},"
            f" expected {' and '.join(missing)} in it. Remove the permission if it is not needed.",
        )
        grant(granted)
        effect = "a user's request is rejected" if need.by_a_user else "the step fails"
        self._console.print(f"      {permission}: without it, {effect}")

    def _compare(self, permission: Permission, group: str) -> None:
        wanted = f"arn:aws:logs:{REGION}:{ID}:log-group:{group}:*"
        check(
            permission.resource == wanted,
            f"{permission} is not on the log group of the function, expected {wanted}",
        )
        self._console.print(f"      {permission}: only compared with the function's log group")

    def _check_catalog(self, granted: list[Permission]) -> None:
        """The permissions must be those that AWS needs for a partition of each of the tables.

        https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsglue.html
        """
        place = f"arn:aws:glue:{REGION}:{ID}"
        tables = [f"{place}:table/{self._names.database}/{table}" for table in TABLES]
        wanted = sorted([f"{place}:catalog", self._database(), *tables])
        found = sorted(one.resource for one in granted)
        check(found == wanted, f"{REGISTER} is allowed on {found}, expected {wanted}")

    def _database(self) -> str:
        return f"arn:aws:glue:{REGION}:{ID}:database/{self._names.database}"

    def _need(self, function: str, permission: Permission) -> Need:
        """The step that needs a permission. Raises a Failure if no step needs it."""
        action, resource = permission.action, permission.resource
        denied = ("403", action)
        if action == "s3:ListBucket" and permission.condition:
            prefix = permission.condition[2].replace("*", "nothing")
            bucket = resource.rsplit(":", 1)[-1]
            return Need(lambda: self._user.list_objects(bucket, prefix), denied, by_a_user=True)
        if action == "sqs:SendMessage":
            queue = self._dead_letter_queue(function)
            return Need(lambda: self._user.send_message(queue), denied, by_a_user=True)
        if function == "transform" and action in ("s3:GetObject", "s3:PutObject"):
            return Need(self._transform, denied)
        if action == REGISTER:
            return Need(self._register_a_new_day, (REGISTER, "partitions_failed"))
        if action == "secretsmanager:GetSecretValue" or (
            action == "s3:PutObject" and resource.endswith("/playlists/*")
        ):
            return Need(self._force_run, denied)
        if action == "secretsmanager:PutSecretValue":
            return Need(self._force_run_after_login, denied)
        if action in ("s3:GetObject", "s3:PutObject") and resource.endswith("/state/*"):
            return Need(self._overwrite_block, denied)
        if action == "s3:GetObject" and resource.endswith("/playlists/*"):
            # The request is a HEAD. Its response has no body that could contain the action.
            return Need(self._skip_stored_snapshot, ("403", "cannot be read"))
        raise Failure(f"no step of {function} needs {permission}. Add a step here, or remove it.")

    def _force_run(self) -> str:
        return self._extract({"playlists": [self._playlist], "force": True})

    def _force_run_after_login(self) -> str:
        """Logs in before and after, because a refresh token that can't be stored is lost."""
        self._scenario.log_in()
        error = self._force_run()
        self._scenario.log_in()
        return error

    def _overwrite_block(self) -> str:
        """Blocks all runs. A forced run that gets responses overwrites the block."""
        until = (datetime.now(UTC) + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
        block = {"not_before": until, "reason": "rehearsal"}
        self._scenario.lake.put_raw("state/not_before.json", json.dumps(block).encode())
        error = self._force_run()
        self._scenario.lake.delete_raw("state/not_before.json")
        return error

    def _skip_stored_snapshot(self) -> str:
        return self._extract({"playlists": [self._playlist], "time": f"{DAY}T06:00:00Z"})

    def _extract(self, event: dict[str, Any]) -> str:
        report, failed = self._scenario.invoke("extract", event)
        if failed:
            return str(report["errorMessage"])
        reasons = [one["reason"] for one in report["playlists"] if one["status"] != "SKIPPED"]
        return " ".join([*report["warnings"], *reasons]).strip()

    def _transform(self) -> str:
        report, failed = self._invoke_transform(DAY)
        return str(report["errorMessage"]) if failed else ""

    def _register_a_new_day(self) -> str:
        """Transforms a snapshot of a day that is not in the catalog yet.

        The transform must succeed in any case, and only report the partitions that failed.
        """
        day = next(self._new_days).isoformat()
        self._scenario.store_document(day, self._playlist)
        report, failed = self._invoke_transform(day)
        check(not failed, f"the transform of a new day failed: {report}")
        key = raw_key(day, self._playlist)
        line = wait_for(
            f"the report of {key} in the log",
            10,
            lambda: self._scenario.logged("transform", f'"keys":["{key}"') or None,
        )
        count = int(json.loads(line)["partitions_failed"])
        if count == 0:
            return ""
        return f"partitions_failed: {count}. {self._scenario.logged('transform', REGISTER)}"

    def _invoke_transform(self, day: str) -> tuple[dict[str, Any], bool]:
        key = raw_key(day, self._playlist)
        return self._scenario.invoke("transform", notification(self._names.raw, key))

    def _dead_letter_queue(self, function: str) -> str:
        """The URL of the queue to which Lambda sends failed events of the function."""
        configured = self._account.client("lambda").get_function_event_invoke_config(
            FunctionName=self._names.of(function), Qualifier="$LATEST"
        )
        arn = configured["DestinationConfig"]["OnFailure"]["Destination"]
        url: str = self._account.client("sqs").get_queue_url(QueueName=arn.rsplit(":", 1)[-1])[
            "QueueUrl"
        ]
        return url

    def _log_group(self, function: str) -> str:
        """The log group that is configured for the function."""
        configured = self._account.client("lambda").get_function_configuration(
            FunctionName=self._names.of(function)
        )
        group: str = configured["LoggingConfig"]["LogGroup"]
        return group


def notification(bucket: str, key: str) -> dict[str, Any]:
    """The event that S3 sends for one PUT."""
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
