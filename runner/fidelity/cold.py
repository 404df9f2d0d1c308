"""Runs every program of /given/programs.json by a cold `python3 FILE`, and writes a line of JSON for each."""

import base64
import json
import os
import shutil
import subprocess
import sys

_PATIENCE_SECONDS = 30


def run(program: dict) -> dict:
    for path, content in program["files"].items():
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(path, "wb") as file:
            file.write(base64.b64decode(content))
    reader, writer = os.pipe()
    os.write(writer, base64.b64decode(program["stdin"]))
    process = subprocess.Popen(
        ["python3", program["entry"]],
        stdin=reader,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    os.close(reader)
    if not program["open"]:
        os.close(writer)
    try:
        stdout, stderr = process.communicate(timeout=_PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        stdout, stderr = process.communicate()
    if program["open"]:
        os.close(writer)
    return {
        "stdout": base64.b64encode(stdout).decode(),
        "stderr": base64.b64encode(stderr).decode(),
        "exitCode": process.returncode,
    }


def empty(folder: str) -> None:
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        else:
            os.unlink(entry.path)


with open("/given/programs.json") as given:
    programs = json.load(given)
for program in programs:
    print(json.dumps(run(program)), flush=True)
    for folder in ("/work", "/tmp"):
        empty(folder)
sys.exit(0)
