"""The static checks of the template, of its updates, and of GitHub's workflows."""

from collections.abc import Callable
from pathlib import Path

from . import derive, project, releases, updates
from .console import Console, Failure
from .processes import bare_environment, run


def check_all() -> int:
    """Runs all tools and prints their findings. Returns the exit code: 1 if there is a finding."""
    console = Console()
    tools: dict[str, Callable[[], object]] = {
        "sam validate --lint": _sam,
        "cfn-lint": _cfn_lint,
        "Checkov": _checkov,
        "Update of each released template": lambda: _updates(console),
        "zizmor": lambda: check_workflows(project.ROOT),
    }
    failed = not all([_passes(console, title, tool) for title, tool in tools.items()])
    console.print("Findings: see above" if failed else f"No findings. {console.seconds():.0f} s")
    return 1 if failed else 0


def _passes(console: Console, title: str, tool: Callable[[], object]) -> bool:
    try:
        with console.step(title):
            tool()
        return True
    except Failure as failure:
        console.print(str(failure))
        return False


def _sam() -> str:
    options = ["validate", "--lint", "--region", "eu-central-1", "-t", str(project.TEMPLATE)]
    return _run([str(project.tool("sam", "sam")), *options])


def _cfn_lint() -> str:
    return _run([str(project.tool("sam", "cfn-lint")), "-t", str(project.TEMPLATE)])


def _checkov() -> str:
    options = ["--framework", "cloudformation", "--skip-download", "--quiet", "--compact"]
    return _run([str(project.tool("checkov", "checkov")), *options, "-f", str(project.TEMPLATE)])


def check_workflows(root: Path) -> str:
    """Raises a Failure if zizmor finds a risk in the workflows or dependabot.yml below a folder.

    Uses no network.
    """
    options = ["--offline", "--no-progress", "--color=never", "--strict-collection", "--pedantic"]
    return _run([str(project.tool("workflows", "zizmor")), *options, str(root / ".github")])


def _updates(console: Console) -> None:
    """Raises a Failure if the update of a stack of some release would lose something."""
    current = derive.read(project.TEMPLATE)
    for version in releases.versions():
        found = updates.compare(releases.template(version), current, updates.provider_schema)
        losses = [f"  - {finding}" for finding in found if not finding.harmless]
        if losses:
            raise Failure(
                f"an update of a stack of release {version} would lose something:\n"
                + "\n".join(losses)
                + "\nCloudFormation can't replace a resource that has a fixed name."
                " Change infra/parts so that these stay as they were."
            )
        replaced = len({finding.name for finding in found})
        console.note(f"from {version}: nothing lost, {replaced} saved queries replaced or deleted")


def _run(command: list[str]) -> str:
    home = project.WORK / "check"
    home.mkdir(parents=True, exist_ok=True)
    environment = {**bare_environment(home), "SAM_CLI_TELEMETRY": "0"}
    return run(command, home / "check.log", environment, project.INFRA)
