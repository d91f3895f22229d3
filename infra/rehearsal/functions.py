"""Creates folders with the functions, which the emulated account runs without containers."""

import platform
import shutil
import zipfile
from pathlib import Path

from . import project
from .console import Failure

RUNTIME_CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
NATIVE_LIBRARY = "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI"
MACHINES = {"x86_64": "x86_64", "aarch64": "aarch_64"}

# Uses the garbage collector and the compiler of Lambda's own Java runtime. The runtime client
# unpacks its native library to one file in /tmp, and functions that start together would overwrite
# it. The property makes the client use a library that is already unpacked.
BOOTSTRAP = """\
#!/bin/sh
exec '{java}' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \\
  -D{property}="$LAMBDA_TASK_ROOT/native.so" -cp "$LAMBDA_TASK_ROOT/lib/*" {client} "$_HANDLER"
"""


def folders(where: Path) -> dict[str, Path]:
    """Creates a folder for each function. The key is the file name of the jar that it replaces."""
    return {project.jar(name).name: _folder(where / name, name) for name in project.FUNCTIONS}


def _folder(folder: Path, function: str) -> Path:
    library = folder / "lib"
    library.mkdir(parents=True)
    for file in [project.jar(function), *project.runtime_jars()]:
        shutil.copy(file, library)
    (folder / "native.so").write_bytes(_native_library())
    bootstrap = folder / "bootstrap"
    text = BOOTSTRAP.format(java=project.java(), property=NATIVE_LIBRARY, client=RUNTIME_CLIENT)
    bootstrap.write_text(text, encoding="utf-8")
    bootstrap.chmod(0o755)
    return folder


def _native_library() -> bytes:
    machine = MACHINES.get(platform.machine())
    if machine is None:
        raise Failure(f"Lambda's runtime client doesn't run on {platform.machine()}")
    [jar] = [one for one in project.runtime_jars() if "runtime-interface-client" in one.name]
    with zipfile.ZipFile(jar) as client:
        return client.read(f"jni/libaws-lambda-jni.linux-{machine}.so")
