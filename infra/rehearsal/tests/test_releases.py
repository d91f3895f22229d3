"""The templates of earlier releases."""

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

    def test_versions_are_in_the_order_of_their_numbers(self) -> None:
        files = [f"template-{version}.yaml.gz" for version in ("0.10.0", "0.9.1", "1.0.0")]

        self.assertEqual(self.versions(*files), ["0.9.1", "0.10.0", "1.0.0"])

    def test_a_file_of_another_name_is_refused(self) -> None:
        with self.assertRaisesRegex(Failure, "template-0.2.yaml.gz is no released template"):
            self.versions("template-0.2.yaml.gz")

    def test_a_folder_without_a_template_is_refused(self) -> None:
        with self.assertRaisesRegex(Failure, "holds no released template"):
            self.versions()

    def test_each_released_template_is_readable(self) -> None:
        for version in releases.versions():
            self.assertIn("RawBucket", releases.template(version)["Resources"])


if __name__ == "__main__":
    unittest.main()
