"""Where things are in the checkout, and what the build left there."""

import os
from pathlib import Path

from .console import Failure

ROOT = Path(__file__).resolve().parent.parent.parent
INFRA = ROOT / "infra"
TEMPLATE = INFRA / "template.yaml"
SAM_CONFIG = INFRA / "samconfig.toml"
COMMAND = ROOT / "playlist-lake"
WORK = INFRA / "target" / "rehearsal"
ENVIRONMENTS = INFRA / ".venv"
FUNCTIONS = ("extract", "transform")


def jar(function: str) -> Path:
    """The shaded jar that the template deploys."""
    return _built(ROOT / f"{function}-lambda" / "target" / f"{function}-lambda.jar")


def runtime_jars() -> list[Path]:
    """Lambda's runtime client and what it needs, as the tests of the jars use them."""
    folder = _built(INFRA / "target" / "lambda-runtime")
    return sorted(folder.glob("*.jar"))


def java() -> str:
    """The `java` of the JDK 25 that `infra/rehearse` found."""
    return str(Path(os.environ["JDK25"]) / "bin" / "java")


def tool(environment: str, name: str) -> Path:
    """A program of one of the virtual environments that `infra/rehearse` makes."""
    return ENVIRONMENTS / environment / "bin" / name


def _built(path: Path) -> Path:
    if not path.exists():
        raise Failure(f"{path} is missing: build it with ./mvnw -DskipTests pre-integration-test")
    return path
