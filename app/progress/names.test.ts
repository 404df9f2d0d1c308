import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkFilePath, checkProjectName, clash, filePathProblem } from './names.ts';

describe('A name', () => {
  const good = [
    'a.py',
    'Mein Spiel',
    'größe.txt',
    '日本語.py',
    'a.b.c',
    'console.py',
    'com.py',
    'a'.repeat(100),
  ];
  it('may have spaces, any letters, and up to 100 characters', () => {
    for (const name of good) assert.equal(filePathProblem(name), undefined, name);
  });

  for (const [problem, names] of Object.entries({
    empty: [''],
    absolute: ['/a'],
    'control character': ['a\0b', 'a\nb', '\u0085'],
    'not Unicode': ['\ud800'],
    'leaves its folder': ['.', '..', '../a', 'a/../b', 'a//b', 'a/'],
    'too long': ['a'.repeat(101), '日'.repeat(90) + 'a'.repeat(20)],
    'too deep': ['1/2/3/4/5/a.py'],
    'forbidden character': Array.from('<>:"|?*\\', (character) => `a${character}b`),
    reserved: ['con', 'NUL.txt', 'Com1', 'lpt9.tar.gz', 'aux .py', 'CONIN$', 'a/prn.py'],
    'dot at the start': ['.git', '.a.py', 'a/.b'],
    'dot or space at the end': ['a.', 'a ', 'a ./b'],
  })) {
    it(`is refused: ${problem}`, () => {
      for (const name of names) assert.equal(filePathProblem(name), problem, JSON.stringify(name));
    });
  }

  it('of a file may have four folders, of a project none', () => {
    checkFilePath('1/2/3/4/a.py');
    assert.throws(() => checkFilePath('../a'), {
      code: 'bad-name',
      details: { name: '../a', problem: 'leaves its folder' },
    });
    checkProjectName('a');
    assert.throws(() => checkProjectName('a/b'), {
      code: 'bad-name',
      details: { name: 'a/b', problem: 'slash' },
    });
  });
});

describe('Two files', () => {
  const cases: [string, string, boolean][] = [
    ['a.py', 'a.py', true],
    ['a.py', 'A.py', true],
    ['\u00e9.py', 'e\u0301.py', true],
    ['data/a.py', 'Data/b.py', true],
    ['data', 'data/a.py', true],
    ['data/a.py', 'data', true],
    ['data/a.py', 'data/b.py', false],
    ['a.py', 'b.py', false],
    ['data/a.py', 'a.py', false],
  ];
  for (const [one, other, exclude] of cases) {
    it(`${one} and ${other} ${exclude ? 'cannot' : 'can'} lie side by side`, () => {
      assert.equal(clash(['x', one], other), exclude ? one : undefined);
    });
  }
});
