import json
import time
import unittest

import facts
import wire


def of(source: str) -> dict:
    """The facts of a source that is Python."""
    told = facts.of_source(source)
    assert told["kind"] == "facts", told
    return told


def error(source: str) -> dict:
    told = facts.of_source(source)
    assert told["kind"] == "syntaxError", told
    return told


def the(source: str, which: str) -> dict:
    """The only one of its kind."""
    (only,) = of(source)[which]
    return only


def scope(source: str, name: str) -> dict:
    (only,) = [one for one in of(source)["scopes"] if one["name"] == name]
    return only


def roles(source: str, name: str = "<module>") -> dict[str, str]:
    return {one["name"]: one["role"] for one in scope(source, name)["names"]}


def name_of(source: str, name: str, inside: str = "<module>") -> dict:
    (only,) = [one for one in scope(source, inside)["names"] if one["name"] == name]
    return only


def clues(source: str) -> list[tuple[str, str, list[int]]]:
    return [(one["kind"], one["text"], one["at"]) for one in error(source)["clues"]]


class PlacesTest(unittest.TestCase):
    def column_of_x(self, before: str) -> int:
        return name_of(f"{before}x", "x")["uses"][0][1]

    def test_columns_are_counted_from_1(self) -> None:
        self.assertEqual(name_of("x", "x")["uses"], [[1, 1]])

    def test_umlauts_are_one_column(self) -> None:
        self.assertEqual(self.column_of_x('"ä" + '), 7)

    def test_emojis_are_two_columns_as_in_the_editor(self) -> None:
        self.assertEqual(self.column_of_x('"😀" + '), 8)

    def test_columns_within_an_f_string(self) -> None:
        self.assertEqual(name_of('f"é😀{x}"', "x")["uses"], [[1, 7]])

    def test_lines_end_as_they_do_in_the_editor(self) -> None:
        for end in ("\n", "\r\n", "\r"):
            self.assertEqual(name_of(f"1{end}{end}x", "x")["uses"], [[3, 1]])

    def test_a_form_feed_ends_no_line(self) -> None:
        self.assertEqual(name_of("1\n\fx", "x")["uses"], [[2, 2]])

    def test_other_separators_of_unicode_end_no_line(self) -> None:
        self.assertEqual(name_of('"\u2028\x85"; x', "x")["uses"], [[1, 7]])

    def test_columns_of_an_error_count_emojis_too(self) -> None:
        self.assertEqual(error('"😀"; = 1')["at"], [1, 7])


class ScopesTest(unittest.TestCase):
    def test_the_module_is_the_first_and_spans_all(self) -> None:
        module = of("x = 1\n\ny = 2")["scopes"][0]
        self.assertEqual((module["kind"], module["lines"], module["parent"]), ("module", [1, 3], None))

    def test_an_empty_file_has_one(self) -> None:
        self.assertEqual([one["kind"] for one in of("")["scopes"]], ["module"])

    def test_a_function_has_its_lines_and_the_place_of_its_name(self) -> None:
        function = scope("\n@d\ndef  f():\n  pass\n", "f")
        self.assertEqual((function["lines"], function["at"]), ([3, 4], [3, 6]))

    def test_an_async_function_is_a_function(self) -> None:
        self.assertEqual(scope("async def f(): pass", "f")["at"], [1, 11])

    def test_scopes_know_the_scope_around_them(self) -> None:
        scopes = of("class A:\n def m(self):\n  return lambda: [q for q in self]\n")["scopes"]
        self.assertEqual([one["parent"] for one in scopes], [None, 0, 1, 2, 3])

    def test_names_of_the_module(self) -> None:
        self.assertEqual(roles("import math\nx = 1\nprint(x, nope)"), {
            "math": "global", "x": "global", "print": "builtin", "nope": "unknown",
        })  # fmt: skip

    def test_names_of_a_function(self) -> None:
        source = "g = 1\ndef f(p):\n  v = p\n  return g + len(v) + nope\n"
        self.assertEqual(roles(source, "f"), {
            "p": "parameter", "v": "local", "g": "global", "len": "builtin", "nope": "unknown",
        })  # fmt: skip

    def test_a_local_that_hides_a_global(self) -> None:
        self.assertEqual(roles("n = 0\ndef f():\n  n = n + 1\n", "f"), {"n": "local"})

    def test_a_declared_global(self) -> None:
        self.assertEqual(roles("def f():\n  global n\n  n = 1\n", "f"), {"n": "declared-global"})

    def test_what_a_function_makes_global_is_known_elsewhere(self) -> None:
        source = "def f():\n  global n\n  n = 1\nprint(n)\ndef h(): return n\n"
        self.assertEqual(roles(source)["n"], "global")
        self.assertEqual(roles(source, "h")["n"], "global")

    def test_free_and_nonlocal(self) -> None:
        source = "def f():\n  a = b = 1\n  def g():\n    nonlocal a\n    a = b\n"
        self.assertEqual(roles(source, "g"), {"b": "free", "a": "nonlocal"})

    def test_a_method_does_not_see_the_names_of_its_class(self) -> None:
        source = "class A:\n  z = 1\n  def m(self): return z\n"
        self.assertEqual(roles(source, "m")["z"], "unknown")

    def test_a_comprehension_has_its_own_names(self) -> None:
        source = "def f(n):\n  return [q * n + g for q in n if q]\ng = 1\n"
        self.assertEqual(roles(source, "<listcomp>"), {"q": "local", "n": "free", "g": "global"})

    def test_a_generator_expression_is_a_comprehension(self) -> None:
        self.assertEqual(roles("t = sum(q for q in range(3))", "<genexpr>"), {"q": "local"})

    def test_a_walrus_binds_outside_of_its_comprehension(self) -> None:
        self.assertIn("y", roles("[y := q for q in x]"))

    def test_a_shadowed_builtin_is_a_global(self) -> None:
        self.assertEqual(roles("list = [1]\nprint(list)")["list"], "global")

    def test_bindings_and_uses_have_their_places(self) -> None:
        x = name_of("x = 1\nx += 2\nfor x in x: pass\nprint(x)", "x")
        self.assertEqual(x["bindings"], [[1, 1], [2, 1], [3, 5]])
        self.assertEqual(x["uses"], [[2, 1], [3, 10], [4, 7]])

    def test_what_binds_without_an_equals_sign(self) -> None:
        source = (
            "import a.b\nfrom c import d as e\nwith f() as g: pass\ntry: pass\nexcept E as h: pass\n"
            "match x:\n case [i, *j]: pass\n case {'k': _, **l}: pass\nclass M: pass\n"
        )
        bound = {one["name"] for one in scope(source, "<module>")["names"] if one["bindings"]}
        self.assertEqual(bound, {"a", "e", "g", "h", "i", "j", "l", "M"})

    def test_private_names_are_as_they_are_written(self) -> None:
        self.assertEqual(roles("class A:\n  def m(self):\n    __x = 1\n", "m")["__x"], "local")

    def test_parameters_of_every_kind(self) -> None:
        parameters = scope("def f(a, b=1, /, *c, d, e=[], **g): pass", "f")["parameters"]
        self.assertEqual([(one["name"], one["kind"]) for one in parameters], [
            ("a", "positional"), ("b", "positional"), ("c", "rest"), ("d", "keyword"), ("e", "keyword"),
            ("g", "keywords"),
        ])  # fmt: skip
        self.assertEqual(parameters[1]["default"], {"text": "1", "shape": "integer"})
        self.assertIsNone(parameters[0]["default"])

    def test_defaults_that_can_be_changed(self) -> None:
        for default in ("[]", "{}", "{1}", "list()", "dict(a=1)", "collections.deque()", "[x for x in y]"):
            (parameter,) = scope(f"def f(a={default}): pass", "f")["parameters"]
            self.assertTrue(parameter["mutableDefault"], default)
        for default in ("()", "None", "1", "'x'", "tuple()"):
            (parameter,) = scope(f"def f(a={default}): pass", "f")["parameters"]
            self.assertFalse(parameter["mutableDefault"], default)

    def test_defaults_belong_to_the_scope_outside(self) -> None:
        self.assertIn("n", roles("def f(a=n): pass"))

    def test_generators(self) -> None:
        self.assertTrue(scope("def f(): yield 1", "f")["generator"])
        self.assertFalse(scope("def f():\n  def g(): yield 1\n", "f")["generator"])

    def test_functions_whose_end_is_reached(self) -> None:
        for body, falls in {
            "pass": True,
            "return 1": False,
            "raise E": False,
            "if x: return 1": True,
            "if x: return 1\n  else: return 2": False,
            "if x: return 1\n  elif y: return 2": True,
            "while True: pass": False,
            "while True:\n    if x: break": True,
            "while True:\n    for i in y: break": False,
            "for x in y: return 1": True,
            "try: return 1\n  except E: return 2": False,
            "try: return 1\n  except E: pass": True,
            "match x:\n    case 1: return 1\n    case _: return 2": False,
            "match x:\n    case 1: return 1": True,
            "with x: return 1": True,  # it may swallow an exception before
        }.items():
            self.assertEqual(scope(f"def f():\n  {body}\n", "f")["fallsThrough"], falls, body)

    def test_type_parameters_confuse_nobody(self) -> None:
        self.assertEqual(roles("def f[T](x: T) -> T:\n  return x\n", "f"), {"x": "parameter"})


class CallsTest(unittest.TestCase):
    def test_what_is_called(self) -> None:
        for source, callee, dotted in (
            ("print()", "print", True),
            ("a.b.c()", "a.b.c", True),
            ("a . b ()", "a.b", True),
            ('"x".upper()', '"x".upper', False),
            ("x[0].sort()", "x[0].sort", False),
        ):
            call = the(source, "calls")
            self.assertEqual((call["callee"], call["dotted"]), (callee, dotted))

    def test_what_is_handed_over(self) -> None:
        call = the("f(1, 2, key=3)", "calls")
        self.assertEqual((call["arguments"], call["keywords"], call["spread"]), (2, ["key"], False))
        for source in ("f(*x)", "f(**x)"):
            self.assertTrue(the(source, "calls")["spread"])

    def test_what_becomes_of_the_result(self) -> None:
        for source, result in (
            ("f()", "dropped"),
            ("x = f()", "stored"),
            ("x: int = f()", "stored"),
            ("(x := f())", "stored"),
            ("x = f() + 1", "used"),
            ("x += f()", "used"),
            ("if f(): pass", "used"),
            ("def g(): return f()", "returned"),
            ("g = lambda: f()", "returned"),
            ("async def g(): await f()", "dropped"),
        ):
            self.assertEqual(the(source, "calls")["result"], result, source)

    def test_the_outer_call_comes_first(self) -> None:
        calls = of("print(int(input()))")["calls"]
        self.assertEqual([one["callee"] for one in calls], ["print", "int", "input"])

    def test_a_call_in_a_loop_knows_it(self) -> None:
        source = "for i in f():\n  g()\n  while h(): k()\n"
        loops = {one["callee"]: one["loop"] for one in of(source)["calls"]}
        # The iterable of a `for` and the condition of a `while` belong to their header.
        self.assertEqual(loops, {"f": None, "g": 0, "h": 0, "k": 1})

    def test_a_function_inside_a_loop_is_not_in_it(self) -> None:
        self.assertIsNone(the("while x:\n  def f(): g()\n", "calls")["loop"])


class LoopsTest(unittest.TestCase):
    def test_a_for(self) -> None:
        loop = the("\nfor a, (b, c) in zip(x,\n    y):\n  pass\n  pass\n", "loops")
        self.assertEqual((loop["kind"], loop["at"]), ("for", [2, 1]))
        self.assertEqual((loop["header"], loop["body"]), ([2, 3], [4, 5]))
        self.assertEqual(loop["targets"], ["a", "b", "c"])
        self.assertEqual(loop["head"], {"text": "zip(x,\n    y)", "shape": "call"})

    def test_a_while(self) -> None:
        loop = the("while n > 0: n -= 1", "loops")
        self.assertEqual((loop["kind"], loop["head"]["text"], loop["body"]), ("while", "n > 0", [1, 1]))
        self.assertFalse(loop["alwaysTrue"])

    def test_a_loop_without_end(self) -> None:
        for condition in ("True", "1", "'x'"):
            self.assertTrue(the(f"while {condition}: pass", "loops")["alwaysTrue"])
        self.assertFalse(the("while 0: pass", "loops")["alwaysTrue"])

    def test_break_and_continue_are_those_of_the_loop_itself(self) -> None:
        source = "while a:\n  for b in c:\n    break\n  else:\n    continue\n  if d:\n    break\n"
        outer, inner = of(source)["loops"]
        self.assertEqual((outer["breaks"], outer["continues"]), ([7], [5]))
        self.assertEqual((inner["breaks"], inner["continues"]), ([3], []))

    def test_an_else(self) -> None:
        self.assertEqual(the("for a in b:\n  pass\nelse:\n  c\n", "loops")["otherwise"], [4, 4])

    def test_loops_know_the_loop_around_them_and_their_scope(self) -> None:
        loops = of("for a in b:\n  while c: pass\ndef f():\n  for d in e: pass\n")["loops"]
        self.assertEqual([(one["loop"], one["scope"]) for one in loops], [(None, 0), (0, 0), (None, 1)])

    def test_targets_that_are_no_names(self) -> None:
        self.assertEqual(the("for x[0], *y.z in q: pass", "loops")["targets"], ["x[0]", "y.z"])


class BranchesTest(unittest.TestCase):
    def test_a_chain_is_one(self) -> None:
        branch = the("if a:\n  b\nelif c:\n  d\nelse:\n  e\n", "branches")
        arms = branch["arms"]
        self.assertEqual([(arm["kind"], arm["line"], arm["body"]) for arm in arms], [
            ("if", 1, [2, 2]), ("elif", 3, [4, 4]), ("else", 6, [6, 6]),
        ])  # fmt: skip
        self.assertEqual([arm["condition"] and arm["condition"]["text"] for arm in arms], ["a", "c", None])

    def test_two_ifs_are_two(self) -> None:
        self.assertEqual(len(of("if a: b\nif c: d\n")["branches"]), 2)

    def test_an_if_inside_an_else_is_no_elif(self) -> None:
        outer, inner = of("if a:\n  b\nelse:\n  if c:\n    d\n")["branches"]
        self.assertEqual([arm["kind"] for arm in outer["arms"]], ["if", "else"])
        self.assertEqual([arm["kind"] for arm in inner["arms"]], ["if"])

    def test_arms_that_leave(self) -> None:
        branch = the("for x in y:\n  if x: break\n  else: x = 1\n", "branches")
        self.assertEqual([arm["leaves"] for arm in branch["arms"]], [True, False])
        self.assertEqual(branch["loop"], 0)

    def test_a_match(self) -> None:
        branch = the("match x:\n  case [1, y] if y: pass\n  case _: pass\n", "branches")
        self.assertEqual([arm["condition"]["text"] for arm in branch["arms"]], ["[1, y]", "_"])

    def test_an_endless_chain_is_cut(self) -> None:
        branch = the("if 1: pass\n" + "elif 1: pass\n" * 1_000, "branches")
        self.assertEqual(len(branch["arms"]), 100)


class StatementsTest(unittest.TestCase):
    def test_are_counted(self) -> None:
        self.assertEqual(of("x = 1; y = 2\nif x:\n  pass\nelif y:\n  pass\n")["statements"], 6)

    def test_assignments(self) -> None:
        told = of("a = b = 1\nc, d = 2, 3\ne += 4\nf: int = 5\n(g := 6)\nh: int\n")["assignments"]
        self.assertEqual([(one["targets"], one["operator"], one["value"]["text"]) for one in told], [
            (["a", "b"], "=", "1"), (["c, d"], "=", "2, 3"), (["e"], "+=", "4"), (["f"], "=", "5"),
            (["g"], ":=", "6"),
        ])  # fmt: skip

    def test_shapes_of_values(self) -> None:
        for value, shape in {
            "1": "integer", "-1": "integer", "1.5": "float", "1j": "complex", "'s'": "string", "f'{a}'": "string",
            "b'b'": "bytes", "True": "boolean", "None": "none", "[]": "list", "()": "tuple", "{}": "dict",
            "{1}": "set", "a": "name", "a.b": "attribute", "a[0]": "subscript", "a()": "call", "a + 1": "arithmetic",
            "-a": "arithmetic", "a < 1": "comparison", "a and b": "logic", "not a": "not",
            "[q for q in a]": "comprehension", "lambda: 1": "lambda", "a if b else c": "conditional", "...": "other",
        }.items():  # fmt: skip
            self.assertEqual(the(f"x = {value}", "assignments")["value"]["shape"], shape, value)

    def test_long_texts_are_cut(self) -> None:
        text = the(f"x = '{'y' * 500}'", "assignments")["value"]["text"]
        self.assertEqual((len(text), text[-1]), (80, "…"))

    def test_exits(self) -> None:
        exits = of("def f():\n  while x:\n    return\n  raise E(1)\n")["exits"]
        self.assertEqual([(one["kind"], one["value"] and one["value"]["text"], one["loop"]) for one in exits], [
            ("return", None, 0), ("raise", "E(1)", None),
        ])  # fmt: skip

    def test_imports(self) -> None:
        imports = of("import a.b as c, d\nfrom e import f as g\nfrom . import h\nfrom ..i import *\n")["imports"]
        self.assertEqual([(one["module"], one["name"], one["alias"]) for one in imports], [
            ("a.b", None, "c"), ("d", None, None), ("e", "f", "g"), (".", "h", None), ("..i", "*", None),
        ])  # fmt: skip

    def test_what_does_nothing(self) -> None:
        told = of('"doc"\nx == 3\nlst.sort\nx\nf()\n...\n(y := 1)\n')["discarded"]
        self.assertEqual([(one["text"], one["shape"]) for one in told], [
            ("x == 3", "comparison"), ("lst.sort", "attribute"), ("x", "name"),
        ])  # fmt: skip

    def test_what_is_never_reached(self) -> None:
        told = the("def f():\n  return 1\n  a\n  b\n", "unreachable")
        self.assertEqual((told["lines"], told["after"], told["scope"]), ([3, 4], 2, 1))

    def test_behind_a_loop_without_end(self) -> None:
        self.assertEqual(the("while True:\n  x()\ny()\n", "unreachable")["lines"], [3, 3])
        self.assertEqual(of("while True:\n  break\ny()\n")["unreachable"], [])

    def test_f_strings_are_counted_once_each(self) -> None:
        self.assertEqual(of("f'{a:>{b}}' + f'{c}' + 'd'")["fStrings"], 2)

    def test_lists_and_dicts_that_are_made_are_counted(self) -> None:
        facts = of("[a, b] = [1, [2]]\n{1: {2: 3}}\n{1, 2}\n[i for i in a]\nx[0]")
        self.assertEqual((facts["lists"], facts["dicts"]), (2, 2))

    def test_warnings_are_told_and_printed_nowhere(self) -> None:
        (warning,) = of("\nx is 3\n")["warnings"]
        self.assertEqual(warning["line"], 2)
        self.assertIn("literal", warning["message"])


class ConditionsTest(unittest.TestCase):
    def test_a_comparison(self) -> None:
        told = the("a <= 1", "comparisons")
        self.assertEqual((told["operators"], [one["text"] for one in told["operands"]]), (["<="], ["a", "1"]))

    def test_a_chain_is_one_with_two_operators(self) -> None:
        self.assertEqual(the("a < b is not c", "comparisons")["operators"], ["<", "is not"])

    def test_is_with_a_literal(self) -> None:
        told = the("a is 'x'", "comparisons")
        self.assertEqual((told["operators"], told["operands"][1]["shape"]), (["is"], "string"))

    def test_equal_to_this_or_that(self) -> None:
        told = the("x == 'a' or 'b'", "logic")
        self.assertEqual(told["operator"], "or")
        self.assertEqual([one["shape"] for one in told["operands"]], ["comparison", "string"])

    def test_arithmetic(self) -> None:
        told = of("a + b * c ** 2 / 3 ^ 1")["operations"]
        self.assertEqual([one["operator"] for one in told], ["+", "*", "**", "/", "^"])

    def test_a_long_sum_is_no_trouble(self) -> None:
        self.assertEqual(len(of("+".join(["1"] * 500))["operations"]), 499)


class SyntaxErrorTest(unittest.TestCase):
    def test_says_where_and_what(self) -> None:
        told = error("x = 1\ny = = 2\n")
        self.assertEqual((told["name"], told["at"], told["source"]), ("SyntaxError", [2, 5], "y = = 2"))

    def test_tokens_of_the_line_and_of_the_one_before(self) -> None:
        tokens = error("a\nb\n\nif c\n  d\n")["tokens"]
        self.assertEqual([one["text"] for one in tokens], ["b", "\n", "if", "c", "\n"])
        self.assertEqual([one["type"] for one in tokens[2:4]], ["keyword", "name"])
        self.assertEqual(tokens[3]["at"], [4, 4])

    def test_an_unclosed_bracket(self) -> None:
        self.assertEqual(clues('print("a"\nx = 1\n'), [("unclosed-bracket", "(", [1, 6])])

    def test_several_unclosed_brackets_the_innermost_first(self) -> None:
        self.assertEqual([text for _, text, _ in clues("f([{1: 2\n")], ["{", "[", "("])

    def test_a_bracket_too_many(self) -> None:
        self.assertEqual(clues("print(1))"), [("stray-bracket", ")", [1, 9])])

    def test_a_wrong_bracket(self) -> None:
        (clue,) = error("x = (1]")["clues"]
        self.assertEqual((clue["kind"], clue["at"]), ("wrong-bracket", [1, 7]))
        self.assertEqual(clue["opened"], {"text": "(", "at": [1, 5]})

    def test_an_unclosed_quote(self) -> None:
        self.assertEqual(clues("x = 'abc\n"), [("unclosed-quote", "'", [1, 5])])

    def test_an_unclosed_long_quote(self) -> None:
        self.assertEqual(clues('x = """abc\n\n'), [("unclosed-quote", '"""', [1, 5])])

    def test_an_unclosed_f_string(self) -> None:
        self.assertIn(("unclosed-quote", '"', [1, 5]), clues('x = f"abc\n'))

    def test_curly_quotes(self) -> None:
        self.assertEqual(clues("print(“a”)")[0], ("strange-character", "“", [1, 7]))

    def test_an_invisible_character(self) -> None:
        self.assertEqual(clues("x =\u00a01\n")[0], ("strange-character", "\u00a0", [1, 4]))

    def test_an_indentation_error(self) -> None:
        told = error("def f():\npass\n")
        self.assertEqual((told["name"], told["at"][0]), ("IndentationError", 2))

    def test_tabs_and_spaces(self) -> None:
        self.assertEqual(error("if x:\n        a\n\tb\n")["name"], "TabError")

    def test_what_only_the_compiler_finds(self) -> None:
        for source in ("return 1", "break", "def f(a, a): pass", "x = 1\ndef f():\n  nonlocal x\n", "await x"):
            error(source)

    def test_at_the_end_of_the_file(self) -> None:
        self.assertEqual(error("if x:")["at"][0], 1)


class HostileTest(unittest.TestCase):
    def kind(self, source: str) -> str:
        begin = time.monotonic()
        told = facts.of_source(source)
        encoded = facts.encode("a.py", told)
        self.assertLess(time.monotonic() - begin, 5)
        self.assertLessEqual(len(encoded), wire.MAX_PAYLOAD_OUT)
        json.loads(encoded)
        return told["kind"]

    def test_a_null_byte_and_a_lone_surrogate(self) -> None:
        self.assertEqual(clues("a\n b\0"), [("strange-character", "\0", [2, 3])])
        self.assertEqual(self.kind("x = '\ud800'"), "syntaxError")

    def test_nested_brackets(self) -> None:
        for source in ("(" * 10_000, "[" * 10_000 + "]" * 10_000, "{" * 25_000 + "}" * 25_000):
            self.assertEqual(self.kind(source), "syntaxError")

    def test_deep_expressions(self) -> None:
        before = ("-" * 50_000, "not " * 9_000, "lambda:" * 7_000)
        behind = (".b" * 20_000, "()" * 20_000, "[0]" * 15_000)
        for source in (*(f"{part}a" for part in before), *(f"a{part}" for part in behind)):
            self.assertEqual(self.kind(source), "tooBig", source[:20])

    def test_is_none_the_worse_for_it(self) -> None:
        self.kind("-" * 50_000 + "1")
        self.assertEqual(self.kind("x = 1"), "facts")

    def test_more_than_a_file_may_have(self) -> None:
        self.assertEqual(facts.of_source("#" * 50 * 1024)["kind"], "facts")
        self.assertEqual(facts.of_source("#" * (50 * 1024 + 1)), {"kind": "tooBig", "why": "bytes"})
        self.assertEqual(facts.of_source("é" * (26 * 1024)), {"kind": "tooBig", "why": "bytes"})

    def test_a_line_of_50_KB(self) -> None:
        for source in ("x = '" + "é" * 25_000 + "'", "x = [" + "1," * 25_000 + "]", "#" * 51_000):
            self.assertEqual(self.kind(source), "facts")

    def test_more_facts_than_fit(self) -> None:
        for source in ("x=1;" * 12_000, "f(a==b);" * 6_000, "a+" * 900 + "1", "x," * 25_000, "def f():0\n" * 5_000):
            told = facts.of_source(source)
            encoded = json.loads(facts.encode("a.py", told))
            self.assertEqual(encoded["facts"]["kind"], "facts")
        self.assertFalse(json.loads(facts.encode("a.py", facts.of_source("f(a==b);" * 6_000)))["facts"]["complete"])

    def test_huge_numbers(self) -> None:
        self.assertEqual(self.kind("9" * 50_000), "syntaxError")
        self.assertEqual(self.kind("0x" + "f" * 50_000), "facts")
        self.assertEqual(self.kind("x = 9 ** 9 ** 9 ** 9\ny = 'a' * 10 ** 12"), "facts")

    def test_names_of_any_length(self) -> None:
        self.assertEqual(self.kind("def " + "f" * 5_000 + "(" + "a" * 5_000 + "): pass"), "facts")


if __name__ == "__main__":
    unittest.main()
