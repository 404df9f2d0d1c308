import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CompletionContext } from '@codemirror/autocomplete';
import { python } from '@codemirror/lang-python';
import { EditorState } from '@codemirror/state';
import { completionSources } from './completions.ts';

/** What is offered where `|` stands in a program, without one's own names. */
async function offered(program: string): Promise<string[]> {
  const at = program.indexOf('|');
  const state = EditorState.create({ doc: program.replace('|', ''), extensions: python() });
  const context = new CompletionContext(state, at, false);
  const labels: string[] = [];
  for (const source of completionSources(() => ['shapes'])) {
    labels.push(...((await source(context))?.options ?? []).map(({ label }) => label));
  }
  return labels;
}

describe('Completion', () => {
  it('has what beginners use, and the modules after import', async () => {
    assert.ok((await offered('pri|')).includes('print'));
    const modules = await offered('import r|');
    for (const module of ['random', 'shapes']) assert.ok(modules.includes(module), module);
  });

  it('has what a module has, after its dot', async () => {
    const members = await offered('import random\nn = random.r|');
    assert.ok(members.includes('randint'));
    assert.ok(!members.includes('append'));
    assert.ok((await offered('print(math.s|')).includes('sqrt'));
  });

  it('has what values can do, after any other dot', async () => {
    for (const before of ['names.', 'toString.', 'print(names.', 'rows[0].', 'f(1).', '[1, 2].'])
      assert.ok((await offered(`${before}a|`)).includes('append'), before);
  });

  it('has what texts can do, after a text', async () => {
    const members = await offered('"a b".s|');
    assert.ok(members.includes('split'));
    assert.ok(!members.includes('append'));
  });

  it('has what an object of hers was given, after self', async () => {
    const program =
      'class Cat:\n    def __init__(self):\n        self.lives = 9\n    def meow(self):\n        self.l|';
    assert.deepEqual(
      (await offered(program)).filter((name) => name !== '__init__'),
      ['lives', 'meow'],
    );
  });

  it('has nothing after a number, and nothing in texts and comments', async () => {
    for (const program of ['x = 3.|', '# names.a|', '"names.a|"', '"pri|"'])
      assert.deepEqual(await offered(program), [], program);
  });
});
