import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';

/** What lessons use of those modules. */
const OF_MODULES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    datetime: ['date', 'datetime', 'timedelta'],
    json: ['dump', 'dumps', 'load', 'loads'],
    math: ['ceil', 'cos', 'floor', 'gcd', 'pi', 'pow', 'sin', 'sqrt'],
    random: ['choice', 'choices', 'randint', 'random', 'sample', 'seed', 'shuffle', 'uniform'],
    statistics: ['mean', 'median', 'mode'],
    string: ['ascii_letters', 'ascii_lowercase', 'ascii_uppercase', 'digits', 'punctuation'],
    time: ['sleep', 'time'],
  }),
);

/** What a text can do. */
const OF_TEXTS = [
  'count',
  'endswith',
  'find',
  'format',
  'index',
  'isalpha',
  'isdigit',
  'isupper',
  'join',
  'lower',
  'replace',
  'split',
  'splitlines',
  'startswith',
  'strip',
  'title',
  'upper',
];

/** What they, lists, dictionaries, sets or files can do: nobody knows here which of them a name stands for. */
const OF_VALUES = [
  ...OF_TEXTS,
  'add',
  'append',
  'clear',
  'close',
  'copy',
  'extend',
  'get',
  'insert',
  'items',
  'keys',
  'pop',
  'read',
  'readlines',
  'remove',
  'reverse',
  'sort',
  'values',
  'write',
];

/** After a dot: what the module has, what one's own objects have been given, or else what beginners' values can do. */
export function members(context: CompletionContext): CompletionResult | null {
  const [, owner] =
    /([A-Za-z_]\w*|[\])}"'])\.\w*$/u.exec(context.matchBefore(/[^\s(,]*$/u)?.text ?? '') ?? [];
  if (owner === undefined) return null;
  const from = context.matchBefore(/\w*$/u)?.from ?? context.pos;
  return {
    from,
    options: membersOf(owner, context).map((label): Completion => ({ label, type: 'method' })),
    validFor: /^\w*$/u,
  };
}

function membersOf(owner: string, context: CompletionContext): readonly string[] {
  if (owner === 'self') return attributesIn(context);
  const isText = owner === '"' || owner === "'";
  return OF_MODULES.get(owner) ?? (isText ? OF_TEXTS : OF_VALUES);
}

/** What the program gives to its own objects, values and methods, but for the one that is being typed. */
function attributesIn({ state, pos }: CompletionContext): string[] {
  const found = state.doc.toString().matchAll(/\b(?:self\.|def (?=\w+\(self\b))(?<name>[A-Za-z_]\w*)/gu);
  const others = [...found].filter(({ index, 0: text }) => index + text.length !== pos);
  return [...new Set(others.map(({ groups }) => groups?.['name'] ?? ''))];
}
