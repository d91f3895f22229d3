"""Tests the list of released templates."""

import tempfile
import unittest
from pathlib import Path
from unittest.mock import patch

from rehearsal import releases
from rehearsal.console import Failure


class ReleasesTest(unittest.TestCase):
    def versions(self, *files: str) -> list[str]:
        with tempfile.TemporaryDirectory() as folder:
            for file in files:
                (Path(folder) / file).touch()
            with patch.object(releases, "FOLDER", Path(folder)):
                return releases.versions()

    def test_versions_are_sorted_by_their_numbers(self) -> None:
        files = [f"template-{version}.yaml.gz" for version in ("0.10.0", "0.9.1", "1.0.0")]

        self.assertEqual(self.versions(*files), ["0.9.1", "0.10.0", "1.0.0"])

    def test_a_file_with_another_name_fails(self) -> None:
        with self.assertRaisesRegex(Failure, "template-0.2.yaml.gz is not a released template"):
            self.versions("template-0.2.yaml.gz")

    def test_an_empty_folder_fails(self) -> None:
        with self.assertRaisesRegex(Failure, "contains no released template"):
            self.versions()

    def test_each_released_template_is_readable(self) -> None:
        for version in releases.versions():
            self.assertIn("RawBucket", releases.template(version)["Resources"])


if __name__ == "__main__":
    unittest.main()
