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
STEPS, LINES = 20_000, 20_000_000


class Snapshots(bdb.Bdb):
    """What one would write first: at every step, every variable by its repr."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = 0

    def _record(self, frame) -> None:
        if frame.f_code.co_filename == FILE and self.steps < STEPS:
            self.steps += 1
            self.last = {name: repr(value) for name, value in frame.f_locals.items() if name[:2] != "__"}

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
        total = lines = 0
        while data := os.read(reader, 1 << 16):
            total += len(data)
            lines += data.count(b"\n")
        os.write(_answers, json.dumps({"bytes": total, "records": lines}).encode())
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
    told: dict[str, float] = {}
    decoder = json.JSONDecoder()
    text = b"".join(iter(lambda: os.read(reader, 4096), b"")).decode()
    os.close(reader)
    os.wait()
    while text:
        part, end = decoder.raw_decode(text)
        told |= part
        text = text[end:]
    return told


def measure(name: str, source: str, ways: list[str], rounds: int) -> None:
    times: dict[str, list[float]] = {way: [] for way in ways}
    sizes: dict[str, float] = {}
    for turn in range(-1, rounds):
        for way in ways if turn % 2 else ways[::-1]:
            told = run(way, source)
            if turn >= 0:
                times[way].append(told["seconds"] * 1000)
            if way == "traced":
                sizes = {"bytes": told["bytes"], "records": told["records"]}
    medians = {way: statistics.median(all_of_it) for way, all_of_it in times.items()}
    print(json.dumps({"name": name, "millis": medians, **sizes}), flush=True)


for name, source, ways, rounds in programs.PROGRAMS:
    measure(name, source, ways, rounds)
