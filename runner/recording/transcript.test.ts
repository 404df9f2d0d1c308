import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Transcript } from './transcript.ts';

function begun() {
  const told: unknown[] = [];
  const transcript = new Transcript({
    wrote: (step, text) => told.push(['out', step, text]),
    asked: (step, prompt, answer) => told.push(['in', step, prompt, answer]),
  });
  const show = (text: string) => transcript.show(Buffer.from(text));
  return { transcript, show, told };
}

describe('A transcript', () => {
  it('gives each step what it wrote, whichever of the two is heard of first', () => {
    const { transcript, show, told } = begun();
    show('one\r\n');
    transcript.step(0, undefined);
    transcript.step(1, 4);
    transcript.step(2, 8);
    show('two\r\nthree');
    transcript.end();
    assert.deepEqual(told, [
      ['out', 1, 'one\n'],
      ['out', 2, 'two\n'],
      ['out', -1, 'three'],
    ]);
  });

  it('counts bytes, and cuts between characters', () => {
    const { transcript, show, told } = begun();
    const bytes = Buffer.from('ü\r\n🙂\r\n');
    for (const byte of bytes) transcript.show(Buffer.from([byte]));
    transcript.step(0, 3);
    transcript.step(1, 8);
    show('');
    assert.deepEqual(told, [
      ['out', 0, 'ü\n'],
      ['out', 1, '🙂\n'],
    ]);
  });

  it('keeps what is typed apart from what is written', () => {
    const { transcript, show, told } = begun();
    transcript.step(0, undefined);
    show('Hello\r\nName? ');
    transcript.wait();
    transcript.type('Mu');
    show('Mu');
    transcript.wait();
    transcript.type('\u007fia\r');
    show('\b \bia\r');
    show('\nHi Mia\r\n');
    transcript.step(1, 12);
    transcript.step(2, 19);
    assert.deepEqual(told, [
      ['in', 0, 'Name? ', 'Mia'],
      ['out', 1, 'Hello\nName? '],
      ['out', 2, 'Hi Mia\n'],
    ]);
  });

  it('takes no output for typing when there is more than can be typed', () => {
    const { transcript, show, told } = begun();
    transcript.wait();
    const flood = 'x'.repeat(20_000);
    for (let at = 0; at < flood.length; at += 1000) show(flood.slice(at, at + 1000));
    transcript.end();
    assert.deepEqual(told, [['out', -1, flood]]);
  });

  it('takes no output for typing after Ctrl-C or Ctrl-D', () => {
    const { transcript, show, told } = begun();
    show('? ');
    transcript.wait();
    transcript.type('\u0004');
    show('EOFError\r\n');
    transcript.step(0, 2);
    transcript.end();
    assert.deepEqual(told, [
      ['out', 0, '? '],
      ['out', -1, 'EOFError\n'],
    ]);
  });

  it('leaves a return alone that the program wrote itself', () => {
    const { transcript, show, told } = begun();
    show('1%\r2%\r\r\n');
    transcript.end();
    assert.deepEqual(told, [['out', -1, '1%\r2%\r\n']]);
  });
});
