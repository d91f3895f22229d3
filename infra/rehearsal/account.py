"""The emulated AWS account: MiniStack, which evaluates IAM and runs functions as processes."""

import os
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .console import wait_for
from .processes import Program, bare_environment, free_port

ID = "123456789012"
REGION = "eu-central-1"


@dataclass(frozen=True)
class Key:
    """An access key of a user, or of the session of a role, which also has a token."""

    id: str
    secret: str
    token: str | None = None


# The account's root user, whose requests need no permission.
ROOT = Key("test", "test")


class Account:
    """A running emulated account, and its clients."""

    def __init__(self, ministack: Path, home: Path) -> None:
        self.port = free_port()
        self.endpoint = f"http://127.0.0.1:{self.port}"
        self._home = home
        self._clients: dict[str, Any] = {}
        self._program = Program(
            "the emulated account", [str(ministack)], home / "account.log", self._settings()
        )

    def _settings(self) -> dict[str, str]:
        state = self._home / "state"
        state.mkdir()
        return {
            **bare_environment(self._home),
            "AUTH": "true",
            "BIND_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(self.port),
            "AWS_ENDPOINT_URL": self.endpoint,
            "MINISTACK_REGION": REGION,
            "MINISTACK_ACCOUNT_ID": ID,
            "STATE_DIR": str(state),
            "S3_DATA_DIR": str(state / "s3"),
            # AWS waits one minute before the first retry of an event, and two before the second.
            "LAMBDA_ASYNC_RETRY_BASE_SECONDS": "1",
            "LAMBDA_ASYNC_RETRY_MAX_SECONDS": "2",
        }

    def await_health(self) -> None:
        wait_for("a response of the emulated account", 60, self._healthy)

    def _healthy(self) -> bool | None:
        self._program.fail_if_ended()
        try:
            with urllib.request.urlopen(f"{self.endpoint}/_ministack/health", timeout=5):
                return True
        except (urllib.error.URLError, ConnectionError):
            return None

    def variables(self, key: Key = ROOT) -> dict[str, str]:
        """Environment variables with which AWS's own programs use this account."""
        return {
            **({"AWS_SESSION_TOKEN": key.token} if key.token else {}),
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": key.id,
            "AWS_SECRET_ACCESS_KEY": key.secret,
        }

    def environment(self, key: Key = ROOT) -> dict[str, str]:
        """The whole environment of programs that use the account."""
        return {**bare_environment(self._home), **self.variables(key), "SAM_CLI_TELEMETRY": "0"}

    def client(self, service: str, key: Key = ROOT) -> Any:
        """A client of one service."""
        name = service + key.id
        if name not in self._clients:
            self._clients[name] = create_client(service, self.endpoint, key)
        return self._clients[name]

    def stop(self) -> None:
        self._program.stop()


def create_client(service: str, endpoint: str, key: Key) -> Any:
    """A client of one service at an endpoint."""
    # Imported here, so that --help needs only Python.
    import boto3
    from botocore.config import Config

    # The user's own profile could contain other endpoints or credentials.
    os.environ["AWS_CONFIG_FILE"] = os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull
    os.environ.pop("AWS_PROFILE", None)
    # The type of boto3.client has one overload for each service.
    create: Any = boto3.client
    return create(
        service,
        endpoint_url=endpoint,
        region_name=REGION,
        aws_access_key_id=key.id,
        aws_secret_access_key=key.secret,
        aws_session_token=key.token,
        config=Config(read_timeout=180, retries={"max_attempts": 1}),
    )
