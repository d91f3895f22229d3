"""The functions as folders that the emulated account can run without containers."""

import platform
import shutil
import zipfile
from pathlib import Path

from . import project
from .console import Failure

RUNTIME_CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
NATIVE_LIBRARY = "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI"
MACHINES = {"x86_64": "x86_64", "aarch64": "aarch_64"}

# The collector and the compiler that Lambda's own Java runtime uses. The runtime client unpacks its
# native library to one file in /tmp, where functions that start together would overwrite it under
# each other's feet: so it is told of one that is unpacked already.
BOOTSTRAP = """\
#!/bin/sh
exec '{java}' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \\
  -D{property}="$LAMBDA_TASK_ROOT/native.so" -cp "$LAMBDA_TASK_ROOT/lib/*" {client} "$_HANDLER"
"""


def folders(where: Path) -> dict[str, Path]:
    """Makes a folder for each function; the key is the file name of the jar it stands for."""
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
