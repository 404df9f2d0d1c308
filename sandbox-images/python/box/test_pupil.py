import os
import socket
import tempfile
import unittest

import pupil


class EmptyTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory(dir="/tmp")
        self.addCleanup(folder.cleanup)
        self.top = folder.name

    def path(self, *parts: str) -> str:
        return os.path.join(self.top, *parts)

    def write(self, *parts: str) -> None:
        with open(self.path(*parts), "w") as file:
            file.write("x")

    def assert_empties(self) -> None:
        pupil._empty(self.top)
        self.assertEqual(os.listdir(self.top), [])

    def test_an_empty_folder(self) -> None:
        self.assert_empties()

    def test_files_and_folders(self) -> None:
        os.makedirs(self.path("a", "b", "c"))
        for parts in (["x"], [".hidden"], ["a", "x"], ["a", "b", "x"], ["a", "b", "c", "x"]):
            self.write(*parts)
        self.assert_empties()

    def test_a_tree_deeper_than_a_path_may_be_long(self) -> None:
        before = os.getcwd()
        os.chdir(self.top)
        for _ in range(1500):
            os.mkdir("folder")
            os.chdir("folder")
        os.chdir(before)
        self.assert_empties()

    def test_a_wide_tree(self) -> None:
        for number in range(300):
            os.makedirs(self.path(f"a{number}", "b", "c"))
            self.write(f"a{number}", "b", "x")
        self.assert_empties()

    def test_folders_that_are_locked(self) -> None:
        os.makedirs(self.path("a", "b", "c", "d"))
        self.write("a", "b", "c", "x")
        for parts in (["a", "b", "c", "d"], ["a", "b", "c"], ["a", "b"], ["a"]):
            os.chmod(self.path(*parts), 0)
        self.assert_empties()

    def test_files_that_are_locked(self) -> None:
        self.write("x")
        os.chmod(self.path("x"), 0)
        self.assert_empties()

    def test_links_are_not_followed(self) -> None:
        with tempfile.TemporaryDirectory(dir="/tmp") as other:
            with open(os.path.join(other, "kept"), "w"):
                pass
            os.symlink(other, self.path("folder"))
            os.mkdir(self.path("a"))
            os.symlink(other, self.path("a", "folder"))
            os.symlink("/etc/passwd", self.path("file"))
            os.symlink("nowhere", self.path("broken"))
            os.symlink(".", self.path("loop"))
            self.assert_empties()
            self.assertEqual(os.listdir(other), ["kept"])

    def test_pipes_and_sockets(self) -> None:
        os.mkfifo(self.path("fifo"))
        os.mkdir(self.path("a"))
        os.mkfifo(self.path("a", "fifo"))
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(self.path("socket"))
            self.assert_empties()

    def test_names_like_its_own(self) -> None:
        for number in range(5):
            os.makedirs(self.path(f".sandlot-{number}", "a", "b"))
        self.assert_empties()

    def test_names_that_are_no_text(self) -> None:
        os.makedirs(os.fsencode(self.top) + b"/\xff\xfe/\n")
        self.assert_empties()

    def test_hard_links(self) -> None:
        self.write("x")
        os.link(self.path("x"), self.path("y"))
        self.assert_empties()


class CloseTest(unittest.TestCase):
    def test_closes_each_descriptor_once(self) -> None:
        ends = [end for _ in range(3) for end in os.pipe()]
        process = pupil.Pupil(0, tuple(ends), "/dev/pts/0")
        process.close("stdin")
        self.assertEqual(process.stdin, -1)
        process.close("stdin")
        process.close()
        for end in ends:
            with self.assertRaises(OSError):
                os.fstat(end)


if __name__ == "__main__":
    unittest.main()
