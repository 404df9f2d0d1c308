"""Measures the tracer beside others, under the image's own interpreter; prints a line of JSON for each program.

Each run has a process of its own, forked from this one, so that nothing is left of the one before. The ways take
turns. What a way writes and records goes where it would cost the same in a box: a pipe that somebody empties.
"""

import bdb
import json
import os
import statistics
import sys
import time

sys.path[:0] = ["/given/sandbox-images/python/box", "/given/bench/steps/box"]

import programs  # noqa: E402
import tracer  # noqa: E402

FILE = "/work/program.py"
TRACE = "/tmp/trace.jsonl"
STEPS, LINES = 20_000, 20_000_000


class Snapshots(bdb.Bdb):
    """What one would write first: at every step, every variable by its repr. It keeps them; ours sends them away."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: list[dict[str, str]] = []

    def _record(self, frame) -> None:
        if frame.f_code.co_filename == FILE and len(self.steps) < STEPS:
            self.steps.append({name: repr(value) for name, value in frame.f_locals.items() if name[:2] != "__"})

    def user_line(self, frame) -> None:
        self._record(frame)

    def user_call(self, frame, arguments) -> None:
        self._record(frame)

    def user_return(self, frame, value) -> None:
        self._record(frame)


def by_tracer(code, namespace) -> dict[str, float]:
    reader, writer = os.pipe()
    if os.fork() == 0:
        os.close(writer)
        said = list(iter(lambda: os.read(reader, 1 << 16), b""))
        with open(TRACE, "wb") as file:
            file.writelines(said)  # not before all is said: nobody is to wait for that
        os._exit(0)
    os.close(reader)
    tracer.start("program.py", STEPS, LINES, tracer.Writes((), False), lambda data: os.write(writer, data), os.abort)
    begin = time.perf_counter()
    exec(code, namespace)
    lasted = time.perf_counter() - begin
    tracer.stop("done")
    os.close(writer)
    os.wait()
    return {"seconds": lasted}


def by_nothing(code, namespace) -> dict[str, float]:
    def trace(frame, event, argument):
        return trace

    sys.settrace(trace)
    begin = time.perf_counter()
    exec(code, namespace)
    lasted = time.perf_counter() - begin
    sys.settrace(None)
    return {"seconds": lasted}


def by_bdb(code, namespace) -> dict[str, float]:
    debugger = Snapshots()
    debugger.reset()
    sys.settrace(debugger.trace_dispatch)
    begin = time.perf_counter()
    exec(code, namespace)
    lasted = time.perf_counter() - begin
    sys.settrace(None)
    return {"seconds": lasted}


WAYS = {"traced": by_tracer, "settrace": by_nothing, "bdb": by_bdb}
_answers = -1


def run(way: str, source: str) -> dict[str, float]:
    """One run in a process of its own."""
    global _answers
    reader, _answers = os.pipe()
    if os.fork() == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        code = compile(source, FILE, "exec")
        told = WAYS[way](code, {"__name__": "__main__"})
        os.write(_answers, json.dumps(told).encode())
        os._exit(0)
    os.close(_answers)
    told = json.loads(b"".join(iter(lambda: os.read(reader, 4096), b"")))
    os.close(reader)
    os.wait()
    return told


def measure(name: str, source: str, ways: list[str], rounds: int) -> None:
    times: dict[str, list[float]] = {way: [] for way in ways}
    for turn in range(-1, rounds):
        for way in ways if turn % 2 else ways[::-1]:
            told = run(way, source)
            if turn >= 0:
                times[way].append(told["seconds"] * 1000)
    with open(TRACE) as file:
        trace = file.read()
    medians = {way: statistics.median(all_of_it) for way, all_of_it in times.items()}
    print(json.dumps({"name": name, "millis": medians, "trace": trace}), flush=True)


for name, source, ways, rounds in programs.PROGRAMS:
    measure(name, source, ways, rounds)
