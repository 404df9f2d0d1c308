import os
import threading
import time
import unittest

import kernel


class FieldTest(unittest.TestCase):
    TEXT = b"usage_usec 1234\nuser_usec 1000\noom_kill 2\noom_kill_group 3\nempty\n"

    def test_is_found_by_its_whole_name(self) -> None:
        self.assertEqual(kernel._field(self.TEXT, b"usage_usec"), b"1234")
        self.assertEqual(kernel._field(self.TEXT, b"oom_kill"), b"2")

    def test_that_is_missing_is_zero(self) -> None:
        self.assertEqual(kernel._field(self.TEXT, b"oom"), b"0")
        self.assertEqual(kernel._field(b"", b"oom_kill"), b"0")


class BlockedOnTest(unittest.TestCase):
    def blocked_on(self, thread: int) -> str | None:
        pid = str(os.getpid())
        return kernel._blocked_on(f"/proc/{pid}/task/{thread}/syscall", pid)

    def test_names_the_pipe_that_a_thread_reads(self) -> None:
        reader, writer = os.pipe()
        thread = threading.Thread(target=os.read, args=(reader, 1))
        thread.start()
        deadline = time.monotonic() + 5
        while (found := self.blocked_on(thread.native_id or 0)) is None and time.monotonic() < deadline:
            time.sleep(0.001)
        os.write(writer, b"x")
        thread.join()
        self.assertEqual(found, kernel.name_of_pipe(reader))

    def test_is_none_for_one_that_waits_for_something_else(self) -> None:
        over = threading.Event()
        thread = threading.Thread(target=over.wait)
        thread.start()
        self.assertIsNone(self.blocked_on(thread.native_id or 0))
        over.set()
        thread.join()


class NameOfPipeTest(unittest.TestCase):
    def test_is_the_same_at_both_ends(self) -> None:
        reader, writer = os.pipe()
        self.assertEqual(kernel.name_of_pipe(reader), kernel.name_of_pipe(writer))
        self.assertEqual(kernel.name_of_pipe(reader), os.readlink(f"/proc/self/fd/{writer}"))


class FilterTest(unittest.TestCase):
    def test_is_whole_instructions(self) -> None:
        self.assertEqual(len(kernel.read_filter()) % kernel._BYTES_PER_INSTRUCTION, 0)


if __name__ == "__main__":
    unittest.main()
