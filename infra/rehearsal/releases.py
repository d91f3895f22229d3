"""The templates of earlier releases. The current template must be able to update their stacks.

`released/` contains one file for each release, with the version of the root pom in its name. Add a
file from the commit of each new release, and never change it afterwards:

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
    """The released versions, sorted by their numbers."""
    found = [_version(file) for file in FOLDER.iterdir()]
    if not found:
        raise Failure(f"{FOLDER} contains no released template. Add template-<version>.yaml.gz.")
    return [".".join(map(str, version)) for version in sorted(found)]


def template(version: str) -> derive.Template:
    file = FOLDER / f"template-{version}.yaml.gz"
    return derive.parse(gzip.decompress(file.read_bytes()).decode("utf-8"), str(file))


def _version(file: Path) -> tuple[int, ...]:
    name = NAME.fullmatch(file.name)
    if name is None:
        raise Failure(f"{file} is not a released template, expected template-<version>.yaml.gz")
    return tuple(map(int, name.groups()))
