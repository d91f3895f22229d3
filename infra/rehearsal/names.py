"""The names of a stack's resources, which contain its stage."""

from dataclasses import dataclass

from . import account


@dataclass(frozen=True)
class Names:
    stage: str

    @property
    def raw(self) -> str:
        return self._bucket("raw")

    @property
    def processed(self) -> str:
        return self._bucket("processed")

    @property
    def secret(self) -> str:
        return self.of("spotify")

    @property
    def database(self) -> str:
        return f"playlist_lake_{self.stage}"

    def of(self, what: str) -> str:
        """The name of a function, queue or secret: `playlist-lake-<stage>-<what>`."""
        return f"playlist-lake-{self.stage}-{what}"

    def _bucket(self, what: str) -> str:
        return f"{self.of(what)}-{account.ID}-{account.REGION}"
