"""Derives a template that the emulated account supports from the real one.

Every rule records its changes with a reason. `derive` compares both templates afterwards and fails
if there is a difference that no rule has recorded.
"""

import copy
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .account import ID
from .console import Failure

Template = dict[str, Any]
Where = tuple[str, ...]
ABSENT = object()
SECURE = "aws:SecureTransport"


class DeriveError(Failure):
    """The rules don't fit the real template."""


@dataclass(frozen=True)
class Change:
    """One difference between the real template and the derived one, with its reason."""

    where: Where
    before: Any
    after: Any
    reason: str

    def __str__(self) -> str:
        place = ".".join(self.where)
        if self.after is ABSENT:
            return f"{place}: removed ({self.reason})"
        if self.before is ABSENT:
            return f"{place}: {_shown(self.after)} added ({self.reason})"
        return f"{place}: {_shown_change(self.before, self.after)} ({self.reason})"


@dataclass(frozen=True)
class Derived:
    template: Template
    changes: list[Change]

    def write(self, path: Path) -> None:
        # JSON is also YAML. It has no short forms (!Sub) that could be lost.
        path.write_text(json.dumps(self.template, indent=2) + "\n", encoding="utf-8")


@dataclass(frozen=True)
class Substitutes:
    """The substitutes for Spotify and for the functions' code.

    `spotify` is the URL of the simulated Spotify. `code` has the folder that replaces each shaded
    jar, by the file name of the jar.
    """

    spotify: str
    code: dict[str, Path]


Rule = Callable[["Draft", Substitutes], None]


class Draft:
    """A copy of a template that rules change, and the changes."""

    def __init__(self, template: Template) -> None:
        self.template = copy.deepcopy(template)
        self.changes: list[Change] = []

    def resources(self, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
        for name, resource in list(self.template["Resources"].items()):
            if resource["Type"] == kind:
                yield name, resource

    def set(self, where: Where, value: Any, reason: str) -> None:
        parent = self._parent(where, create=True)
        before = parent.get(where[-1], ABSENT)
        if before != value:
            parent[where[-1]] = value
            self.changes.append(Change(where, before, value, reason))

    def replace(self, where: Where, value: Any, reason: str) -> None:
        """Sets a value only if the place has a value already."""
        if where[-1] in self._parent(where, create=False):
            self.set(where, value, reason)

    def remove(self, where: Where, reason: str) -> None:
        parent = self._parent(where, create=False)
        self.changes.append(Change(where, parent.pop(where[-1]), ABSENT, reason))

    def _parent(self, where: Where, create: bool) -> dict[str, Any]:
        node = self.template
        for step in where[:-1]:
            node = node.setdefault(step, {}) if create else node[step]
        return node


def properties(name: str, *more: str) -> Where:
    return ("Resources", name, "Properties", *more)


def derive(real: Template, substitutes: Substitutes) -> Derived:
    """The derived template and its changes. Doesn't change the real one."""
    draft = Draft(real)
    for rule in RULES:
        rule(draft, substitutes)
    check_all_recorded(real, draft)
    return Derived(draft.template, draft.changes)


def read(path: Path) -> Template:
    return parse(path.read_text("utf-8"), str(path))


def parse(text: str, source: str) -> Template:
    """Reads a template with CloudFormation's own tags, which plain YAML doesn't have.

    `source` is the name of the file, for messages.
    """
    # Imported here, because it costs a second and the tests of the rules don't need it.
    import cfnlint.decode

    template, findings = cfnlint.decode.decode_str(text)
    if template is None or findings:
        raise DeriveError(f"{source} cannot be read: {'; '.join(map(str, findings))}")
    plain: Template = json.loads(json.dumps(template))
    return plain


def run_without_containers(draft: Draft, substitutes: Substitutes) -> None:
    """The emulator's `java*` runtimes need Docker. `provided.al2023` runs a program directly."""
    runtime = (
        "java runtimes need Docker in the emulator; the folder's bootstrap starts the same runtime"
        " client on this machine's JDK 25"
    )
    for where in _settings_of_functions(draft):
        draft.replace((*where, "Runtime"), "provided.al2023", runtime)
    for name, resource in draft.resources("AWS::Serverless::Function"):
        jar = Path(resource["Properties"]["CodeUri"]).name
        if jar not in substitutes.code:
            raise DeriveError(f"{name} has the jar {jar}, which no folder replaces")
        draft.set(
            properties(name, "CodeUri"),
            str(substitutes.code[jar]),
            "a folder with that jar, Lambda's runtime client and the bootstrap",
        )


def _settings_of_functions(draft: Draft) -> Iterator[Where]:
    if "Function" in draft.template.get("Globals", {}):
        yield ("Globals", "Function")
    for name, _ in draft.resources("AWS::Serverless::Function"):
        yield properties(name)


def use_the_simulated_spotify(draft: Draft, substitutes: Substitutes) -> None:
    """Sets the URLs of the simulated Spotify in the function that reads playlists."""
    for name, resource in draft.resources("AWS::Serverless::Function"):
        variables = resource["Properties"].get("Environment", {}).get("Variables", {})
        if "PLAYLIST_IDS" not in variables:
            continue
        for setting in ("SPOTIFY_API_URL", "SPOTIFY_ACCOUNTS_URL"):
            draft.set(
                properties(name, "Environment", "Variables", setting),
                substitutes.spotify,
                "the simulated Spotify replaces the real one",
            )


def allow_plain_http(draft: Draft, _: Substitutes) -> None:
    """Turns the TLS-only statements around. The emulator enforces them, and has no TLS."""
    reason = (
        "the TLS-only statement rejects TLS instead of plain HTTP, because the emulated account has"
        " only plain HTTP"
    )
    for kind in ("AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy"):
        for name, _resource in draft.resources(kind):
            _change_statements(draft, name, _without_tls, reason)


def _without_tls(statement: dict[str, Any]) -> dict[str, Any]:
    if not is_tls_only(statement):
        return statement
    return {**statement, "Condition": {"Bool": {SECURE: "true"}}}


def is_tls_only(statement: dict[str, Any]) -> bool:
    secure = statement.get("Condition", {}).get("Bool", {}).get(SECURE)
    return statement["Effect"] == "Deny" and str(secure).lower() == "false"


def name_sessions_of_roles(draft: Draft, _: Substitutes) -> None:
    """Adds the sessions of each role that a bucket policy excepts by its ARN."""
    reason = (
        "also names the sessions of these roles, because in the emulator aws:PrincipalArn is the"
        " ARN of the session, on AWS that of the role"
    )
    for name, _resource in draft.resources("AWS::S3::BucketPolicy"):
        _change_statements(draft, name, _with_sessions, reason)


def _with_sessions(statement: dict[str, Any]) -> dict[str, Any]:
    conditions = statement.get("Condition", {})
    excepted = conditions.get("ArnNotLike", {}).get("aws:PrincipalArn")
    if excepted is None:
        return statement
    roles = excepted if isinstance(excepted, list) else [excepted]
    both = {"aws:PrincipalArn": roles + [_sessions(role) for role in roles]}
    return {**statement, "Condition": {**conditions, "ArnNotLike": both}}


def _sessions(role: Any) -> Any:
    """The ARN of all sessions of a role. `role` is the ARN of the role, or a function for it."""
    name = {"Fn::Select": [1, {"Fn::Split": [":role/", role]}]}
    return {"Fn::Join": ["", [f"arn:aws:sts::{ID}:assumed-role/", name, "/*"]]}


def _change_statements(
    draft: Draft,
    name: str,
    change: Callable[[dict[str, Any]], dict[str, Any]],
    reason: str,
) -> None:
    """Changes the statements of a policy, also those in an Fn::If."""

    def changed(value: Any) -> Any:
        if "Fn::If" in value:
            condition, *values = value["Fn::If"]
            return {"Fn::If": [condition, *map(changed, values)]}
        return change(value) if "Effect" in value else value

    where = properties(name, "PolicyDocument", "Statement")
    statements = draft.template["Resources"][name]["Properties"]["PolicyDocument"]["Statement"]
    draft.set(where, [changed(one) for one in statements], reason)


def remove_unsupported_types(draft: Draft, _: Substitutes) -> None:
    removed = []
    for kind in ("AWS::Athena::NamedQuery", "AWS::Glue::Classifier"):
        for name, _resource in draft.resources(kind):
            reason = f"the emulator doesn't support {kind.rsplit(':', 1)[-1]}"
            draft.remove(("Resources", name), reason)
            removed.append(name)
    for name, resource in draft.resources("AWS::Glue::Crawler"):
        if "Classifiers" in resource["Properties"]:
            draft.remove(properties(name, "Classifiers"), "the emulator doesn't support Classifier")
    for name, resource in draft.template["Resources"].items():
        needed = resource.get("DependsOn", [])
        needed = needed if isinstance(needed, list) else [needed]
        if any(one in removed for one in needed):
            draft.set(
                ("Resources", name, "DependsOn"),
                [one for one in needed if one not in removed],
                "without resources that the emulator doesn't support",
            )


def watch_one_metric(draft: Draft, _: Substitutes) -> None:
    """Replaces metric math by its first metric. The alarm stays, because the dashboard uses it."""
    for name, resource in draft.resources("AWS::CloudWatch::Alarm"):
        metrics = resource["Properties"].get("Metrics")
        if metrics is None:
            continue
        reason = "the emulator doesn't support metric math; the alarm watches one metric"
        first = next(one["MetricStat"] for one in metrics if "MetricStat" in one)
        draft.remove(properties(name, "Metrics"), reason)
        plain = {**first["Metric"], "Period": first["Period"], "Statistic": first["Stat"]}
        for key, value in plain.items():
            draft.set(properties(name, key), value, reason)


RULES: tuple[Rule, ...] = (
    run_without_containers,
    use_the_simulated_spotify,
    allow_plain_http,
    name_sessions_of_roles,
    remove_unsupported_types,
    watch_one_metric,
)


def check_all_recorded(real: Template, draft: Draft) -> None:
    """Raises a DeriveError if the draft has a difference that no rule has recorded."""
    recorded = [change.where for change in draft.changes]
    for where in differences(real, draft.template):
        if not any(where[: len(known)] == known for known in recorded):
            raise DeriveError(f"{'.'.join(where)} differs, and no rule has recorded it")


def differences(one: Any, other: Any, where: Where = ()) -> Iterator[Where]:
    """The path of each difference between two templates, as deep as both have objects."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in [*one, *(key for key in other if key not in one)]:
            if key not in one or key not in other:
                yield (*where, key)
            else:
                yield from differences(one[key], other[key], (*where, key))
    elif one != other:
        yield where


def _shown_change(before: Any, after: Any) -> str:
    """Both values, from shortly before their first difference."""
    texts = [_text(before), _text(after)]
    start = max(0, len(os.path.commonprefix(texts)) - 40)
    was, is_now = (("…" if start else "") + _cut(text[start:]) for text in texts)
    return f"{was} changed to {is_now}"


def _shown(value: Any) -> str:
    return _cut(_text(value))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _cut(text: str) -> str:
    return text if len(text) <= 100 else text[:97] + "…"
