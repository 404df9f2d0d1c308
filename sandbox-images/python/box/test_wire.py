import os
import random
import unittest

import wire


class FramesTest(unittest.TestCase):
    FRAMES = [(wire.JOB, 0, b"{}"), (wire.STDIN, 1, b""), (wire.KILL, 65_535, bytes(range(256)) * 5)]

    def setUp(self) -> None:
        self.decoder = wire.Decoder(wire.MAX_PAYLOAD_IN)
        self.stream = b"".join(wire.encode(*frame) for frame in self.FRAMES)

    def test_come_out_as_they_went_in(self) -> None:
        self.assertEqual(self.decoder.feed(self.stream), self.FRAMES)

    def test_may_be_split_anywhere(self) -> None:
        for at in range(len(self.stream) + 1):
            found = self.decoder.feed(self.stream[:at]) + self.decoder.feed(self.stream[at:])
            self.assertEqual(found, self.FRAMES, f"split at {at}")

    def test_may_come_byte_by_byte(self) -> None:
        found = [frame for byte in self.stream for frame in self.decoder.feed(bytes([byte]))]
        self.assertEqual(found, self.FRAMES)

    def test_may_be_split_in_many_places(self) -> None:
        numbers = random.Random(5)
        for _ in range(200):
            cuts = sorted(numbers.randrange(len(self.stream)) for _ in range(6))
            parts = [self.stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(self.stream)])]
            self.assertEqual([frame for part in parts for frame in self.decoder.feed(part)], self.FRAMES)

    def test_of_nothing_are_none(self) -> None:
        self.assertEqual(self.decoder.feed(b""), [])

    def test_may_be_as_long_as_allowed_and_no_longer(self) -> None:
        decoder = wire.Decoder(10)
        self.assertEqual(decoder.feed(wire.encode(1, 2, b"x" * 10)), [(1, 2, b"x" * 10)])
        with self.assertRaises(wire.Malformed):
            decoder.feed(wire.encode(1, 2, b"x" * 11))

    def test_that_are_too_long_are_known_by_their_header(self) -> None:
        with self.assertRaises(wire.Malformed):
            self.decoder.feed(wire.HEADER.pack(1, 0, wire.MAX_PAYLOAD_IN + 1))

    def test_that_are_too_long_are_found_behind_good_ones(self) -> None:
        with self.assertRaises(wire.Malformed):
            self.decoder.feed(self.stream + b"\xff" * wire.HEADER.size)


class JsonTest(unittest.TestCase):
    def test_reads_what_it_writes(self) -> None:
        value = {"a": [1, -2, None, True, False], "ü\n\"\\\u2028": {"x": "👋\ud800"}, "": []}
        self.assertEqual(wire.from_json(wire.to_json(value)), value)

    def test_writes_only_ascii(self) -> None:
        self.assertEqual(wire.to_json("é\ud800"), b'"\\u00e9\\ud800"')

    def test_writes_plain_values_only(self) -> None:
        for value in (1.5, {1}, b"x", object()):
            with self.assertRaises(TypeError):
                wire.to_json({"a": [value]})

    def test_refuses_what_is_no_json(self) -> None:
        for text in (b"{", b"[1,", b'{"a" 1}', b"nul"):
            with self.assertRaises((ValueError, StopIteration)):
                wire.from_json(text)


class WriteAllTest(unittest.TestCase):
    def test_writes_more_than_a_pipe_holds(self) -> None:
        reader, writer = os.pipe()
        data = os.urandom(300_000)
        pid = os.fork()
        if pid == 0:
            os.close(reader)
            wire.write_all(writer, data)
            os._exit(0)
        os.close(writer)
        with open(reader, "rb") as file:
            self.assertEqual(file.read(), data)
        os.waitpid(pid, 0)

    def test_writes_nothing(self) -> None:
        wire.write_all(-1, b"")


if __name__ == "__main__":
    unittest.main()
