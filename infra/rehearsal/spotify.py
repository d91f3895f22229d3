"""The simulated Spotify, and the HTTP requests that a user and an app send to it."""

import base64
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from . import project
from .console import Failure, check, wait_for
from .processes import Program, bare_environment

REDIRECT = "http://127.0.0.1:8898/callback"
PAGE = 50


class Spotify:
    """A running simulation. Each refresh returns a new refresh token."""

    def __init__(self, home: Path) -> None:
        self._log = home / "spotify.log"
        today = datetime.now(UTC).date().isoformat()
        command = ["simulate", "--port", "0", "--day", today, "--rotate"]
        self._program = Program(
            "the simulated Spotify",
            [str(project.COMMAND), *command],
            self._log,
            bare_environment(home),
        )
        self.settings: dict[str, str] = {}
        self._access = ""

    def await_start(self) -> None:
        # The last line of the output is a comment with the name of a playlist.
        wait_for("the simulated Spotify", 240, lambda: self._started())
        text = self._log.read_text("utf-8")
        self.settings = dict(re.findall(r"^export (\w+)=(.*)$", text, re.MULTILINE))

    def _started(self) -> bool | None:
        self._program.fail_if_ended()
        lines = self._log.read_text("utf-8").splitlines()
        return True if lines and lines[-1].startswith("# ") and len(lines) > 9 else None

    @property
    def url(self) -> str:
        return self.settings["SPOTIFY_API_URL"]

    def login(self) -> dict[str, str]:
        """Logs in with the Authorization Code flow, and returns the value of the secret.

        The value contains the refresh token. This object keeps the access token for its requests.
        """
        tokens = self._token(
            {"grant_type": "authorization_code", "code": self._code(), "redirect_uri": REDIRECT}
        )
        self._access = tokens["access_token"]
        return {
            "client_id": self.settings["SPOTIFY_CLIENT_ID"],
            "client_secret": self.settings["SPOTIFY_CLIENT_SECRET"],
            "refresh_token": tokens["refresh_token"],
            "authorized_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }

    def playlists(self) -> list[str]:
        """The IDs of all playlists whose entries this user may read."""
        return self.settings["PLAYLIST_IDS"].split(",")

    def playlist(self, playlist: str) -> dict[str, Any]:
        """The document of a playlist; empty for the saved songs, which have none."""
        return {} if playlist == "liked" else self._get(f"/v1/playlists/{playlist}")

    def entries(self, playlist: str) -> list[Any]:
        """All entries of a playlist, read page by page."""
        path = "/v1/me/tracks" if playlist == "liked" else f"/v1/playlists/{playlist}/items"
        entries: list[Any] = []
        while True:
            query = f"limit={PAGE}&offset={len(entries)}&additional_types=track,episode"
            page = self._get(f"{path}?{query}")
            entries += page["items"]
            if len(entries) >= page["total"]:
                return entries
            check(bool(page["items"]), f"{path} has an empty page before its last entry")

    def stop(self) -> None:
        self._program.stop()

    def _code(self) -> str:
        query = urllib.parse.urlencode(
            {
                "client_id": self.settings["SPOTIFY_CLIENT_ID"],
                "response_type": "code",
                "redirect_uri": REDIRECT,
                "state": "rehearsal",
            }
        )
        try:
            _opener_without_redirects().open(f"{self.url}/authorize?{query}", timeout=30)
        except urllib.error.HTTPError as redirect:
            target = urllib.parse.urlsplit(redirect.headers["Location"] or "")
            return urllib.parse.parse_qs(target.query)["code"][0]
        raise Failure(f"{self.url}/authorize doesn't redirect the browser")

    def _token(self, form: dict[str, str]) -> dict[str, str]:
        app = self.settings["SPOTIFY_CLIENT_ID"] + ":" + self.settings["SPOTIFY_CLIENT_SECRET"]
        headers = {"Authorization": "Basic " + base64.b64encode(app.encode()).decode()}
        return _json(f"{self.url}/api/token", headers, urllib.parse.urlencode(form).encode())

    def _get(self, path: str) -> dict[str, Any]:
        return _json(self.url + path, {"Authorization": "Bearer " + self._access})


def _json(url: str, headers: dict[str, str], body: bytes | None = None) -> dict[str, Any]:
    request = urllib.request.Request(url, body, headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            document: dict[str, Any] = json.load(response)
            return document
    except urllib.error.HTTPError as error:
        raise Failure(f"{url} returns {error.code}: {error.read().decode()}") from error


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def _opener_without_redirects() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(_NoRedirect)
