"""Users of the emulated account. The rehearsal itself runs as root, which needs no permission."""

import json
from collections.abc import Callable
from typing import Any

from .account import Account


class User:
    """A user with one policy. Each request returns its error, or an empty text if it succeeds."""

    def __init__(self, account: Account, name: str) -> None:
        self._account = account
        self._name = name
        self._iam = account.client("iam")
        self._iam.create_user(UserName=name)
        key = self._iam.create_access_key(UserName=name)["AccessKey"]
        self._key = (key["AccessKeyId"], key["SecretAccessKey"])

    def grant(self, policy: dict[str, Any]) -> None:
        """Sets the policy of the user."""
        self._iam.put_user_policy(
            UserName=self._name, PolicyName="all", PolicyDocument=json.dumps(policy)
        )

    def put_object(self, bucket: str, key: str) -> str:
        return self._error("s3", lambda s3: s3.put_object(Bucket=bucket, Key=key, Body=b"x"))

    def list_objects(self, bucket: str, prefix: str) -> str:
        return self._error("s3", lambda s3: s3.list_objects_v2(Bucket=bucket, Prefix=prefix))

    def send_message(self, queue: str) -> str:
        error = self._error("sqs", lambda sqs: sqs.send_message(QueueUrl=queue, MessageBody="{}"))
        self._account.client("sqs").purge_queue(QueueUrl=queue)
        return error

    def _error(self, service: str, request: Callable[[Any], object]) -> str:
        from botocore.exceptions import ClientError

        try:
            request(self._account.client(service, self._key))
        except ClientError as error:
            details = error.response["Error"]
            # SQS returns 400 where other services return 403.
            denied = details["Code"].startswith("AccessDenied")
            status = 403 if denied else error.response["ResponseMetadata"]["HTTPStatusCode"]
            return f"{status} {details['Code']}: {details['Message']}"
        return ""
