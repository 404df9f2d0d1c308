import { hasWords, words } from './catalogue.ts';
import type { en } from './en.ts';

/**
 * What an exception of Python means, in a child's words, as narrowly as its sentence allows.
 *
 * @param said with its name before it: `NameError: name 'nme' is not defined`
 * @param line of the program, if it is known
 */
export function meaningOf(name: string, said: string, line = ''): string {
  for (const { key, pattern, source } of SENTENCES) {
    const match = pattern.exec(said);
    if (match !== null && source?.test(line) !== false)
      return words(`exceptionOf.${key}`, readable(match.groups ?? {}));
  }
  const key = `exception.${name}`;
  return hasWords(key) ? words(key) : words('exceptionUnknown', { name });
}

/** Groups that hold the name of a type, which is told as what it is: `a list` for `list`. */
const TYPES: ReadonlySet<string> = new Set(['kind', 'other']);

function readable(groups: Readonly<Record<string, string>>): Record<string, string> {
  const told = Object.entries(groups).map(([group, text]) => {
    const key = `kindOfValue.${text}`;
    return [group, TYPES.has(group) && hasWords(key) ? words(key) : text] as const;
  });
  return Object.fromEntries(told);
}

interface Sentence {
  /** Of its words. */
  readonly key: keyof typeof en.exceptionOf;
  readonly pattern: RegExp;
  /** The line, where Python says the same of different mistakes. */
  readonly source?: RegExp;
}

/**
 * Sentences of CPython 3.13 that say more than the exception's name; the first that fits counts. Named groups fill the
 * words in. A program may raise what it likes, so no group takes more than a name is long.
 */
const SENTENCES: readonly Sentence[] = [
  // Names
  {
    // Python says so only where the file was taken for the module, whatever then went wrong with it.
    key: 'tookYourFile',
    pattern:
      /^(?:AttributeError|ImportError): .*\(consider renaming '(?:\/work\/)?(?<file>[^']+)' since it has the same name as the standard library module named '(?<module>[^']+)'/u,
  },
  { key: 'noScreen', pattern: /^(?:ImportError|ModuleNotFoundError): .*'(?:turtle|_?tkinter|pygame)'/u },
  {
    key: 'nameOfModule',
    pattern: /^NameError: name '(?<name>\w{1,60})' is not defined\. Did you forget to import/u,
  },
  {
    key: 'nameMeant',
    pattern: /^NameError: name '(?<name>\w{1,60})' is not defined\. Did you mean: '(?<meant>[\w.]{1,60})'/u,
  },
  { key: 'nameUnknown', pattern: /^NameError: name '(?<name>\w{1,60})' is not defined/u },
  { key: 'nameTooEarly', pattern: /^UnboundLocalError: cannot access local variable '(?<name>\w{1,60})'/u },
  {
    key: 'nothingThere',
    pattern: /^AttributeError: 'NoneType' object has no attribute '(?<name>\w{1,60})'/u,
  },
  {
    key: 'attributeMeant',
    pattern: /^AttributeError: .* has no attribute '(?<name>\w{1,60})'\. Did you mean: '(?<meant>\w{1,60})'/u,
  },

  // Kinds of values
  {
    key: 'textAndNumber',
    pattern:
      /^TypeError: (?:can only concatenate str \(not "(?:int|float)"\)|unsupported operand type\(s\) for \+=?: '(?:int|float)' and 'str')/u,
  },
  {
    key: 'compared',
    pattern:
      /^TypeError: '(?<sign>[<>]=?)' not supported between instances of '(?<kind>\w{1,60})' and '(?<other>\w{1,60})'/u,
  },
  {
    key: 'operator',
    pattern:
      /^TypeError: unsupported operand type\(s\) for (?<sign>\S{1,3}): '(?<kind>\w{1,60})' and '(?<other>\w{1,60})'/u,
  },
  { key: 'notCallable', pattern: /^TypeError: '(?<kind>\w{1,60})' object is not callable/u },
  { key: 'numberNotCounted', pattern: /^TypeError: 'int' object is not iterable/u },
  { key: 'notIterable', pattern: /^TypeError: '(?<kind>\w{1,60})' object is not iterable/u },
  {
    key: 'cannotBeChanged',
    pattern:
      /^TypeError: '(?<kind>str|tuple|range|bytes)' object does not support item (?:assignment|deletion)/u,
  },
  {
    key: 'nothingBeforeBrackets',
    pattern:
      /^TypeError: 'NoneType' object (?:is not subscriptable|does not support item (?:assignment|deletion))/u,
  },
  {
    key: 'noPlaces',
    pattern:
      /^TypeError: '(?<kind>\w{1,60})' object (?:is not subscriptable|does not support item (?:assignment|deletion))/u,
  },
  { key: 'noWholePlace', pattern: /^TypeError: (?:list|tuple|string) indices must be integers/u },
  {
    key: 'tooLittleGiven',
    pattern:
      /^TypeError: (?<name>[\w.]{1,60})\(\) missing \d+ required (?:positional|keyword-only) arguments?: (?<missing>.{1,80})$/u,
  },
  {
    // Python counts the object itself, which the pupil does not see.
    key: 'methodGivenTooMuch',
    pattern:
      /^TypeError: (?<name>\w{1,60}\.\w{1,60})\(\) takes .{1,40} positional arguments? but \d+ (?:was|were) given/u,
  },
  {
    key: 'tooMuchGiven',
    pattern:
      /^TypeError: (?<name>[\w.]{1,60})\(\) takes .{1,40} positional arguments? but \d+ (?:was|were) given/u,
  },

  // Values
  {
    key: 'emptyNumber',
    pattern: /^ValueError: (?:invalid literal for int|could not convert string to float).*: '\s*'$/u,
  },
  {
    key: 'pointInInt',
    pattern: /^ValueError: invalid literal for int\(\) with base 10: '\s*[-+]?\d*\.\d*\s*'$/u,
  },
  {
    key: 'notANumber',
    pattern: /^ValueError: (?:invalid literal for int|could not convert string to float)/u,
  },
  { key: 'tooManyValues', pattern: /^ValueError: too many values to unpack/u },
  { key: 'tooFewValues', pattern: /^ValueError: not enough values to unpack/u },
  { key: 'notInList', pattern: /^ValueError: list\.remove\(x\): x not in list/u },

  // What Python cannot read
  { key: 'needsIndent', pattern: /^IndentationError: expected an indented block/u },
  { key: 'unexpectedIndent', pattern: /^IndentationError: unexpected indent/u },
  { key: 'oddIndent', pattern: /^IndentationError: unindent does not match/u },
  { key: 'elseIf', pattern: /^SyntaxError: expected ':'/u, source: /^\s*else\s+if\b/u },
  { key: 'colon', pattern: /^SyntaxError: expected ':'/u },
  { key: 'noTarget', pattern: /^SyntaxError: cannot assign to .* Maybe you meant '=='/u },
  { key: 'twoEquals', pattern: /^SyntaxError: .*Maybe you meant '=='/u },
  { key: 'quote', pattern: /^SyntaxError: unterminated .*string literal/u },
  { key: 'bracket', pattern: /^SyntaxError: .* was never closed/u },
  { key: 'bracketTooMany', pattern: /^SyntaxError: unmatched '(?<closing>[)\]}])'/u },
  {
    key: 'otherBracket',
    pattern:
      /^SyntaxError: closing parenthesis '(?<closing>[)\]}])' does not match opening parenthesis '(?<opening>[([{])'/u,
  },
  { key: 'printBrackets', pattern: /^SyntaxError: Missing parentheses in call to 'print'/u },
  { key: 'comma', pattern: /^SyntaxError: .*Perhaps you forgot a comma\?/u },
  { key: 'notUtf8', pattern: /^SyntaxError: (?:\(unicode error\) 'utf-8' codec|Non-UTF-8 code)/u },
  { key: 'backslash', pattern: /^SyntaxError: \(unicode error\) 'unicodeescape' codec/u },
  { key: 'oddCharacter', pattern: /^SyntaxError: invalid (?:non-printable )?character /u },
  { key: 'returnOutside', pattern: /^SyntaxError: 'return' outside function/u },
  {
    key: 'loopWordOutside',
    pattern: /^SyntaxError: '(?:break' outside loop|continue' not properly in loop)/u,
  },
  { key: 'leadingZero', pattern: /^SyntaxError: leading zeros in decimal integer literals/u },
  { key: 'digitFirst', pattern: /^SyntaxError: invalid decimal literal/u },
];
