import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  type CompletionSource,
  completeFromList,
  ifNotIn,
  snippetCompletion,
} from '@codemirror/autocomplete';
import { localCompletionSource } from '@codemirror/lang-python';
import { hasWords, words } from '../../app/words/index.ts';
import { members } from './members.ts';

const IN_TEXT = ['String', 'FormatString', 'Comment'];
const NOT_IN = [...IN_TEXT, 'PropertyName'];

/** Functions that beginners use. What each does is in the catalogue. */
const FUNCTIONS = [
  'abs',
  'bool',
  'dict',
  'enumerate',
  'float',
  'input',
  'int',
  'len',
  'list',
  'max',
  'min',
  'open',
  'print',
  'range',
  'reversed',
  'round',
  'set',
  'sorted',
  'str',
  'sum',
  'tuple',
  'type',
  'zip',
] as const;

const CONSTANTS = ['True', 'False', 'None'] as const;

const KEYWORDS = [
  'and',
  'as',
  'assert',
  'break',
  'class',
  'continue',
  'def',
  'del',
  'elif',
  'else',
  'except',
  'finally',
  'for',
  'from',
  'global',
  'if',
  'import',
  'in',
  'is',
  'lambda',
  'not',
  'or',
  'pass',
  'raise',
  'return',
  'try',
  'while',
  'with',
] as const;

/** Modules that come with Python and that lessons use. */
const MODULES = ['datetime', 'json', 'math', 'random', 'statistics', 'string', 'time'] as const;

function described(label: string, type: string): Completion {
  const key = `window.completion.${label}`;
  return hasWords(key) ? { label, type, info: words(key) } : { label, type };
}

const templates: readonly Completion[] = [
  snippetCompletion('for ${name} in range(${10}):\n\t${}', { label: 'for', type: 'keyword', detail: '…' }),
  snippetCompletion('while ${condition}:\n\t${}', { label: 'while', type: 'keyword', detail: '…' }),
  snippetCompletion('if ${condition}:\n\t${}', { label: 'if', type: 'keyword', detail: '…' }),
  snippetCompletion('def ${name}(${}):\n\t', { label: 'def', type: 'keyword', detail: '…' }),
];

const ofPython = completeFromList([
  ...FUNCTIONS.map((label) => described(label, 'function')),
  ...CONSTANTS.map((label) => described(label, 'constant')),
  ...KEYWORDS.map((label) => described(label, 'keyword')),
  ...templates,
]);

const ofModules = completeFromList(MODULES.map((label) => described(label, 'namespace')));

/** After `import` and `from` come modules: Python's, and the pupil's other files. */
function modules(ownFiles: () => readonly string[]): CompletionSource {
  return (context: CompletionContext): CompletionResult | null => {
    const line = context.matchBefore(/^\s*(?:import|from)\s+\w*/);
    if (line === null) return null;
    const found = ofModules(context) as CompletionResult | null;
    const own = ownFiles().map((label): Completion => ({ label, type: 'namespace', boost: 1 }));
    const from = context.matchBefore(/\w*$/)?.from ?? context.pos;
    return { from, options: [...own, ...(found?.options ?? [])] };
  };
}

/** One's own names first, then what beginners use of Python; nothing in texts and comments. */
export function completionSources(ownFiles: () => readonly string[]): CompletionSource[] {
  return [modules(ownFiles), localCompletionSource, ifNotIn(NOT_IN, ofPython), ifNotIn(IN_TEXT, members)];
}
