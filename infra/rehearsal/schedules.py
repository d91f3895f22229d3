"""Delivers the input of a schedule to Athena, as EventBridge Scheduler does.

https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
"""

import json
import uuid
from typing import Any

from .console import Failure, check

TARGET = "arn:aws:scheduler:::aws-sdk:athena:startQueryExecution"


def request(schedule: dict[str, Any], time: str, attempt: int) -> dict[str, Any]:
    """The parameters of Athena's StartQueryExecution at a scheduled time.

    `schedule` is as EventBridge Scheduler returns it. Each call is another delivery.
    """
    target = schedule["Target"]
    check(
        target["Arn"] == TARGET,
        f"the schedule {schedule['Name']} has the target {target['Arn']}, expected {TARGET}",
    )
    text: str = target["Input"]
    for attribute, value in (
        ("schedule-arn", schedule["Arn"]),
        ("scheduled-time", time),
        ("execution-id", uuid.uuid4().hex[:16]),
        ("attempt-number", str(attempt)),
    ):
        text = text.replace(f"<aws.scheduler.{attribute}>", value)
    try:
        parameters: dict[str, Any] = json.loads(text)
    except json.JSONDecodeError as error:
        raise Failure(f"the input of {schedule['Name']} is not JSON ({error}): {text}") from error
    return parameters


def start_twice(schedule: dict[str, Any], time: str, athena: Any) -> str:
    """Delivers a schedule twice for the same time. Returns the ID of the one started statement."""
    first, second = (
        athena.start_query_execution(**request(schedule, time, attempt))["QueryExecutionId"]
        for attempt in (1, 2)
    )
    check(
        first == second,
        f"a second delivery of the schedule {schedule['Name']} starts its statement again",
    )
    started: str = first
    return started
