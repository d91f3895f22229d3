"""Tests the check of GitHub's workflows with invalid workflows."""

import shutil
import tempfile
import unittest
from pathlib import Path

from rehearsal import checks, project
from rehearsal.console import Failure

PINNED = "uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1"


class WorkflowsTest(unittest.TestCase):
    def setUp(self) -> None:
        self._root = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self._root)
        shutil.copytree(project.ROOT / ".github", self._root / ".github")

    def test_the_workflows_of_the_project_pass(self) -> None:
        checks.check_workflows(self._root)

    def test_an_action_without_a_hash_fails(self) -> None:
        self._assert_fails(
            "unpinned-uses", "workflows/verify.yml", PINNED, "uses: actions/checkout@v7"
        )

    def test_unneeded_permissions_fail(self) -> None:
        self._assert_fails(
            "excessive-permissions",
            "workflows/verify.yml",
            "permissions:\n  contents: read",
            "permissions: write-all",
        )

    def test_a_token_that_stays_in_the_checkout_fails(self) -> None:
        self._assert_fails(
            "artipacked",
            "workflows/verify.yml",
            "persist-credentials: false",
            "fetch-depth: 1",
        )

    def test_a_title_of_a_pull_request_in_a_script_fails(self) -> None:
        self._assert_fails(
            "template-injection",
            "workflows/verify.yml",
            "run: .ci/ide",
            'run: .ci/ide "${{ github.event.pull_request.title }}"',
        )

    def test_an_update_without_a_cooldown_fails(self) -> None:
        self._assert_fails(
            "dependabot-cooldown", "dependabot.yml", "default-days: 7", "default-days: 0"
        )

    def test_a_file_without_jobs_fails(self) -> None:
        self._assert_fails("verify.yml", "workflows/verify.yml", "jobs:", "job:")

    def _assert_fails(self, finding: str, file: str, old: str, new: str) -> None:
        path = self._root / ".github" / file
        text = path.read_text(encoding="utf-8")
        self.assertIn(old, text)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with self.assertRaisesRegex(Failure, finding):
            checks.check_workflows(self._root)


if __name__ == "__main__":
    unittest.main()
