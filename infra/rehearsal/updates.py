"""Compares two templates, and finds what an update of a stack would remove or replace.

CloudFormation replaces a resource if a create-only property changes. The schemas of the resource
providers, which are in cfn-lint, list these properties. Values are compared as they are written, so
that two different functions with the same result count as a change.
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

# Missing in the schema of the provider, but Glue can't rename a database.
ALSO_CREATE_ONLY = {"AWS::Glue::Database": ["/properties/DatabaseInput/Name"]}
# A saved query contains only text. Its name need not be unique, so that CloudFormation can create
# the new one before it deletes the old one.
HARMLESS = ("AWS::Athena::NamedQuery",)
KEPT = ("Retain", "RetainExceptOnCreate", "Snapshot")


@dataclass(frozen=True)
class Finding:
    """A resource, parameter or output that an update removes or replaces, or a missing value."""

    name: str
    place: str
    what: str
    harmless: bool = False

    def __str__(self) -> str:
        return f"{self.name}{self.place}: {self.what}"


def compare(old: Template, new: Template, schema: Callable[[str], Schema]) -> list[Finding]:
    """The losses when the SAM template `new` updates a stack of the SAM template `old`.

    `schema` returns the schema of a resource type.
    """
    parameters = old.get("Parameters", {})
    # A stack keeps its values in an update. So another default is not a change.
    values = {name: one["Default"] for name, one in parameters.items() if "Default" in one}
    before, after = _expanded(old, values), _expanded(new, values)
    return [
        *_of_parameters(parameters, new.get("Parameters", {})),
        *_of_resources(before["Resources"], after["Resources"], schema),
        *_of_exports(before.get("Outputs", {}), after.get("Outputs", {})),
    ]


def provider_schema(kind: str) -> Schema:
    """The schema of a resource type, from cfn-lint. Raises a Failure if there is no such type."""
    # Imported here, because the import takes a second.
    from cfnlint.schema import PROVIDER_SCHEMA_MANAGER, ResourceNotFoundError

    try:
        schema: Schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema(REGION, kind).schema
    except ResourceNotFoundError as unknown:
        raise Failure(f"cfn-lint has no schema of {kind} in {REGION}") from unknown
    return schema


def _of_parameters(old: Template, new: Template) -> Iterator[Finding]:
    for name, after in new.items():
        if name not in old and "Default" not in after:
            what = "is new and has no default; CloudFormation rejects an update without its value"
            yield Finding(name, " (parameter)", what)
    for name, before in old.items():
        after = new.get(name)
        if after is None:
            what = "is missing; `sam deploy` ignores a value that was set for it, without a message"
            yield Finding(name, " (parameter)", what)
            continue
        if before["Type"] != after["Type"]:
            what = f"{_change(before['Type'], after['Type'])}; CloudFormation may reject its value"
            yield Finding(name, ".Type (parameter)", what)
        allowed = after.get("AllowedValues")
        lost = [one for one in before.get("AllowedValues", []) if allowed and one not in allowed]
        if lost:
            what = f"{_shown(lost)} is not allowed any more; a stack with it can't be updated"
            yield Finding(name, ".AllowedValues (parameter)", what)


def _of_resources(
    old: Template, new: Template, schema: Callable[[str], Schema]
) -> Iterator[Finding]:
    for name, before in old.items():
        kind = before["Type"]
        after = new.get(name)
        if after is None:
            what = f"is missing; AWS {_removal(before)}"
            yield Finding(name, f" ({kind})", what, kind in HARMLESS)
        elif after["Type"] != kind:
            what = f"{_change(kind, after['Type'])}; CloudFormation rejects another type"
            yield Finding(name, ".Type", what)
        else:
            yield from _of_condition(name, before, after)
            yield from _replacements(name, before, after, schema(kind))


def _of_condition(name: str, before: Template, after: Template) -> Iterator[Finding]:
    was, is_now = (one.get("Condition", ABSENT) for one in (before, after))
    if was != is_now:
        what = f"{_change(was, is_now)}; if the new one is false, AWS {_removal(before)}"
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
                what = f"{_change(was, is_now)}; AWS {replaces} {_replacement(after)}"
                yield Finding(name, f".{'.'.join(path)} ({kind})", what, kind in HARMLESS)


def _removal(resource: Template) -> str:
    """A text with what AWS does to a resource that is missing in the new template."""
    if resource.get("DeletionPolicy") in KEPT:
        return "keeps it (DeletionPolicy), but no stack contains it any more"
    return "deletes it, with any data in it (no DeletionPolicy keeps it)"


def _replacement(resource: Template) -> str:
    """A text with what AWS does to the old resource when it replaces it."""
    if resource.get("UpdateReplacePolicy") in KEPT:
        return "by an empty one, and keeps the old one outside of the stack (UpdateReplacePolicy)"
    return "and deletes the old one, with any data in it (no UpdateReplacePolicy keeps it)"


def _of_exports(old: Template, new: Template) -> Iterator[Finding]:
    exported = [output["Export"]["Name"] for output in new.values() if "Export" in output]
    for name, output in old.items():
        export = output.get("Export", {}).get("Name")
        if export is not None and export not in exported:
            what = (
                f"{_shown(export)} is not exported any more; AWS rejects this while a stack uses it"
            )
            yield Finding(name, " (output)", what)


def _at(value: Any, path: list[str]) -> Any:
    """The value at a path of a schema, in which `*` means every element of an array.

    If a function (`Fn::If`) computes the object that contains the path, it is the whole function.
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
    """The template as CloudFormation compares it, without SAM's types and names of conditions."""
    plain = _translated(template, values)
    conditions = plain.get("Conditions", {})
    for resource in plain["Resources"].values():
        if "Condition" in resource:
            resource["Condition"] = conditions[resource["Condition"]]
    for section in ("Resources", "Outputs"):
        plain[section] = _inlined(plain.get(section, {}), conditions)
    return plain


def _translated(template: Template, values: dict[str, Any]) -> Template:
    """The template after the SAM transform, which inserts the values of some parameters."""
    # Imported here, because the import takes a second.
    import boto3
    from samtranslator.model.exceptions import InvalidDocumentException
    from samtranslator.parser.parser import Parser
    from samtranslator.translator.translator import Translator

    draft = copy.deepcopy(template)
    for resource in draft["Resources"].values():
        code = resource.get("Properties", {}).get("CodeUri")
        if resource["Type"] == "AWS::Serverless::Function" and isinstance(code, str):
            # `sam deploy` does the same after the upload.
            resource["Properties"]["CodeUri"] = "s3://code/" + code
    session = boto3.session.Session(region_name=REGION)
    translator = Translator({}, Parser(), boto_session=session)
    try:
        translated = translator.translate(draft, dict(values))
    except InvalidDocumentException as invalid:
        causes = "; ".join(cause.message for cause in invalid.causes)
        raise Failure(f"the SAM transform rejects the template: {causes}") from invalid
    finally:
        # Sends the metrics nowhere. Without this call, there is a warning at exit.
        translator.metrics.publish()
    plain: Template = json.loads(json.dumps(translated))
    return plain


def _inlined(value: Any, conditions: Template) -> Any:
    """The value, with each name of a condition replaced by the condition itself."""
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
