"""The templates of earlier releases, whose stacks have to take today's template as an update.

`released/` holds one file for each release, named after the version in the root pom. Add one when a
release is made, from its commit, and change none afterwards:

    git show <commit>:infra/template.yaml |
      gzip -9n > infra/rehearsal/released/template-<version>.yaml.gz
"""

import gzip
import re
from pathlib import Path

from . import derive, project
from .console import Failure

FOLDER = project.INFRA / "rehearsal" / "released"
NAME = re.compile(r"template-(\d+)\.(\d+)\.(\d+)\.yaml\.gz")


def versions() -> list[str]:
    """The released versions, the oldest first."""
    found = [_version(file) for file in FOLDER.iterdir()]
    if not found:
        raise Failure(f"{FOLDER} holds no released template: no update can be checked")
    return [".".join(map(str, version)) for version in sorted(found)]


def template(version: str) -> derive.Template:
    file = FOLDER / f"template-{version}.yaml.gz"
    return derive.parse(gzip.decompress(file.read_bytes()).decode("utf-8"), str(file))


def _version(file: Path) -> tuple[int, ...]:
    name = NAME.fullmatch(file.name)
    if name is None:
        raise Failure(f"{file} is no released template: want template-<version>.yaml.gz")
    return tuple(map(int, name.groups()))
