"""Compares two templates, to know what an update from one to the other would remove or replace.

CloudFormation replaces a resource when a property changes that can only be set at its creation. The
resource providers' schemas, which cfn-lint has, say which properties those are. Values are compared
as they are written: two functions with the same result count as a change.
"""

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from .account import REGION
from .console import Failure

Template = dict[str, Any]
Schema = dict[str, Any]
ABSENT = object()

# Missing in the provider's schema: Glue can't rename a database.
ALSO_CREATE_ONLY = {"AWS::Glue::Database": ["/properties/DatabaseInput/Name"]}
# A saved question is only text, and its name isn't unique: the new one is there before the old one
# is deleted.
HARMLESS = ("AWS::Athena::NamedQuery",)
KEPT = ("Retain", "RetainExceptOnCreate", "Snapshot")


@dataclass(frozen=True)
class Finding:
    """Something that an update removes, replaces or needs."""

    name: str
    place: str
    what: str
    harmless: bool = False

    def __str__(self) -> str:
        return f"{self.name}{self.place}: {self.what}"


def compare(old: Template, new: Template, schema: Callable[[str], Schema]) -> list[Finding]:
    """What is removed or replaced when `new`, a SAM template, updates a stack of `old`.

    `schema` returns the schema of a resource type.
    """
    parameters = old.get("Parameters", {})
    # A stack keeps its values in an update: another default is no change.
    values = {name: one["Default"] for name, one in parameters.items() if "Default" in one}
    before, after = _expanded(old, values), _expanded(new, values)
    return [
        *_of_parameters(parameters, new.get("Parameters", {})),
        *_of_resources(before["Resources"], after["Resources"], schema),
        *_of_exports(before.get("Outputs", {}), after.get("Outputs", {})),
    ]


def provider_schema(kind: str) -> Schema:
    """The schema of a resource type, from cfn-lint."""
    # Imported here, because it costs a second.
    from cfnlint.schema import PROVIDER_SCHEMA_MANAGER, ResourceNotFoundError

    try:
        schema: Schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema(REGION, kind).schema
    except ResourceNotFoundError as unknown:
        raise Failure(f"cfn-lint has no schema of {kind} in {REGION}") from unknown
    return schema


def _of_parameters(old: Template, new: Template) -> Iterator[Finding]:
    for name, after in new.items():
        if name not in old and "Default" not in after:
            what = "is new and has no default; CloudFormation refuses an update without its value"
            yield Finding(name, " (parameter)", what)
    for name, before in old.items():
        after = new.get(name)
        if after is None:
            what = "is gone; `sam deploy` ignores the value that was set for it, without a message"
            yield Finding(name, " (parameter)", what)
            continue
        if before["Type"] != after["Type"]:
            what = f"{_change(before['Type'], after['Type'])}; CloudFormation may refuse its value"
            yield Finding(name, ".Type (parameter)", what)
        allowed = after.get("AllowedValues")
        refused = [one for one in before.get("AllowedValues", []) if allowed and one not in allowed]
        if refused:
            what = f"{_shown(refused)} is no longer allowed; a stack with that value has no update"
            yield Finding(name, ".AllowedValues (parameter)", what)


def _of_resources(
    old: Template, new: Template, schema: Callable[[str], Schema]
) -> Iterator[Finding]:
    for name, before in old.items():
        kind = before["Type"]
        after = new.get(name)
        if after is None:
            yield Finding(name, f" ({kind})", f"is gone; AWS {_fate(before)}")
        elif after["Type"] != kind:
            what = f"{_change(kind, after['Type'])}; CloudFormation refuses another type"
            yield Finding(name, ".Type", what)
        else:
            yield from _of_condition(name, before, after)
            yield from _replacements(name, before, after, schema(kind))


def _of_condition(name: str, before: Template, after: Template) -> Iterator[Finding]:
    was, is_now = (one.get("Condition", ABSENT) for one in (before, after))
    if was != is_now:
        what = f"{_change(was, is_now)}; where the new one doesn't hold, AWS {_fate(before)}"
        yield Finding(name, f".Condition ({before['Type']})", what)


def _replacements(
    name: str, before: Template, after: Template, schema: Schema
) -> Iterator[Finding]:
    kind = before["Type"]
    always = [*schema.get("createOnlyProperties", []), *ALSO_CREATE_ONLY.get(kind, [])]
    sometimes = schema.get("conditionalCreateOnlyProperties", [])
    for pointers, replaces in ((always, "replaces it"), (sometimes, "may replace it")):
        for pointer in pointers:
            path = pointer.removeprefix("/properties/").split("/")
            was, is_now = (_at(one.get("Properties", {}), path) for one in (before, after))
            if was != is_now:
                what = f"{_change(was, is_now)}; AWS {replaces} {_fate_of_replaced(after)}"
                yield Finding(name, f".{'.'.join(path)} ({kind})", what, kind in HARMLESS)


def _fate(resource: Template) -> str:
    """What AWS does with a resource that the new template lacks."""
    if resource.get("DeletionPolicy") in KEPT:
        return "keeps it (DeletionPolicy), but no stack manages it any more"
    return "deletes it, with any data in it (no DeletionPolicy keeps it)"


def _fate_of_replaced(resource: Template) -> str:
    """What AWS does with the old one of a replaced resource."""
    if resource.get("UpdateReplacePolicy") in KEPT:
        return "by an empty one, and keeps the old one outside the stack (UpdateReplacePolicy)"
    return "and deletes the old one, with any data in it (no UpdateReplacePolicy keeps it)"


def _of_exports(old: Template, new: Template) -> Iterator[Finding]:
    exported = [output["Export"]["Name"] for output in new.values() if "Export" in output]
    for name, output in old.items():
        export = output.get("Export", {}).get("Name")
        if export is not None and export not in exported:
            what = f"{_shown(export)} is no longer exported; AWS refuses that while a stack uses it"
            yield Finding(name, " (output)", what)


def _at(value: Any, path: list[str]) -> Any:
    """The value at a path of a schema, in which `*` is every element of an array.

    It is the whole function where a function (`Fn::If`) makes the object that the path is in.
    """
    if value == {"Ref": "AWS::NoValue"}:
        return ABSENT
    if not path:
        return value
    if isinstance(value, list):
        rest = path[1:] if path[0] == "*" else path
        found = [one for one in (_at(element, rest) for element in value) if one is not ABSENT]
        return found or ABSENT
    if isinstance(value, dict) and not _is_function(value):
        return _at(value[path[0]], path[1:]) if path[0] in value else ABSENT
    return value


def _is_function(value: Template) -> bool:
    return len(value) == 1 and all(key == "Ref" or key.startswith("Fn::") for key in value)


def _expanded(template: Template, values: dict[str, Any]) -> Template:
    """The template as CloudFormation compares it: without SAM's types and names of conditions."""
    plain = _translated(template, values)
    conditions = plain.get("Conditions", {})
    for resource in plain["Resources"].values():
        if "Condition" in resource:
            resource["Condition"] = conditions[resource["Condition"]]
    for section in ("Resources", "Outputs"):
        plain[section] = _inlined(plain.get(section, {}), conditions)
    return plain


def _translated(template: Template, values: dict[str, Any]) -> Template:
    """What the SAM transform makes of a template; it puts some parameters' values in."""
    # Imported here, because it costs a second.
    import boto3
    from samtranslator.model.exceptions import InvalidDocumentException
    from samtranslator.parser.parser import Parser
    from samtranslator.translator.translator import Translator

    draft = copy.deepcopy(template)
    for resource in draft["Resources"].values():
        code = resource.get("Properties", {}).get("CodeUri")
        if resource["Type"] == "AWS::Serverless::Function" and isinstance(code, str):
            # As `sam deploy` does, after the upload.
            resource["Properties"]["CodeUri"] = "s3://code/" + code
    session = boto3.session.Session(region_name=REGION)
    translator = Translator({}, Parser(), boto_session=session)
    try:
        made = translator.translate(draft, dict(values))
    except InvalidDocumentException as invalid:
        causes = "; ".join(cause.message for cause in invalid.causes)
        raise Failure(f"the SAM transform refuses the template: {causes}") from invalid
    finally:
        # Sent to nobody; unpublished ones are a warning at exit.
        translator.metrics.publish()
    plain: Template = json.loads(json.dumps(made))
    return plain


def _inlined(value: Any, conditions: Template) -> Any:
    """A value with the meaning of each condition in place of its name."""
    if isinstance(value, list):
        return [_inlined(one, conditions) for one in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"Condition"} and isinstance(value["Condition"], str):
        return _inlined(conditions[value["Condition"]], conditions)
    if value.keys() == {"Fn::If"}:
        name, *results = value["Fn::If"]
        return {"Fn::If": _inlined([conditions[name], *results], conditions)}
    return {key: _inlined(one, conditions) for key, one in value.items()}


def _change(was: Any, is_now: Any) -> str:
    return f"was {_shown(was)}, is {_shown(is_now)}"


def _shown(value: Any) -> str:
    if value is ABSENT:
        return "absent"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 200 else text[:197] + "..."
