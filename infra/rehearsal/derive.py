"""Makes the template that an emulated account can take from the real one, and says what it changed.

Nothing is changed silently: every rule gives its reason, and `derive` compares both templates
afterwards and refuses a difference that no rule has told.
"""

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .console import Failure

Template = dict[str, Any]
Where = tuple[str, ...]
ABSENT = object()


class DeriveError(Failure):
    """The real template isn't what the rules were made for."""


@dataclass(frozen=True)
class Change:
    """One difference between the real template and the derived one."""

    where: Where
    before: Any
    after: Any
    reason: str

    def __str__(self) -> str:
        place = ".".join(self.where)
        if self.after is ABSENT:
            return f"{place}: dropped ({self.reason})"
        if self.before is ABSENT:
            return f"{place}: {_shown(self.after)} added ({self.reason})"
        return f"{place}: {_shown(self.before)} became {_shown(self.after)} ({self.reason})"


@dataclass(frozen=True)
class Derived:
    template: Template
    changes: list[Change]

    def write(self, path: Path) -> None:
        # JSON is YAML, and keeps no short form (!Sub) that could be lost.
        path.write_text(json.dumps(self.template, indent=2) + "\n", encoding="utf-8")


@dataclass(frozen=True)
class Surroundings:
    """What stands in for AWS and for Spotify.

    `code` names the folder that takes the place of each shaded jar, by the jar's file name.
    """

    spotify: str
    code: dict[str, Path]


Rule = Callable[["Draft", Surroundings], None]


class Draft:
    """A template while it is being changed."""

    def __init__(self, template: Template) -> None:
        self.template = copy.deepcopy(template)
        self.changes: list[Change] = []

    def resources(self, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
        for name, resource in list(self.template["Resources"].items()):
            if resource["Type"] == kind:
                yield name, resource

    def set(self, where: Where, value: Any, reason: str) -> None:
        parent = self._parent(where, make=True)
        before = parent.get(where[-1], ABSENT)
        if before != value:
            parent[where[-1]] = value
            self.changes.append(Change(where, before, value, reason))

    def replace(self, where: Where, value: Any, reason: str) -> None:
        """Sets a value only where there is one."""
        if where[-1] in self._parent(where, make=False):
            self.set(where, value, reason)

    def drop(self, where: Where, reason: str) -> None:
        parent = self._parent(where, make=False)
        self.changes.append(Change(where, parent.pop(where[-1]), ABSENT, reason))

    def _parent(self, where: Where, make: bool) -> dict[str, Any]:
        node = self.template
        for step in where[:-1]:
            node = node.setdefault(step, {}) if make else node[step]
        return node


def properties(name: str, *more: str) -> Where:
    return ("Resources", name, "Properties", *more)


def derive(real: Template, around: Surroundings) -> Derived:
    draft = Draft(real)
    for rule in RULES:
        rule(draft, around)
    refuse_untold(real, draft)
    return Derived(draft.template, draft.changes)


def read(path: Path) -> Template:
    return parse(path.read_text("utf-8"), str(path))


def parse(text: str, source: str) -> Template:
    """Reads a template with CloudFormation's own tags, which plain YAML doesn't know."""
    # Imported here, because it costs a second and the tests of the rules don't need it.
    import cfnlint.decode

    template, findings = cfnlint.decode.decode_str(text)
    if template is None or findings:
        raise DeriveError(f"{source} is not readable: {'; '.join(map(str, findings))}")
    plain: Template = json.loads(json.dumps(template))
    return plain


def run_without_containers(draft: Draft, around: Surroundings) -> None:
    """The emulator's `java*` runtimes want Docker; `provided.al2023` runs a program as it is."""
    runtime = (
        "java runtimes want Docker in the emulator; the folder's bootstrap starts the same runtime"
        " client on this machine's JDK 25"
    )
    for where in _settings_of_functions(draft):
        draft.replace((*where, "Runtime"), "provided.al2023", runtime)
    for name, resource in draft.resources("AWS::Serverless::Function"):
        jar = Path(resource["Properties"]["CodeUri"]).name
        if jar not in around.code:
            raise DeriveError(f"{name} has the jar {jar}: no folder stands for it")
        draft.set(
            properties(name, "CodeUri"),
            str(around.code[jar]),
            "a folder with that jar, Lambda's runtime client and the bootstrap",
        )


def _settings_of_functions(draft: Draft) -> Iterator[Where]:
    if "Function" in draft.template.get("Globals", {}):
        yield ("Globals", "Function")
    for name, _ in draft.resources("AWS::Serverless::Function"):
        yield properties(name)


def ask_the_simulation(draft: Draft, around: Surroundings) -> None:
    """Only the function that asks Spotify is told of the simulation."""
    for name, resource in draft.resources("AWS::Serverless::Function"):
        variables = resource["Properties"].get("Environment", {}).get("Variables", {})
        if "PLAYLIST_IDS" not in variables:
            continue
        for setting in ("SPOTIFY_API_URL", "SPOTIFY_ACCOUNTS_URL"):
            draft.set(
                properties(name, "Environment", "Variables", setting),
                around.spotify,
                "the simulated Spotify stands in for the real one",
            )


def allow_plain_http(draft: Draft, _: Surroundings) -> None:
    """Drops the TLS-only statements: the emulator enforces them, and has no TLS."""
    reason = "the emulated account speaks plain HTTP and would refuse everything"
    for kind in ("AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy"):
        for name, resource in draft.resources(kind):
            document = resource["Properties"]["PolicyDocument"]
            kept = [one for one in document["Statement"] if not is_tls_only(one)]
            if len(kept) == len(document["Statement"]):
                continue
            if kept:
                where = properties(name, "PolicyDocument", "Statement")
                draft.set(where, kept, "without its TLS-only statement: " + reason)
            else:
                draft.drop(("Resources", name), "it holds the TLS-only statement alone: " + reason)


def is_tls_only(statement: dict[str, Any]) -> bool:
    secure = statement.get("Condition", {}).get("Bool", {}).get("aws:SecureTransport")
    return statement["Effect"] == "Deny" and str(secure).lower() == "false"


def drop_unknown_kinds(draft: Draft, _: Surroundings) -> None:
    for name, _resource in draft.resources("AWS::Athena::NamedQuery"):
        draft.drop(("Resources", name), "the emulator's CloudFormation doesn't know NamedQuery")


def watch_one_metric(draft: Draft, _: Surroundings) -> None:
    """The alarm stays, with the first metric of its formula, because the dashboard names it."""
    for name, resource in draft.resources("AWS::CloudWatch::Alarm"):
        metrics = resource["Properties"].get("Metrics")
        if metrics is None:
            continue
        reason = "the emulator's CloudFormation takes no metric math: it watches one metric there"
        first = next(one["MetricStat"] for one in metrics if "MetricStat" in one)
        draft.drop(properties(name, "Metrics"), reason)
        plain = {**first["Metric"], "Period": first["Period"], "Statistic": first["Stat"]}
        for key, value in plain.items():
            draft.set(properties(name, key), value, reason)


RULES: tuple[Rule, ...] = (
    run_without_containers,
    ask_the_simulation,
    allow_plain_http,
    drop_unknown_kinds,
    watch_one_metric,
)


def refuse_untold(real: Template, draft: Draft) -> None:
    """Holds the rules to their promise that nothing is changed silently."""
    told = [change.where for change in draft.changes]
    for where in differences(real, draft.template):
        if not any(where[: len(known)] == known for known in told):
            raise DeriveError(f"{'.'.join(where)} differs, and no rule told so")


def differences(one: Any, other: Any, where: Where = ()) -> Iterator[Where]:
    """Each place where two templates differ, as deep as both have the same objects."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in [*one, *(key for key in other if key not in one)]:
            if key not in one or key not in other:
                yield (*where, key)
            else:
                yield from differences(one[key], other[key], (*where, key))
    elif one != other:
        yield where


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return text if len(text) <= 100 else text[:97] + "…"
