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
from .permissions import Proof
from .spotify import Spotify
from .stack import Stack
from .steps import Story

Running = TypeVar("Running", Account, Spotify)

STACK = "playlist-lake"
STAGE = "rehearsal"

HELP = """\
See the whole stack work before you own an AWS account: the real SAM CLI deploys infra/template.yaml
into an account that is emulated on this machine, a schedule starts the extract function, which
reads a simulated Spotify, S3's own events start the transform function, and the tables are compared
with what was served. Then it meets an unreadable object, updates, deletes and deploys again, and
takes each permission of the functions away to see that it was needed. A stack of the last release
is updated with data in it.
Needs Linux, Python 3.11 or later and the JDK 25 that builds the project; no Docker, no AWS account.
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
        help="leave it running at the end and say how to point the aws client at it",
    )
    parser.add_argument(
        "--test",
        action="store_true",
        help="as continuous integration runs it: the rehearsal's own tests first",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="run only the static checks: sam validate --lint, cfn-lint and Checkov on the template,"
        " the update of each released template, zizmor on GitHub's workflows",
    )
    return parser.parse_args()


class Rehearsal:
    """Everything that has to end when the rehearsal ends."""

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
        with self._console.step("Derive the template that the emulated account can take"):
            derived = self._derive(derive.read(project.TEMPLATE), "functions", spotify)
            self._console.note(f"{len(derived.changes)} changes")
        stack = Stack(account, derived, self._home / "stack", STACK, STAGE)
        story = Story(self._console, account, spotify, stack)
        for title, step in steps(story):
            with self._console.step(title):
                step()
        with self._console.step("Take each permission of the functions away, one at a time"):
            Proof(self._console, account, story).run()
        self._update_a_release(account, spotify, derived)
        self._tell(derived)
        if keep:
            self._wait(account, stack)

    def stop(self) -> None:
        for program in self._running:
            program.stop()

    def _start(self, program: Running) -> Running:
        self._running.append(program)
        return program

    def _update_a_release(self, account: Account, spotify: Spotify, today: derive.Derived) -> None:
        """Last, because its login ends the one of the other stack."""
        version = releases.versions()[-1]
        released = self._derive(releases.template(version), "released-functions", spotify)
        stack = Stack(account, released, self._home / "update", f"{STACK}-update", "update")
        for title, step in update_steps(Story(self._console, account, spotify, stack), today):
            with self._console.step(title.format(version=version)):
                step()

    def _derive(self, real: derive.Template, name: str, spotify: Spotify) -> derive.Derived:
        folders = functions.folders(self._home / name)
        # No two derived templates have the same code. Only the template of a release is old: the
        # jars are today's, but an update has to change the functions, as it would with old jars.
        for folder in folders.values():
            (folder / name).touch()
        return derive.derive(real, derive.Surroundings(spotify.url, folders))

    def _tell(self, derived: derive.Derived) -> None:
        self._console.say("\nWhat differs from infra/template.yaml:")
        for change in derived.changes:
            self._console.say(f"  - {change}".replace(str(project.ROOT) + "/", ""))

    def _wait(self, account: Account, stack: Stack) -> None:
        self._console.say("\nIt runs until you press Ctrl-C. In another terminal:\n")
        for name, value in account.variables().items():
            self._console.say(f"  export {name}={value}")
        self._console.say(f"  aws cloudformation describe-stacks --stack-name {stack.name}")
        self._console.say(f"  aws s3 ls --recursive s3://{stack.names.processed}/songs/")
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            self._console.say()


def steps(story: Story) -> list[tuple[str, Callable[[], None]]]:
    return [
        ("sam deploy", story.deploy),
        ("Store the login in the secret", story.log_in),
        (
            "Put an object that nobody can read; find it in the failure queue",
            story.meet_an_unreadable_object,
        ),
        ("Repair it and redrive the queue", story.repair_and_redrive),
        ("Write over plain HTTP to buckets with their TLS-only policies", story.refuse_plain_http),
        ("Let the schedule run extract, and S3's events transform", story.see_the_schedule),
        ("sam deploy with other parameters, and a run", story.change_parameters),
        ("sam deploy once more, with nothing new", story.deploy_again),
        ("sam delete", story.delete),
        ("sam deploy, forgetting ExistingData=yes", story.forget_that_data_exist),
        ("sam deploy on the data that were kept", story.deploy_on_existing_data),
    ]


def update_steps(story: Story, today: derive.Derived) -> list[tuple[str, Callable[[], None]]]:
    return [
        ("sam deploy of release {version}'s template, as a second stack", story.deploy_a_release),
        ("Log in, and let a run store data", story.store_data),
        ("sam deploy of infra/template.yaml over it", lambda: story.update(today)),
        ("Run extract after the update", story.run_after_the_update),
    ]


def rehearse(options: argparse.Namespace) -> int:
    project.WORK.mkdir(parents=True, exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix="run-", dir=project.WORK))
    console = Console()
    rehearsal = Rehearsal(console, home)
    try:
        rehearsal.run(options.keep)
    except Failure as failure:
        console.say(f"\nThe rehearsal failed at {failure}\n{_kept(home)}")
        return 1
    except KeyboardInterrupt:
        console.say(f"\nInterrupted. {_kept(home)}")
        return 130
    except Exception as unexpected:
        console.say(f"\nThe rehearsal broke: {unexpected!r}\n{_kept(home)}")
        raise
    finally:
        rehearsal.stop()
        _keep_logs_alone(home)
    shutil.rmtree(home)
    console.say(f"\nEverything worked. {console.seconds():.0f} s")
    return 0


def _kept(home: Path) -> str:
    return f"The logs and the derived template are kept in {home}"


def _keep_logs_alone(home: Path) -> None:
    """Jars and state are 200 MB."""
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
