"""The command `infra/rehearse`."""

import argparse
import shutil
import signal
import sys
import tempfile
import time
import unittest
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import TypeVar

from . import derive, functions, project, releases
from .account import Account
from .console import Console, Failure
from .permissions import PermissionCheck
from .spotify import Spotify
from .stack import Stack
from .steps import Scenario

Running = TypeVar("Running", Account, Spotify)

STACK = "playlist-lake"
STAGE = "rehearsal"

HELP = """\
Runs the whole stack on this machine, without an AWS account.

The real SAM CLI deploys infra/template.yaml into an emulated account. A schedule starts the extract
function, which reads a simulated Spotify. S3 events start the transform function. The rehearsal
compares the tables with the simulated data, also through the Glue catalog. It writes as a user to
whom OperatorRoleArn forbids it, stores an unreadable object, redrives it, purges a playlist, and
delivers the scheduled statements twice. Then it updates, deletes and restores the stack. It removes
each permission of the functions and expects an error. Finally it updates a stack of the last
release that contains data.

Needs Linux, Python 3.11 or later and a JDK 25. Needs no Docker.
"""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="infra/rehearse",
        description=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--keep",
        action="store_true",
        help="keep the account running at the end, and print how to use the aws client with it",
    )
    parser.add_argument(
        "--test",
        action="store_true",
        help="run the rehearsal's unit tests first, as continuous integration does",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="run only the static checks: sam validate --lint, cfn-lint, Checkov,"
        " the update of each released template, and zizmor on GitHub's workflows",
    )
    return parser.parse_args()


class Rehearsal:
    """Runs all steps, and stops every started program at the end."""

    def __init__(self, console: Console, home: Path) -> None:
        self._console = console
        self._home = home
        self._running: list[Account | Spotify] = []

    def run(self, keep: bool) -> None:
        with self._console.step("Start the emulated account and the simulated Spotify"):
            account = self._start(Account(project.tool("account", "ministack"), self._home))
            spotify = self._start(Spotify(self._home))
            account.await_health()
            spotify.await_start()
        with self._console.step("Derive a template that the emulated account supports"):
            derived = self._derive(derive.read(project.TEMPLATE), "functions", spotify)
            self._console.note(f"{len(derived.changes)} changes")
        stack = Stack(account, derived, self._home / "stack", STACK, STAGE)
        scenario = Scenario(self._console, account, spotify, stack)
        for title, step in steps(scenario):
            with self._console.step(title):
                step()
        with self._console.step("Remove each permission of the functions, one at a time"):
            PermissionCheck(self._console, account, scenario).run()
        self._update_a_release(account, spotify, derived)
        self._print_changes(derived)
        if keep:
            self._wait_for_interrupt(account, stack)

    def stop(self) -> None:
        for program in self._running:
            program.stop()

    def _start(self, program: Running) -> Running:
        self._running.append(program)
        return program

    def _update_a_release(
        self, account: Account, spotify: Spotify, current: derive.Derived
    ) -> None:
        """Runs last, because the login of the second stack ends that of the first one."""
        version = releases.versions()[-1]
        released = self._derive(releases.template(version), "released-functions", spotify)
        stack = Stack(account, released, self._home / "update", f"{STACK}-update", "update")
        scenario = Scenario(self._console, account, spotify, stack)
        for title, step in update_steps(scenario, current):
            with self._console.step(title.format(version=version)):
                step()

    def _derive(self, real: derive.Template, name: str, spotify: Spotify) -> derive.Derived:
        folders = functions.folders(self._home / name)
        # Adds a file, so that no two derived templates have the same code. The released template
        # also uses the current jars. An update must change the functions, as with older jars.
        for folder in folders.values():
            (folder / name).touch()
        return derive.derive(real, derive.Substitutes(spotify.url, folders))

    def _print_changes(self, derived: derive.Derived) -> None:
        self._console.print("\nDifferences from infra/template.yaml:")
        for change in derived.changes:
            self._console.print(f"  - {change}".replace(str(project.ROOT) + "/", ""))

    def _wait_for_interrupt(self, account: Account, stack: Stack) -> None:
        self._console.print("\nThe account runs until you press Ctrl-C. In another terminal:\n")
        for name, value in account.variables().items():
            self._console.print(f"  export {name}={value}")
        self._console.print(f"  aws cloudformation describe-stacks --stack-name {stack.name}")
        self._console.print(f"  aws s3 ls --recursive s3://{stack.names.processed}/songs/")
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            self._console.print()


def steps(scenario: Scenario) -> list[tuple[str, Callable[[], None]]]:
    return [
        ("sam deploy", scenario.deploy),
        ("Write as a stranger and as the operator", scenario.write_as_others),
        ("Store the login in the secret", scenario.log_in),
        (
            "Store an unreadable object, and find its event in the dead-letter queue",
            scenario.store_unreadable_object,
        ),
        ("Repair the object and redrive the queue", scenario.repair_and_redrive),
        (
            "Write over plain HTTP to buckets with their TLS-only policies",
            scenario.write_over_plain_http,
        ),
        ("Wait for a scheduled run and its tables", scenario.run_by_schedule),
        ("Store a snapshot of a new day, and read it through the catalog", scenario.read_a_new_day),
        ("Purge a playlist as the operator", scenario.purge_a_playlist),
        ("Deliver each scheduled statement twice", scenario.deliver_schedules_twice),
        ("sam deploy with other parameters, and a run", scenario.change_parameters),
        ("sam deploy again, without changes", scenario.deploy_again),
        ("sam delete", scenario.delete),
        ("sam deploy without ExistingData=yes", scenario.deploy_without_existing_data),
        ("sam deploy with the kept data", scenario.deploy_with_existing_data),
    ]


def update_steps(
    scenario: Scenario, current: derive.Derived
) -> list[tuple[str, Callable[[], None]]]:
    return [
        ("sam deploy the template of release {version} as a second stack", scenario.deploy_release),
        ("Log in, and store data with a run", scenario.store_data),
        ("sam deploy infra/template.yaml to the second stack", lambda: scenario.update(current)),
        ("Run extract after the update", scenario.run_after_update),
        ("Set OperatorRoleArn, write as a stranger and as the operator, and run", scenario.protect),
        ("Store a snapshot of a new day in the updated stack", scenario.read_a_new_day),
        ("Purge a playlist of the updated stack as the operator", scenario.purge_a_playlist),
    ]


def rehearse(options: argparse.Namespace) -> int:
    project.WORK.mkdir(parents=True, exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix="run-", dir=project.WORK))
    console = Console()
    rehearsal = Rehearsal(console, home)
    try:
        rehearsal.run(options.keep)
    except Failure as failure:
        console.print(f"\nThe rehearsal failed in {failure}\n{_kept(home)}")
        return 1
    except KeyboardInterrupt:
        console.print(f"\nInterrupted. {_kept(home)}")
        return 130
    except Exception as unexpected:
        console.print(f"\nUnexpected error: {unexpected!r}\n{_kept(home)}")
        raise
    finally:
        rehearsal.stop()
        _delete_all_but_logs(home)
    shutil.rmtree(home)
    console.print(f"\nAll steps succeeded. {console.seconds():.0f} s")
    return 0


def _kept(home: Path) -> str:
    return f"The logs and the derived templates are in {home}"


def _delete_all_but_logs(home: Path) -> None:
    """Keeps logs and derived templates. Jars and state have 200 MB."""
    for file in sorted(home.rglob("*"), reverse=True):
        if file.is_dir() and not file.is_symlink():
            if not any(file.iterdir()):
                file.rmdir()
        elif file.suffix != ".log" and file.name != "template.json":
            file.unlink()


def main() -> int:
    options = arguments()
    signal.signal(signal.SIGTERM, _interrupt)
    if options.check:
        from .checks import check_all

        return check_all()
    if options.test and not _own_tests_pass():
        return 1
    return rehearse(options)


def _own_tests_pass() -> bool:
    tests = unittest.defaultTestLoader.discover(
        str(Path(__file__).parent / "tests"), top_level_dir=str(project.INFRA)
    )
    return unittest.TextTestRunner().run(tests).wasSuccessful()


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
