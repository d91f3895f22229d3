"""Tests how statements are split into single permissions."""

import unittest

from rehearsal.console import Failure
from rehearsal.permissions import Permission, document, permissions


def policy(**statement: object) -> dict[str, object]:
    return {"Statement": [{"Sid": "S", "Effect": "Allow", **statement}]}


class PermissionsTest(unittest.TestCase):
    def test_each_action_resource_and_condition_value_is_one_permission(self) -> None:
        condition = {"StringLike": {"s3:prefix": ["p/*", "q/*"]}}
        split = permissions(policy(Action=["a", "b"], Resource="r", Condition=condition))

        self.assertEqual(
            [(one.action, one.condition) for one in split],
            [(a, ("StringLike", "s3:prefix", p)) for a in "ab" for p in ("p/*", "q/*")],
        )

    def test_a_policy_document_contains_the_granted_permissions(self) -> None:
        granted = Permission("S", "a", "r", ("StringLike", "k", "v"))

        self.assertEqual(
            document([granted])["Statement"],
            [
                {
                    "Effect": "Allow",
                    "Action": "a",
                    "Resource": "r",
                    "Condition": {"StringLike": {"k": "v"}},
                }
            ],
        )

    def test_two_conditions_and_a_denial_fail(self) -> None:
        two = {"StringLike": {"k": "v"}, "Bool": {"m": "true"}}
        for statement in (
            policy(Action="a", Resource="r", Condition=two),
            policy(Action="a", Resource="r", Effect="Deny"),
        ):
            with self.subTest(statement), self.assertRaises(Failure):
                permissions(statement)


if __name__ == "__main__":
    unittest.main()
