"""Users and roles of the emulated account.

The rehearsal itself runs as the root user, which needs no permission.
"""

import json
from collections.abc import Callable
from typing import Any

from .account import ID, Account, Key

ALL_OF_S3 = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}],
}


class Caller:
    """Sends requests. Each returns its error, or an empty text if it succeeds."""

    def __init__(self, account: Account, key: Key) -> None:
        self._account = account
        self.key = key

    def put_object(self, bucket: str, key: str) -> str:
        return self._error("s3", lambda s3: s3.put_object(Bucket=bucket, Key=key, Body=b"x"))

    def get_object(self, bucket: str, key: str) -> str:
        return self._error("s3", lambda s3: s3.get_object(Bucket=bucket, Key=key)["Body"].read())

    def delete_object(self, bucket: str, key: str, version: str | None = None) -> str:
        """Deletes an object, or only one version of it."""
        only = {"VersionId": version} if version else {}
        return self._error("s3", lambda s3: s3.delete_object(Bucket=bucket, Key=key, **only))

    def list_objects(self, bucket: str, prefix: str) -> str:
        return self._error("s3", lambda s3: s3.list_objects_v2(Bucket=bucket, Prefix=prefix))

    def send_message(self, queue: str) -> str:
        error = self._error("sqs", lambda sqs: sqs.send_message(QueueUrl=queue, MessageBody="{}"))
        self._account.client("sqs").purge_queue(QueueUrl=queue)
        return error

    def _error(self, service: str, request: Callable[[Any], object]) -> str:
        from botocore.exceptions import ClientError

        try:
            request(self._account.client(service, self.key))
        except ClientError as error:
            details = error.response["Error"]
            # SQS returns 400 where other services return 403.
            denied = details["Code"].startswith("AccessDenied")
            status = 403 if denied else error.response["ResponseMetadata"]["HTTPStatusCode"]
            return f"{status} {details['Code']}: {details['Message']}"
        return ""


class User(Caller):
    """A user with one policy."""

    def __init__(self, account: Account, name: str) -> None:
        self._name = name
        self._iam = account.client("iam")
        self._iam.create_user(UserName=name)
        key = self._iam.create_access_key(UserName=name)["AccessKey"]
        super().__init__(account, Key(key["AccessKeyId"], key["SecretAccessKey"]))

    def grant(self, policy: dict[str, Any]) -> None:
        """Sets the policy of the user."""
        self._iam.put_user_policy(
            UserName=self._name, PolicyName="all", PolicyDocument=json.dumps(policy)
        )


class Role:
    """A role of the account's users, with one policy."""

    def __init__(self, account: Account, name: str, policy: dict[str, Any]) -> None:
        self._account = account
        self.name = name
        iam = account.client("iam")
        statement = {
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{ID}:root"},
            "Action": "sts:AssumeRole",
        }
        trust = {"Version": "2012-10-17", "Statement": [statement]}
        role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(trust))["Role"]
        self.arn: str = role["Arn"]
        iam.put_role_policy(RoleName=name, PolicyName="all", PolicyDocument=json.dumps(policy))

    def assume(self) -> Caller:
        session = self._account.client("sts").assume_role(
            RoleArn=self.arn, RoleSessionName="rehearsal"
        )["Credentials"]
        key = Key(session["AccessKeyId"], session["SecretAccessKey"], session["SessionToken"])
        return Caller(self._account, key)
