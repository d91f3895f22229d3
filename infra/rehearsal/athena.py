"""A substitute for Athena that records statements and runs none.

The Athena of the emulated account can't run the stack's statements: it ignores ClientRequestToken,
rejects workgroups with managed results, and runs SQL on DuckDB, which can't change Iceberg tables.

https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html
"""

import json
import threading
import time
import uuid
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Document = dict[str, Any]

TOKEN_LENGTHS = range(32, 129)
QUERY_LENGTHS = range(1, 262_145)


class InvalidRequest(Exception):
    """An error of the request, which Athena returns with status 400."""


@dataclass(frozen=True)
class Execution:
    """A statement that was started."""

    id: str
    workgroup: str
    database: str
    statement: str


class Executions:
    """All started statements. Each is successful at once. Threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: dict[str, Execution] = {}
        # The ID and the other parameters of the first request with each token.
        self._tokens: dict[str, tuple[str, Document]] = {}

    def all(self) -> list[Execution]:
        """The statements in the order of their start."""
        with self._lock:
            return list(self._found.values())

    def start(self, request: Document) -> Document:
        """Starts a statement only once for each token, as Athena does."""
        parameters = {key: one for key, one in request.items() if key != "ClientRequestToken"}
        statement = parameters.get("QueryString", "")
        _check_length("QueryString", statement, QUERY_LENGTHS)
        token = request.get("ClientRequestToken")
        if token is not None:
            _check_length("ClientRequestToken", token, TOKEN_LENGTHS)
        with self._lock:
            if token in self._tokens:
                known, first = self._tokens[token]
                if first != parameters:
                    raise InvalidRequest("Idempotent parameters do not match")
                return {"QueryExecutionId": known}
            execution = Execution(
                str(uuid.uuid4()),
                parameters.get("WorkGroup", "primary"),
                parameters.get("QueryExecutionContext", {}).get("Database", ""),
                statement,
            )
            self._found[execution.id] = execution
            if token is not None:
                self._tokens[token] = (execution.id, parameters)
            return {"QueryExecutionId": execution.id}

    def execution(self, request: Document) -> Document:
        found = self._execution(request)
        now = time.time()
        return {
            "QueryExecution": {
                "QueryExecutionId": found.id,
                "Query": found.statement,
                "WorkGroup": found.workgroup,
                "QueryExecutionContext": {"Database": found.database},
                "Status": {
                    "State": "SUCCEEDED",
                    "SubmissionDateTime": now,
                    "CompletionDateTime": now,
                },
            }
        }

    def results(self, request: Document) -> Document:
        """The result of a statement that returns no rows."""
        self._execution(request)
        return {"ResultSet": {"Rows": [], "ResultSetMetadata": {"ColumnInfo": []}}}

    def _execution(self, request: Document) -> Execution:
        wanted = request.get("QueryExecutionId", "")
        with self._lock:
            if wanted not in self._found:
                raise InvalidRequest(f"QueryExecution {wanted} was not found")
            return self._found[wanted]


def _check_length(name: str, value: Any, lengths: range) -> None:
    if not isinstance(value, str) or len(value) not in lengths:
        raise InvalidRequest(
            f"{name} {value!r}: expected a text of {lengths[0]} to {lengths[-1]} characters"
        )


class RecordingAthena:
    """A server with Athena's protocol on a free port of this machine. It prints nothing."""

    def __init__(self) -> None:
        self.executions = Executions()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self.executions))
        self._server.daemon_threads = True
        self.endpoint = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(executions: Executions) -> type[BaseHTTPRequestHandler]:
    operations = {
        "AmazonAthena.StartQueryExecution": executions.start,
        "AmazonAthena.GetQueryExecution": executions.execution,
        "AmazonAthena.GetQueryResults": executions.results,
    }

    class Handler(BaseHTTPRequestHandler):
        # Clients keep connections open.
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            target = self.headers.get("X-Amz-Target", "")
            operation = operations.get(target)
            if operation is None:
                self._fail("UnknownOperationException", f"{target} is not supported")
                return
            try:
                result = operation(json.loads(body))
            except InvalidRequest as error:
                self._fail("InvalidRequestException", str(error))
                return
            self._send(200, result)

        def log_message(self, *_: Any) -> None:
            """Prints nothing."""

        def _fail(self, kind: str, message: str) -> None:
            self._send(400, {"__type": kind, "Message": message})

        def _send(self, status: int, document: Document) -> None:
            body = json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/x-amz-json-1.1")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler
