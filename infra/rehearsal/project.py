"""The paths of files in the checkout, and of files that the build creates."""

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
    """The jars of Lambda's runtime client. The tests of the functions' jars use them, too."""
    folder = _built(INFRA / "target" / "lambda-runtime")
    return sorted(folder.glob("*.jar"))


def java() -> str:
    """The `java` of the JDK 25 that `infra/rehearse` found."""
    return str(Path(os.environ["JDK25"]) / "bin" / "java")


def tool(environment: str, name: str) -> Path:
    """The path of a program in a virtual environment that `infra/rehearse` creates."""
    return ENVIRONMENTS / environment / "bin" / name


def _built(path: Path) -> Path:
    if not path.exists():
        raise Failure(f"{path} is missing. Build it: ./mvnw -DskipTests pre-integration-test")
    return path
