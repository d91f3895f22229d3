"""The steps of the rehearsal. Each method is a step, and raises a Failure if it fails."""

import json
import time
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from . import derive, project, schedules
from .account import ID, REGION, ROOT, Account, create_client
from .athena import RecordingAthena
from .console import Console, Failure, check, wait_for
from .lake import TABLES, Lake, raw_key, table_key
from .processes import run
from .protection import Protection
from .purge import PurgeCheck
from .spotify import Spotify
from .stack import Stack, only_bucket_policies
from .users import ALL_OF_S3, User

# Dates for which no scheduled run stores a snapshot.
LONG_AGO = "2026-01-02"
NEW_DAYS = ("2026-01-04", "2026-01-05")
# Longer than the timeout of the transform and its retries together.
TIMEOUT = 120.0


class Scenario:
    """A stack with its data, and the simulated Spotify that it reads."""

    def __init__(self, console: Console, account: Account, spotify: Spotify, stack: Stack) -> None:
        self._console = console
        self._account = account
        self._spotify = spotify
        self.stack = stack
        self.lake = Lake(account, stack.names, spotify)
        ids = spotify.playlists()
        # One with five entries, one with episodes and local files, one with names in every script.
        self._few = [ids[0], ids[6], ids[9]]
        # One that no run of this stack reads.
        self._imported = ids[1]
        # Also a shared playlist and the saved songs.
        self._more = [*self._few, ids[8], "liked"]

    @cached_property
    def _protection(self) -> Protection:
        return Protection(self._account, self.stack.names)

    def shortest_playlist(self) -> str:
        """The ID of the playlist with the fewest entries."""
        return self._few[0]

    def deploy(self) -> None:
        """Deploys with a schedule that starts runs soon, and protects the data from others."""
        self.stack.deploy(
            Playlists=",".join(self._few),
            Schedule="rate(1 minute)",
            OperatorRoleArn=self._protection.operator_arn,
        )
        self._console.note(f"{len(self.stack.outputs())} outputs")
        self._check_start("transform", "s3.amazonaws.com", f"arn:aws:s3:::{self.stack.names.raw}")
        rule = self._account.client("events").list_rule_names_by_target(
            TargetArn=self._function("extract")["FunctionArn"]
        )["RuleNames"][0]
        source = f"arn:aws:events:{REGION}:{ID}:rule/{rule}"
        self._check_start("extract", "events.amazonaws.com", source)

    def log_in(self) -> None:
        """Does what `./playlist-lake login --secret-id` does after the browser was redirected."""
        self._account.client("secretsmanager").put_secret_value(
            SecretId=self.stack.names.secret, SecretString=json.dumps(self._spotify.login())
        )

    def store_unreadable_object(self) -> None:
        key = raw_key(LONG_AGO, self._few[0])
        self.lake.put_raw(key, b"<html>502 Bad Gateway</html>")
        message = wait_for(
            f"a message in {self._failures()}", TIMEOUT, lambda: self._failed_event()
        )
        error = message["responsePayload"]["errorMessage"]
        place = f"s3://{self.stack.names.raw}/{key}: rejected at $"
        check(place in error, f"the dead-letter queue has the error {error!r}, expected {place!r}")
        stored = self.lake.objects(self.stack.names.processed)
        tables = [one for one in stored if LONG_AGO in one]
        check(not tables, f"tables were written for an unreadable object: {tables}")
        self._console.note(f"after {message['requestContext']['approximateInvokeCount']} attempts")

    def repair_and_redrive(self) -> None:
        playlist = self._few[0]
        self.store_document(LONG_AGO, playlist)
        # The repaired object also sends an event. The tables of that event are deleted, so that the
        # tables at the end are those of the redrive.
        wait_for("the repaired object's tables", TIMEOUT, lambda: self._tables_of(playlist))
        for key in self._tables_of(playlist) or []:
            self._account.client("s3").delete_object(Bucket=self.stack.names.processed, Key=key)
        self._redrive()
        self._console.note(self.lake.verify(LONG_AGO, [playlist]))
        check(self._failed_event() is None, f"the message is still in {self._failures()}")

    def run_by_schedule(self) -> None:
        date = self._await_tables(self._few)
        check(
            bool(self.logged("extract", '"snapshot_date"')),
            "the tables exist, but the log of the extract function contains no report",
        )
        self._console.note(self.lake.verify(date, self._few))
        self._verify_in_catalog(date, self._few)

    def read_a_new_day(self) -> None:
        """A new day must be in the catalog after its tables are written, without a crawl."""
        day, playlist = NEW_DAYS[0], self._imported
        before = self.lake.catalog.rows("songs", day)
        check(not before, f"the catalog has rows of {day} before its first snapshot: {before}")
        begin = self.store_document(day, playlist)
        wait_for(
            f"a row of {day} in the catalog",
            TIMEOUT,
            lambda: self.lake.catalog.rows("songs", day) or None,
        )
        self._console.note(f"first row {time.monotonic() - begin:.1f} s after the PUT")
        self._verify_in_catalog(day, [playlist])
        crawler = self.stack.resource("Crawler")
        check(not self.lake.catalog.crawled(crawler), f"the crawler {crawler} has crawled")

    def purge_a_playlist(self) -> None:
        """Purges a playlist with two days, replaced versions and a delete marker.

        The operator runs the command. No scheduled run reads this playlist.
        """
        first, second = NEW_DAYS
        playlist, s3 = self._imported, self._account.client("s3")
        for day in NEW_DAYS:
            self.store_document(day, playlist)
        # The table that the transform writes last.
        last = table_key("playlists", first, playlist)
        wait_for(
            f"a second version of {last}", TIMEOUT, lambda: self.lake.versions(last) > 1 or None
        )
        self._verify_in_catalog(second, [playlist])
        s3.delete_object(Bucket=self.stack.names.processed, Key=table_key("songs", first, playlist))
        purge = PurgeCheck(self._account, self.stack, self.lake)
        key = self._protection.operator_key
        self._console.note(purge.run(playlist, list(NEW_DAYS), key))
        for day in NEW_DAYS:
            check(
                not any(self.lake.catalog.rows(table, day) for table in TABLES),
                f"the catalog still has rows of {day}",
            )

    def protect(self) -> None:
        """Sets OperatorRoleArn in an update. The functions must still write."""
        self.stack.deploy(OperatorRoleArn=self._protection.operator_arn)
        self.write_as_others()
        self._check_run(self._few)

    def deliver_schedules_twice(self) -> None:
        """EventBridge Scheduler may deliver twice. Every statement must start only once.

        The substitute for Athena gets the input of every deployed schedule.
        """
        names = self.stack.resources("AWS::Scheduler::Schedule")
        scheduler = self._account.client("scheduler")
        athena = RecordingAthena()
        try:
            client = create_client("athena", athena.endpoint, ROOT)
            for name in names:
                schedule = scheduler.get_schedule(Name=name)
                started = schedules.start_twice(schedule, "2026-01-04T05:06:07Z", client)
                later = schedules.start_twice(schedule, "2026-01-11T05:06:07Z", client)
                check(started != later, f"the schedule {name} starts its statement only once ever")
            executions = athena.executions.all()
        finally:
            athena.stop()
        check(
            len(executions) == 2 * len(names),
            f"{len(names)} schedules start {len(executions)} statements at two times each",
        )
        workgroups = {one.workgroup for one in executions}
        for workgroup in workgroups:
            self._account.client("athena").get_work_group(WorkGroup=workgroup)
        wrong = {one.database for one in executions} - {self.stack.names.database}
        check(not wrong, f"schedules start statements in other databases: {sorted(wrong)}")
        self._console.note(f"{len(names)} schedules in {len(workgroups)} workgroups")

    def change_parameters(self) -> None:
        """Sets more playlists, a schedule that starts no run soon, and no operator."""
        playlists = ",".join(self._more)
        self.stack.deploy(Playlists=playlists, Schedule=_distant_schedule(), OperatorRoleArn="")
        self._protection.check_not_set()
        self._start_run()
        date = self._await_tables(self._more)
        self._console.note(self.lake.verify(date, self._more))
        self._verify_in_catalog(date, self._more)

    def write_as_others(self) -> None:
        """While OperatorRoleArn is set, only the functions and the operator may write."""
        self._console.note(self._protection.check_set())

    def deploy_again(self) -> None:
        before = self._settled()
        secret = self._secret()
        output = self.stack.deploy()
        check(
            "No changes to deploy" in output,
            f"a deployment of the same template changed something:\n{output}",
        )
        self._check_unchanged(before, secret)
        self._check_run(self._more)

    def write_over_plain_http(self) -> None:
        """Deploys the bucket policies of the real template, which the derived template lacks."""
        real = derive.read(project.TEMPLATE)
        derived = derive.Derived(only_bucket_policies(real), [])
        folder = self.stack.template.parent.with_name("tls")
        stack = Stack(self._account, derived, folder, self.stack.name + "-tls", "tls")
        stack.deploy()
        user = User(self._account, "writes-over-http")
        user.grant(ALL_OF_S3)
        for bucket in (stack.names.raw, stack.names.processed):
            error = user.put_object(bucket, "songs/x.csv")
            check(
                error.startswith("403") and "explicit deny in a resource-based policy" in error,
                f"a write over plain HTTP to {bucket}, which has a TLS-only policy, returned"
                f" {error or 'no error'!r}, expected 403",
            )

    def delete(self) -> None:
        before = self.lake.all()
        secret = self._secret()
        self.stack.delete()
        left = self.stack.leftovers()
        check(not left, f"sam delete did not delete {', '.join(left)}")
        self._check_unchanged(before, secret)
        self._console.note(f"{len(before)} objects and the login are kept")

    def deploy_without_existing_data(self) -> None:
        """Without ExistingData=yes, the deployment must fail and must not change the data."""
        before = self.lake.all()
        secret = self._secret()
        try:
            self.stack.deploy()
        except Failure:
            errors = " ".join(self.stack.validation_errors())
            for bucket in (self.stack.names.raw, self.stack.names.processed):
                check(
                    f"'{bucket}' already exists" in errors,
                    f"the deployment failed, but not because {bucket} exists: {errors}",
                )
        else:
            raise Failure("the deployment succeeded although the buckets and the secret exist")
        self._check_unchanged(before, secret)
        # The rest of the failed stack can't be updated.
        self.stack.delete()
        self._check_unchanged(before, secret)

    def deploy_with_existing_data(self) -> None:
        before = self.lake.all()
        secret = self._secret()
        self.stack.deploy(ExistingData="yes")
        self._check_unchanged(before, secret)
        self._check_run(self._more)

    def deploy_release(self) -> None:
        """Deploys with a schedule that starts no run during the rehearsal."""
        self.stack.deploy(Playlists=",".join(self._few), Schedule=_distant_schedule())

    def store_data(self) -> None:
        """Stores what a stack in use has: the login, snapshots of a day, and their tables."""
        self.log_in()
        report, failed = self.invoke("extract", {"time": f"{LONG_AGO}T06:00:00Z"})
        check(
            not failed and report["stored"] == len(self._few),
            f"expected {len(self._few)} stored playlists in the report: {report}",
        )
        wait_for(
            f"the tables of {LONG_AGO}",
            TIMEOUT,
            lambda: self.lake.complete(LONG_AGO, self._few) or None,
        )
        self._console.note(self.lake.verify(LONG_AGO, self._few))

    def update(self, current: derive.Derived) -> None:
        """Updates the stack. Must replace no resource, and change neither objects nor the login."""
        before, secret, resources = self.lake.all(), self._secret(), self.stack.identities()
        changes = self.stack.update(current)
        check(bool(changes), "the deployment changed nothing, expected changed functions")
        # `Conditional` is allowed, because it means that the emulator doesn't know. It also doesn't
        # predict every replacement, such as a renamed bucket. The identities below show these.
        lost = [
            f"{one['LogicalResourceId']} ({one['ResourceType']})"
            for one in changes
            if one["Action"] == "Remove" or one.get("Replacement") == "True"
        ]
        check(not lost, f"the update removes or replaces {', '.join(lost)}")
        after = self.stack.identities()
        other = [
            f"{name}: was {resources[name]}, is {after.get(name, 'missing')}"
            for name in resources
            if after.get(name) != resources[name]
        ]
        check(not other, f"the update replaced resources: {'; '.join(other)}")
        self._check_unchanged(before, secret)
        self._console.note(
            f"{len(changes)} changes, all in place; {len(resources)} resources, {len(before)}"
            " objects and the login are the same"
        )

    def run_after_update(self) -> None:
        """The next run must store today's snapshots and keep the older ones."""
        self._check_run(self._few)
        self.lake.verify(LONG_AGO, self._few)

    def invoke(self, function: str, event: dict[str, Any]) -> tuple[dict[str, Any], bool]:
        """Invokes a function and waits. Returns its result, and whether it failed."""
        response = self._account.client("lambda").invoke(
            FunctionName=self.stack.names.of(function), Payload=json.dumps(event).encode()
        )
        return json.loads(response["Payload"].read()), "FunctionError" in response

    def logged(self, function: str, text: str) -> str:
        """The last line of a function's log that contains a text; empty if there is none."""
        group = f"/playlist-lake/{self.stack.names.stage}/{function}"
        events = self._account.client("logs").filter_log_events(logGroupName=group)["events"]
        lines = [str(event["message"]) for event in events if text in event["message"]]
        return lines[-1] if lines else ""

    def store_document(self, day: str, playlist: str) -> float:
        """Stores a playlist as Spotify returns it, with all entries, as a snapshot of a day.

        Returns the time of the PUT, as time.monotonic() does.
        """
        entries = self._spotify.entries(playlist)
        items = {"items": entries, "total": len(entries)}
        document = {**self._spotify.playlist(playlist), "items": items}
        body = json.dumps(document).encode()
        begin = time.monotonic()
        self.lake.put_raw(raw_key(day, playlist), body)
        return begin

    def _check_start(self, function: str, service: str, source: str) -> None:
        """Only compares texts, because the emulator doesn't check S3 and EventBridge."""
        from botocore.exceptions import ClientError

        lambdas = self._account.client("lambda")
        try:
            policy = lambdas.get_policy(FunctionName=self.stack.names.of(function))["Policy"]
        except ClientError:
            policy = "none"
        check(
            f'"{service}"' in policy and f'"{source}"' in policy,
            f"{source} may not start the {function} function, which has the policy {policy}",
        )

    def _function(self, function: str) -> dict[str, Any]:
        configuration: dict[str, Any] = self._account.client("lambda").get_function_configuration(
            FunctionName=self.stack.names.of(function)
        )
        return configuration

    def _check_run(self, playlists: list[str]) -> None:
        report, failed = self.invoke("extract", {"force": True})
        check(
            not failed and report["stored"] == len(playlists),
            f"expected {len(playlists)} stored playlists in the report: {report}",
        )
        date = self._await_tables(playlists)
        self._console.note(self.lake.verify(date, playlists))
        self._verify_in_catalog(date, playlists)

    def _verify_in_catalog(self, date: str, playlists: list[str]) -> None:
        wait_for(
            f"partitions of {date} in every table",
            TIMEOUT,
            lambda: self.lake.registered(date) or None,
        )
        self._console.note(self.lake.verify_in_catalog(date, playlists))

    def _settled(self) -> dict[str, str]:
        """All objects, after the last scheduled run has ended."""

        def settled() -> dict[str, str] | None:
            before = self.lake.all()
            time.sleep(3)
            return before if self.lake.all() == before else None

        return wait_for("a pause of 3 s without changes in the buckets", TIMEOUT, settled)

    def _start_run(self) -> None:
        self._account.client("lambda").invoke(
            FunctionName=self.stack.names.of("extract"), InvocationType="Event", Payload=b"{}"
        )

    def _await_tables(self, playlists: list[str]) -> str:
        def date() -> str | None:
            # A run around midnight stores snapshots with the date of its schedule.
            days = sorted(
                {
                    key.split("=")[1].split("/")[0]
                    for key in self.lake.objects(self.stack.names.raw, "playlists/")
                }
                - {LONG_AGO}
            )
            return days[-1] if days and self.lake.complete(days[-1], playlists) else None

        return wait_for(f"the tables of {len(playlists)} playlists", TIMEOUT + 60, date)

    def _tables_of(self, playlist: str) -> list[str] | None:
        keys = [table_key(table, LONG_AGO, playlist) for table in TABLES]
        found = self.lake.objects(self.stack.names.processed)
        return keys if all(key in found for key in keys) else None

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

    def _secret(self) -> dict[str, Any]:
        from botocore.exceptions import ClientError

        secrets, name = self._account.client("secretsmanager"), self.stack.names.secret
        try:
            found = secrets.get_secret_value(SecretId=name)
        except ClientError as error:
            raise Failure(f"the secret {name} can't be read: {error}") from error
        document: dict[str, Any] = json.loads(found["SecretString"])
        return document

    def _check_unchanged(self, before: dict[str, str], secret: dict[str, Any]) -> None:
        after = self.lake.all()
        changed = sorted(key for key in {**before, **after} if before.get(key) != after.get(key))
        check(not changed, f"objects changed, first {changed[:3]}")
        check(self._secret() == secret, f"the value of {self.stack.names.secret} changed")


def _distant_schedule() -> str:
    """A schedule that starts no run during the rehearsal."""
    return f"cron(0 {(datetime.now(UTC).hour + 12) % 24} * * ? *)"
