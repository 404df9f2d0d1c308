import os
import sys
import unittest

import interpreter
import job
import wire


def error_of(source: str, name: str = "/work/main.py") -> BaseException:
    """What running the source ends with, as job.py would get it."""
    try:
        exec(compile(source, name, "exec"), {"__name__": "__main__"})
    except BaseException as error:
        return error.with_traceback(error.__traceback__.tb_next if error.__traceback__ else None)
    raise AssertionError("it ended well")


class ClipTest(unittest.TestCase):
    def test_leaves_alone_what_is_short(self) -> None:
        for text in ("", "x", "x" * job._MAX_TRACEBACK):
            self.assertEqual(job._clip(text), text)

    def test_keeps_the_beginning_and_the_end(self) -> None:
        clipped = job._clip("a" + "x" * job._MAX_TRACEBACK + "z")
        self.assertTrue(clipped.startswith("axx") and clipped.endswith("xxz"))
        self.assertIn("…", clipped)
        self.assertLess(len(clipped), job._MAX_TRACEBACK + 10)


class PlaceTest(unittest.TestCase):
    def test_is_the_innermost_line_of_the_pupil(self) -> None:
        place = job._place(error_of("def f():\n    return 1 / 0\nf()\n"))
        self.assertEqual(place and (place["file"], place["line"], place["column"]), ("main.py", 2, 12))

    def test_is_not_in_the_library(self) -> None:
        place = job._place(error_of("import json\njson.loads('{')\n"))
        self.assertEqual(place and (place["file"], place["line"]), ("main.py", 2))

    def test_knows_folders(self) -> None:
        place = job._place(error_of("1 / 0", "/work/a/b.py"))
        self.assertEqual(place and place["file"], "a/b.py")

    def test_is_none_elsewhere(self) -> None:
        self.assertIsNone(job._place(error_of("1 / 0", "<string>")))
        self.assertIsNone(job._place(error_of("1 / 0", "/workshop/main.py")))

    def test_of_a_syntax_error_is_where_it_is_not_python(self) -> None:
        place = job._place(error_of("x = 1\ny = = 2\n"))
        self.assertEqual(place and (place["line"], place["column"]), (2, 5))

    def test_of_a_made_up_syntax_error_may_lack_its_column(self) -> None:
        error = SyntaxError("made up", ("/work/main.py", 3, None, "x"))
        self.assertEqual(job._place(error), {"file": "main.py", "line": 3, "column": None, "source": ""})

    def test_of_no_traceback_is_none(self) -> None:
        self.assertIsNone(job._place(ValueError()))


class NoteTest(unittest.TestCase):
    def note(self, error: BaseException) -> dict[str, object] | None:
        reader, writer = os.pipe()
        job._note(writer, error)
        os.close(writer)
        with open(reader, "rb") as file:
            frames = wire.Decoder(wire.MAX_PAYLOAD_OUT).feed(file.read())
        if not frames:
            return None
        [(kind, _, payload)] = frames
        self.assertEqual(kind, wire.ERROR)
        note = wire.from_json(payload)
        assert isinstance(note, dict)
        return note

    def test_tells_name_and_words(self) -> None:
        note = self.note(error_of("1 / 0"))
        assert note is not None
        self.assertEqual((note["name"], note["message"]), ("ZeroDivisionError", "division by zero"))
        self.assertIs(note["atCompile"], False)

    def test_tells_that_the_program_never_began(self) -> None:
        error = error_of("x = (").with_traceback(None)
        note = self.note(error)
        assert note is not None
        self.assertEqual((note["message"], note["atCompile"]), ("'(' was never closed", True))

    def test_is_bounded(self) -> None:
        note = self.note(type("E" * 1000, (Exception,), {})("x" * 100_000))
        assert note is not None
        self.assertEqual((len(str(note["name"])), len(str(note["message"]))), (200, job._MAX_MESSAGE))

    def test_of_an_error_that_has_no_words_says_so(self) -> None:
        class Bad(Exception):
            def __str__(self) -> str:
                raise ValueError("no words")

        note = self.note(Bad())
        assert note is not None
        self.assertEqual(note["message"], "<exception str() failed>")


class StreamTest(unittest.TestCase):
    def test_is_as_the_interpreter_makes_it(self) -> None:
        for number, name, mode in ((0, "<stdin>", "r"), (1, "<stdout>", "w"), (2, "<stderr>", "w")):
            own = getattr(sys, f"__{name[1:-1]}__")
            stream = job._stream(number, name, mode, own.errors)
            for attribute in ("name", "mode", "encoding", "errors", "write_through"):
                self.assertEqual(getattr(stream, attribute), getattr(own, attribute), name)
            self.assertEqual(repr(stream), repr(own))
            stream.detach()


class InterpreterTest(unittest.TestCase):
    def test_hides_every_frame_from_what_it_calls(self) -> None:
        self.assertIsNone(interpreter.call(lambda: sys._getframe().f_back))

    def test_brings_the_frames_back(self) -> None:
        interpreter.call(int)
        self.assertEqual(sys._getframe().f_code.co_name, "test_brings_the_frames_back")
        with self.assertRaises(ZeroDivisionError):
            interpreter.call(lambda: 1 / 0)
        self.assertIsNotNone(sys._getframe().f_back)

    def test_gives_the_result(self) -> None:
        self.assertEqual(interpreter.call(divmod, 7, 2), (3, 1))

    def test_leaves_the_count_of_frames_as_it_was(self) -> None:
        def deepest() -> int:
            try:
                return 1 + deepest()
            except RecursionError:
                return 1

        before = deepest()
        for _ in range(100):
            interpreter.call(int)
        self.assertEqual(deepest(), before)

    def test_refuses_another_layout(self) -> None:
        limit = sys.getrecursionlimit()
        interpreter._ThreadState.from_address(interpreter._get_state()).py_recursion_limit = limit + 1
        try:
            sys.path.insert(0, "/elsewhere")
            with self.assertRaises(RuntimeError):
                interpreter.check_layout()
        finally:
            sys.path.pop(0)
            interpreter._ThreadState.from_address(interpreter._get_state()).py_recursion_limit = limit


if __name__ == "__main__":
    unittest.main()
