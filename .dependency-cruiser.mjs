/**
 * Who may know whom: the table in ARCHITECTURE.md as rules. Each rule names who is meant and lists all that
 * they may import of ours; packages are free except where a rule says so. Tests may import anything.
 * `npm run check -- layers` applies it, and fails when it has seen fewer modules than there are files.
 */

const tests = '[.]test[.]tsx?$';
const packages = '^node_modules/';
const nodeItself = ['core'];

/** A rule that forbids everything but `allowed` (regular expressions of paths) to the files matching `from`. */
function mayKnowOnly(name, from, allowed, comment, except = []) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: from, pathNot: [tests, ...except] },
    to: { pathNot: allowed, dependencyTypesNot: nodeItself },
  };
}

function withoutNode(name, from, comment) {
  return {
    name: `${name}-without-node`,
    comment,
    severity: 'error',
    from: { path: from, pathNot: tests },
    to: { dependencyTypes: nodeItself },
  };
}

const model = 'runner/model knows nothing but zod: it is read by windows too.';
const trace = 'runner/trace knows nothing but zod: windows read traces too.';
const contract = 'app/contract knows only runner/model and packages; it runs in windows, so no Node.';
const base = 'app/base knows only runner: every other room of app may know it.';
const words = 'app/words knows only app/contract and runner/model; windows read it too, so no Node.';
const renderer =
  'renderer knows only app/contract, app/words, runner/model and runner/trace; it runs in a window, so no Node.';

export default {
  forbidden: [
    mayKnowOnly('model', '^runner/model/', ['^runner/model/', '^node_modules/zod/'], model),
    withoutNode('model', '^runner/model/', model),
    mayKnowOnly('trace', '^runner/trace/', ['^runner/trace/', '^node_modules/zod/'], trace),
    withoutNode('trace', '^runner/trace/', trace),
    mayKnowOnly(
      'runner',
      '^runner/',
      ['^runner/', '^sandbox-images/index[.]ts$', packages],
      'runner knows nothing of ours but the manifest, sandbox-images/index.ts.',
    ),
    mayKnowOnly(
      'sandbox-images',
      '^sandbox-images/',
      ['^sandbox-images/', packages],
      'sandbox-images knows none of us.',
    ),
    mayKnowOnly('contract', '^app/contract/', ['^app/contract/', '^runner/model/', packages], contract),
    withoutNode('contract', '^app/contract/', contract),
    mayKnowOnly('words', '^app/words/', ['^app/(?:words|contract)/', '^runner/model/', packages], words),
    withoutNode('words', '^app/words/', words),
    mayKnowOnly('base', '^app/base/', ['^app/base/', '^runner/', packages], base),
    mayKnowOnly('app', '^app/', ['^app/', '^runner/', packages], 'app knows only app and runner.'),
    mayKnowOnly(
      'app-rooms',
      '^app/([^/]+)/',
      ['^app/(?:$1|base|contract|words)/', '^runner/', packages],
      'Rooms in app meet only in app/studio.ts; they share app/base, app/contract and app/words.',
      ['^app/(?:cli|hosts)/'],
    ),
    mayKnowOnly(
      'app-doors',
      '^app/(cli|hosts)/',
      ['^app/(?:$1|base|contract|words)/', '^app/studio[.]ts$', '^runner/', packages],
      'The command line and the hosts reach the rooms through app/studio.ts.',
    ),
    mayKnowOnly(
      'renderer',
      '^renderer/',
      // What only a terminal says would make the first page longer.
      ['^renderer/', '^app/(?:contract/|words/(?!(?:en-)?terminal))', '^runner/(?:model|trace)/', packages],
      renderer,
    ),
    withoutNode('renderer', '^renderer/', renderer),
    {
      name: 'electron',
      comment: "Only app/hosts/electron may import 'electron': everything else runs without it.",
      severity: 'error',
      from: { pathNot: '^app/hosts/electron/' },
      to: { path: '^(?:node_modules/)?electron(?:/|$)' },
    },
    {
      name: 'no-test-in-production',
      comment: 'What we ship imports no test.',
      severity: 'error',
      from: { path: '^(?:app|renderer|runner|sandbox-images)/', pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle means that two files are one idea: join them, or find the third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^electron(?:/|$)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(?:[.]cache|sandbox-images/out)/' },
    // Types count: who knows a type knows the room.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
};
