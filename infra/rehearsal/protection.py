"""Shows who may write and delete objects while the parameter OperatorRoleArn is set."""

from .account import Account, Key
from .console import check
from .lake import TABLES
from .names import Names
from .users import ALL_OF_S3, Caller, Role, User

DENIED = "explicit deny in a resource-based policy"
# What `purge` needs besides the history's statements (docs/operations.md), and PutObject.
OPERATOR_POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": [
                "cloudformation:DescribeStacks",
                "s3:DeleteObject",
                "s3:DeleteObjectVersion",
                "s3:ListBucketVersions",
                "s3:PutObject",
            ],
            "Resource": "*",
        }
    ],
}


class Protection:
    """A stranger, whose policy allows everything in S3, and an operator.

    The operator is the role of the parameter. The stranger is a user of the account.
    """

    def __init__(self, account: Account, names: Names) -> None:
        self._s3 = account.client("s3")
        self._stranger = User(account, f"{names.stage}-stranger")
        self._stranger.grant(ALL_OF_S3)
        self._role = Role(account, f"{names.stage}-operator", OPERATOR_POLICY)
        self._operator = self._role.assume()
        self._places = [
            *((names.raw, prefix) for prefix in ("playlists/", "state/")),
            *((names.processed, f"{table}/") for table in TABLES),
        ]
        self._other = (names.processed, "song_history/")

    @property
    def operator_arn(self) -> str:
        return self._role.arn

    @property
    def operator_key(self) -> Key:
        """The key of a session of the operator."""
        return self._operator.key

    def check_set(self) -> str:
        """Only the operator may write and delete in each place. Returns the number of places."""
        for bucket, prefix in self._places:
            key = f"{prefix}rehearsal"
            place = f"s3://{bucket}/{key}"
            _succeeds(
                f"the operator's PutObject of {place}", self._operator.put_object(bucket, key)
            )
            [version] = self._versions(bucket, key)
            for action, error in (
                ("PutObject", self._stranger.put_object(bucket, key)),
                ("DeleteObject", self._stranger.delete_object(bucket, key)),
                ("DeleteObjectVersion", self._stranger.delete_object(bucket, key, version)),
            ):
                check(
                    error.startswith("403") and DENIED in error,
                    f"a stranger's {action} of {place} returned {error or 'no error'!r},"
                    f" expected 403 and {DENIED!r}",
                )
            _succeeds(f"a stranger's GetObject of {place}", self._stranger.get_object(bucket, key))
            self._delete(self._operator, bucket, key)
        self._check_stranger_writes(*self._other)
        return f"{len(self._places)} places"

    def check_not_set(self) -> None:
        """A stranger whose policy allows it may write everywhere."""
        for place in (*self._places, self._other):
            self._check_stranger_writes(*place)

    def _check_stranger_writes(self, bucket: str, prefix: str) -> None:
        key = f"{prefix}rehearsal"
        error = self._stranger.put_object(bucket, key)
        _succeeds(f"a stranger's PutObject of s3://{bucket}/{key}", error)
        self._delete(self._stranger, bucket, key)

    def _delete(self, caller: Caller, bucket: str, key: str) -> None:
        """Deletes the object and each of its versions, as `purge` does."""
        _succeeds(f"DeleteObject of s3://{bucket}/{key}", caller.delete_object(bucket, key))
        for version in self._versions(bucket, key):
            error = caller.delete_object(bucket, key, version)
            _succeeds(f"DeleteObjectVersion of s3://{bucket}/{key}", error)
        left = self._versions(bucket, key)
        check(not left, f"s3://{bucket}/{key} still has the versions {left}")

    def _versions(self, bucket: str, key: str) -> list[str]:
        found = self._s3.list_object_versions(Bucket=bucket, Prefix=key)
        return [
            one["VersionId"]
            for kind in ("Versions", "DeleteMarkers")
            for one in found.get(kind, [])
            if one["Key"] == key
        ]


def _succeeds(what: str, error: str) -> None:
    check(not error, f"{what} failed: {error}")
