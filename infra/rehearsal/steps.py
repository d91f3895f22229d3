"""The rehearsal's story: each method is a step that fails with what it saw."""

import json
import time
from datetime import UTC, datetime
from typing import Any

from . import derive, project
from .account import ID, REGION, Account
from .console import Console, Failure, check, wait_for
from .lake import TABLES, Lake, raw_key, table_key
from .processes import run
from .spotify import Spotify
from .stack import Stack, bucket_policies_alone
from .users import User

# A day on which no run of the rehearsal stores anything.
LONG_AGO = "2026-01-02"
# Past the longest timeout of the transform, and its retries.
PATIENCE = 120.0


class Story:
    """A stack, the simulated Spotify that it reads, and the data that it keeps."""

    def __init__(self, console: Console, account: Account, spotify: Spotify, stack: Stack) -> None:
        self._console = console
        self._account = account
        self._spotify = spotify
        self.stack = stack
        self.lake = Lake(account, stack.names, spotify)
        ids = spotify.playlists()
        # Five entries; podcasts and local files among songs; names in every script.
        self._few = [ids[0], ids[6], ids[9]]
        # A shared one, and the saved songs.
        self._more = [*self._few, ids[8], "liked"]

    def lake_playlist(self) -> str:
        """The shortest of the playlists."""
        return self._few[0]

    def deploy(self) -> None:
        self.stack.deploy(Playlists=",".join(self._few), Schedule="rate(1 minute)")
        self._console.note(f"{len(self.stack.outputs())} outputs")
        self._lets_in("transform", "s3.amazonaws.com", f"arn:aws:s3:::{self.stack.names.raw}")
        rule = self._account.client("events").list_rule_names_by_target(
            TargetArn=self._function("extract")["FunctionArn"]
        )["RuleNames"][0]
        source = f"arn:aws:events:{REGION}:{ID}:rule/{rule}"
        self._lets_in("extract", "events.amazonaws.com", source)

    def log_in(self) -> None:
        """As `./playlist-lake login --secret-id` does after the browser came back."""
        self._account.client("secretsmanager").put_secret_value(
            SecretId=self.stack.names.secret, SecretString=json.dumps(self._spotify.login())
        )

    def meet_an_unreadable_object(self) -> None:
        key = raw_key(LONG_AGO, self._few[0])
        self.lake.put_raw(key, b"<html>502 Bad Gateway</html>")
        message = wait_for(
            f"a message in {self._failures()}", PATIENCE, lambda: self._failed_event()
        )
        error = message["responsePayload"]["errorMessage"]
        place = f"s3://{self.stack.names.raw}/{key}: rejected at $"
        check(place in error, f"the error in the failure queue is {error!r}, want {place!r} in it")
        stored = self.lake.objects(self.stack.names.processed)
        made = [one for one in stored if LONG_AGO in one]
        check(not made, f"an unreadable object made tables: {made}")
        self._console.note(f"after {message['requestContext']['approximateInvokeCount']} attempts")

    def repair_and_redrive(self) -> None:
        playlist = self._few[0]
        entries = self._spotify.entries(playlist)
        document = {
            **self._spotify.playlist(playlist),
            "items": {"items": entries, "total": len(entries)},
        }
        self.lake.put_raw(raw_key(LONG_AGO, playlist), json.dumps(document).encode())
        # The repaired object has an event of its own. What it made goes away again, so that the
        # tables found in the end are the redrive's.
        wait_for("the repaired object's tables", PATIENCE, lambda: self._tables_of(playlist))
        for key in self._tables_of(playlist) or []:
            self._account.client("s3").delete_object(Bucket=self.stack.names.processed, Key=key)
        self._redrive()
        self._console.note(self.lake.verify(LONG_AGO, [playlist]))
        check(self._failed_event() is None, f"the message is still in {self._failures()}")

    def see_the_schedule(self) -> None:
        date = self._await_tables(self._few)
        events = self._extract_log_holds('"snapshot_date"')
        check(events, "the tables are there, but the log of the extract function holds no report")
        self._console.note(self.lake.verify(date, self._few))

    def change_parameters(self) -> None:
        """More playlists, and a schedule that stays away for as long as the rehearsal takes."""
        self.stack.deploy(Playlists=",".join(self._more), Schedule=_far_off())
        self._run_at_once()
        date = self._await_tables(self._more)
        self._console.note(self.lake.verify(date, self._more))

    def deploy_again(self) -> None:
        before = self._settled()
        secret = self._secret()
        said = self.stack.deploy()
        check("No changes to deploy" in said, f"the same template changes something:\n{said}")
        self._unchanged(before, secret)
        self._works(self._more)

    def refuse_plain_http(self) -> None:
        """The buckets' policies as in the real template, which the derived one lacks."""
        real = derive.read(project.TEMPLATE)
        derived = derive.Derived(bucket_policies_alone(real), [])
        folder = self.stack.template.parent.with_name("tls")
        stack = Stack(self._account, derived, folder, self.stack.name + "-tls", "tls")
        stack.deploy()
        user = User(self._account, "writes-over-http")
        user.grant(
            {
                "Version": "2012-10-17",
                "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}],
            }
        )
        for bucket in (stack.names.raw, stack.names.processed):
            answer = user.put_object(bucket, "songs/x.csv")
            check(
                answer.startswith("403") and "explicit deny in a resource-based policy" in answer,
                f"a write over plain HTTP to {bucket}, with its TLS-only policy, got"
                f" {answer or 'no refusal'!r}",
            )

    def delete(self) -> None:
        before = self.lake.all()
        secret = self._secret()
        self.stack.delete()
        left = self.stack.remains()
        check(not left, f"sam delete left {', '.join(left)}")
        self._unchanged(before, secret)
        self._console.note(f"{len(before)} objects and the login are kept")

    def forget_that_data_exist(self) -> None:
        """Without ExistingData=yes the deployment has to stop, and to take back only its own."""
        before = self.lake.all()
        secret = self._secret()
        try:
            self.stack.deploy()
        except Failure:
            objections = " ".join(self.stack.objections())
            for bucket in (self.stack.names.raw, self.stack.names.processed):
                check(
                    f"'{bucket}' already exists" in objections,
                    f"the deployment was refused, but not because {bucket} exists: {objections}",
                )
        else:
            raise Failure("the stack was deployed over buckets and a secret that it didn't make")
        self._unchanged(before, secret)
        # What is left of it can't be updated.
        self.stack.delete()
        self._unchanged(before, secret)

    def deploy_on_existing_data(self) -> None:
        before = self.lake.all()
        secret = self._secret()
        self.stack.deploy(ExistingData="yes")
        self._unchanged(before, secret)
        self._works(self._more)

    def deploy_a_release(self) -> None:
        """A stack whose template is the released one, with no run by its schedule."""
        self.stack.deploy(Playlists=",".join(self._few), Schedule=_far_off())

    def store_data(self) -> None:
        """What a stack has that has been running for some time: the login, and a day of tables."""
        self.log_in()
        report, failed = self.invoke("extract", {"time": f"{LONG_AGO}T06:00:00Z"})
        check(
            not failed and report["stored"] == len(self._few),
            f"a run should store {len(self._few)} playlists: {report}",
        )
        wait_for(
            f"the tables of {LONG_AGO}",
            PATIENCE,
            lambda: self.lake.complete(LONG_AGO, self._few) or None,
        )
        self._console.note(self.lake.verify(LONG_AGO, self._few))

    def update(self, today: derive.Derived) -> None:
        """Replaces nothing, and leaves every object and the login as they were."""
        before, secret, resources = self.lake.all(), self._secret(), self.stack.identities()
        changes = self.stack.update(today)
        check(bool(changes), "the deployment changed nothing, so that it shows nothing")
        # `Conditional` means that it isn't known yet, and the emulator doesn't foresee every
        # replacement, a renamed bucket's for example: the identities below show those.
        lost = [
            f"{one['LogicalResourceId']} ({one['ResourceType']})"
            for one in changes
            if one["Action"] == "Remove" or one.get("Replacement") == "True"
        ]
        check(not lost, f"the update removes or replaces {', '.join(lost)}")
        after = self.stack.identities()
        other = [
            f"{name}: was {resources[name]}, is {after.get(name, 'gone')}"
            for name in resources
            if after.get(name) != resources[name]
        ]
        check(not other, f"the update made other resources of {'; '.join(other)}")
        self._unchanged(before, secret)
        self._console.note(
            f"{len(changes)} changes, all in place; {len(resources)} resources, {len(before)}"
            " objects and the login are the same"
        )

    def run_after_the_update(self) -> None:
        """The next run stores today's snapshots, next to those of before."""
        self._works(self._few)
        self.lake.verify(LONG_AGO, self._few)

    def invoke(self, function: str, event: dict[str, Any]) -> tuple[dict[str, Any], bool]:
        """Calls a function and waits; gives its answer, and whether it failed."""
        answer = self._account.client("lambda").invoke(
            FunctionName=self.stack.names.of(function), Payload=json.dumps(event).encode()
        )
        return json.loads(answer["Payload"].read()), "FunctionError" in answer

    def _lets_in(self, function: str, service: str, source: str) -> None:
        """Compared alone: the emulator lets S3 and EventBridge in without asking."""
        from botocore.exceptions import ClientError

        lambdas = self._account.client("lambda")
        try:
            policy = lambdas.get_policy(FunctionName=self.stack.names.of(function))["Policy"]
        except ClientError:
            policy = "none"
        check(
            f'"{service}"' in policy and f'"{source}"' in policy,
            f"{source} can't start the {function} function, whose policy is {policy}",
        )

    def _function(self, function: str) -> dict[str, Any]:
        configuration: dict[str, Any] = self._account.client("lambda").get_function_configuration(
            FunctionName=self.stack.names.of(function)
        )
        return configuration

    def _works(self, playlists: list[str]) -> None:
        report, failed = self.invoke("extract", {"force": True})
        check(
            not failed and report["stored"] == len(playlists),
            f"a run should store {len(playlists)} playlists: {report}",
        )
        date = self._await_tables(playlists)
        self._console.note(self.lake.verify(date, playlists))

    def _settled(self) -> dict[str, str]:
        """All objects, once the last run of the schedule by the minute is through."""

        def settled() -> dict[str, str] | None:
            before = self.lake.all()
            time.sleep(3)
            return before if self.lake.all() == before else None

        return wait_for("an end of changes in the buckets", PATIENCE, settled)

    def _run_at_once(self) -> None:
        self._account.client("lambda").invoke(
            FunctionName=self.stack.names.of("extract"), InvocationType="Event", Payload=b"{}"
        )

    def _await_tables(self, playlists: list[str]) -> str:
        def date() -> str | None:
            # A run over midnight stores under the date of its schedule.
            days = sorted(
                {
                    key.split("=")[1].split("/")[0]
                    for key in self.lake.objects(self.stack.names.raw, "playlists/")
                }
                - {LONG_AGO}
            )
            return days[-1] if days and self.lake.complete(days[-1], playlists) else None

        return wait_for(f"the tables of {len(playlists)} playlists", PATIENCE + 60, date)

    def _tables_of(self, playlist: str) -> list[str] | None:
        keys = [table_key(table, LONG_AGO, playlist) for table in TABLES]
        there = self.lake.objects(self.stack.names.processed)
        return keys if all(key in there for key in keys) else None

    def _failures(self) -> str:
        return self.stack.names.of("transform-failures")

    def _queue(self) -> str:
        url: str = self._account.client("sqs").get_queue_url(QueueName=self._failures())["QueueUrl"]
        return url

    def _failed_event(self) -> dict[str, Any] | None:
        found = self._account.client("sqs").receive_message(
            QueueUrl=self._queue(), VisibilityTimeout=0
        )
        messages = found.get("Messages", [])
        return json.loads(messages[0]["Body"]) if messages else None

    def _redrive(self) -> None:
        names = self.stack.names
        buckets = ["--raw-bucket", names.raw, "--processed-bucket", names.processed]
        command = [str(project.COMMAND), "redrive", "--queue", self._queue(), *buckets]
        log = self.stack.log.with_name("redrive.log")
        run(command, log, self._account.environment(), project.ROOT)

    def _extract_log_holds(self, text: str) -> bool:
        logs = self._account.client("logs")
        group = f"/playlist-lake/{self.stack.names.stage}/extract"
        found = logs.filter_log_events(logGroupName=group)["events"]
        return any(text in event["message"] for event in found)

    def _secret(self) -> dict[str, Any]:
        from botocore.exceptions import ClientError

        secrets, name = self._account.client("secretsmanager"), self.stack.names.secret
        try:
            answer = secrets.get_secret_value(SecretId=name)
        except ClientError as gone:
            raise Failure(f"the secret {name} can't be read: {gone}") from gone
        document: dict[str, Any] = json.loads(answer["SecretString"])
        return document

    def _unchanged(self, before: dict[str, str], secret: dict[str, Any]) -> None:
        after = self.lake.all()
        changed = sorted(key for key in {**before, **after} if before.get(key) != after.get(key))
        check(not changed, f"objects were changed, first {changed[:3]}")
        check(self._secret() == secret, f"the value of {self.stack.names.secret} was changed")


def _far_off() -> str:
    """A schedule that starts no run for as long as the rehearsal takes."""
    return f"cron(0 {(datetime.now(UTC).hour + 12) % 24} * * ? *)"
