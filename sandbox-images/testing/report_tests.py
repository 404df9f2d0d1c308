"""Runs every test_*.py of a folder by unittest, and writes a line of JSON for each test: its name, and what failed."""

import json
import sys
import unittest


class Reporter(unittest.TestResult):
    def _tell(self, test: unittest.TestCase, problem: str | None) -> None:
        print(json.dumps({"name": test.id(), "problem": problem}), file=sys.__stdout__, flush=True)

    def addSuccess(self, test: unittest.TestCase) -> None:
        self._tell(test, None)

    def addFailure(self, test, err) -> None:
        self._tell(test, self._exc_info_to_string(err, test))

    addError = addFailure

    def addSkip(self, test: unittest.TestCase, reason: str) -> None:
        self._tell(test, f"skipped: {reason}")

    def addSubTest(self, test, subtest, err) -> None:
        if err is not None:
            self._tell(subtest, self._exc_info_to_string(err, test))


folder = sys.argv[1]
sys.path.insert(0, folder)
unittest.defaultTestLoader.discover(folder).run(Reporter())
