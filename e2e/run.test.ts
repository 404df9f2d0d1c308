import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StudioPage } from './testing/page.ts';
import type { TestStudio } from './testing/studio.ts';
import { until } from './testing/until.ts';
import { useStudio } from './testing/use-studio.ts';

describe('A pupil', () => {
  let studio: TestStudio;
  let window: StudioPage;

  useStudio((opened) => ({ studio, window } = opened));

  async function limitSeconds(seconds: string): Promise<void> {
    const settings = await window.choose('Settings');
    await settings.getByRole('button', { name: 'For teachers' }).click();
    const field = settings.getByLabel('How many seconds a program may work');
    await field.fill(seconds);
    await field.press('Tab');
    await window.leaveDialog();
  }

  it('runs the program that is there at the first start, answers it, and sees it finish', async () => {
    await window.run.click();
    await window.untilStatus(/Waiting for you to type/);
    const cursor = window.page.locator('.xterm-cursor');
    await cursor.waitFor(); // where she is to type
    await window.page.keyboard.type('Ada\n');
    await window.untilStatus(/Finished/);
    await cursor.waitFor({ state: 'detached' });
    assert.equal(await window.console(), 'What is your name? Ada\nHello, Ada!\n3\n2\n1\nLift off!');
  });

  it('stops a loop by the button, and may run again at once', async () => {
    await window.runProgram('import time\nprint("round and round")\nwhile True:\n    time.sleep(0.01)\n');
    await window.untilConsole(/round and round/);
    await window.stop.click();
    await window.untilStatus(/You stopped your program/);
    await window.runProgram('print("again")\n');
    await window.untilConsole(/^again$/);
  });

  it('is told that a program was stopped by loading the page again', async () => {
    await window.runProgram('input("Still there? ")\n');
    await window.untilStatus(/Waiting/);
    await window.page.reload();
    await window.help.getByText('because the page was loaded again').waitFor();
    await window.untilStatus(/Ready/);
    await window.runProgram('print("on we go")\n');
    await window.untilStatus(/Finished/);
    await window.page.reload();
    await window.help.getByText('Press Run to start your program').waitFor();
    assert.doesNotMatch((await window.help.textContent()) ?? '', /loaded again/);
  });

  it('stops a loop by Ctrl-C in the console', async () => {
    await window.runProgram('print("go")\nwhile True: pass\n');
    await window.untilConsole(/go/);
    await window.page.keyboard.press('Control+C');
    await window.untilStatus(/You stopped your program/);
  });

  it('sees what went wrong in words, the line lit up, and what Python said one click away', async () => {
    await window.runProgram('numbers = [1, 2]\nprint("before")\nprint(numbers[2])\n');
    await window.untilStatus(/something went wrong/);
    assert.match((await window.help.textContent()) ?? '', /asked for a place in a list/);
    assert.equal(await window.page.locator('.error-line').textContent(), 'print(numbers[2])');
    const said = window.page.locator('.traceback');
    assert.equal(await said.isVisible(), false);
    await window.page.getByText('What Python said').click();
    assert.equal(await said.isVisible(), true);
    await window.page.getByRole('button', { name: 'Show me line 3' }).click();
    await window.page.keyboard.type('# mended ');
    assert.equal(await window.page.locator('.error-line').count(), 0, 'a line that is typed in goes dark');
  });

  it('is told about a program that Python cannot read', async () => {
    await window.runProgram('print("a"\n');
    await window.untilStatus(/could not read your program/);
    assert.match((await window.help.textContent()) ?? '', /A bracket is opened here and never closed/);
  });

  it('uses files that import each other and a text that the program reads', async () => {
    await window.newFile('helpers.py', 'def double(text):\n    return text * 2\n');
    await window.newFile('words.txt', 'sun\nmoon\n');
    await window.tab('hello.py');
    await window.runProgram(
      'from helpers import double\nfor line in open("words.txt"):\n    print(double(line.strip()))\n',
    );
    await window.untilConsole(/^sunsun\nmoonmoon$/);
  });

  it('is shown an error in another file, and taken there', async () => {
    await window.tab('helpers.py');
    await window.write('def double(text):\n    return text * missing\n');
    await window.tab('hello.py');
    await window.run.click();
    await window.page.getByRole('tab', { name: 'helpers.py something went wrong here' }).waitFor();
    await window.page.getByRole('button', { name: 'Show me line 2 of helpers.py' }).click();
    await window.page.getByRole('tab', { name: 'helpers.py', selected: true }).waitFor();
    assert.match((await window.page.locator('.error-line').textContent()) ?? '', /missing/);
    // Once it has another name, nothing leads to it any more.
    const rename = async (from: string, to: string) => {
      await window.page.getByRole('button', { name: `Rename or remove ${from}` }).click();
      await window.page.getByLabel('What is it called?').fill(to);
      await window.page.getByRole('button', { name: 'Rename', exact: true }).click();
      await window.page.getByRole('tab', { name: to, selected: true }).waitFor();
    };
    await rename('helpers.py', 'tools.py');
    await window.page.getByRole('button', { name: 'Show me line' }).waitFor({ state: 'detached' });
    await rename('tools.py', 'helpers.py');
    await window.tab('hello.py');
  });

  it('runs the program that she had before her when she looks at a text', async () => {
    await window.tab('helpers.py');
    await window.write('print("the helper")\n');
    await window.tab('hello.py');
    await window.write('print("the program")\n');
    await window.tab('words.txt');
    await window.page.keyboard.press('F5');
    await window.untilConsole(/^the program$/);
    await window.tab('hello.py');
  });

  it('ends input with Ctrl-D', async () => {
    await window.runProgram('import sys\nprint(len(sys.stdin.read()), "letters")\n');
    await window.untilStatus(/Waiting for you/);
    await window.page.keyboard.type('abc\n');
    await window.page.keyboard.press('Control+D');
    await window.untilConsole(/4 letters/);
  });

  it('is told when a program worked too long', async () => {
    await limitSeconds('1');
    await window.runProgram('while True: pass\n');
    await window.untilStatus(/Stopped: it ran for 1 second/);
    assert.match((await window.help.textContent()) ?? '', /loop that never ends/);
    await limitSeconds('30');
  });

  it('is not drowned by a flood, nor by one of bytes that are no text', async () => {
    await window.runProgram('while True: print("flood " * 20)\n');
    await window.untilStatus(/printed more than anybody could read/);
    await window.untilConsole(/flood flood/);
    const binary = 'import os\nwhile True: os.write(1, os.urandom(5000))\n';
    await window.runProgram(binary);
    await window.untilStatus(/printed more than anybody could read/);
    await window.runProgram('print("still here")\n');
    await window.untilConsole(/^still here$/);
  });

  it('cannot be tricked by escape codes: title, clipboard, links, answers', async () => {
    const title = await window.page.title();
    await window.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await window.page.evaluate(() => navigator.clipboard.writeText('what she copied'));
    const tricks = [
      String.raw`\x1b]0;gotcha\x07`,
      String.raw`\x1b]2;gotcha\x07`,
      String.raw`\x1b]52;c;Z290Y2hh\x07`,
      String.raw`\x1b]8;;https://evil.example/\x07link\x1b]8;;\x07`,
      String.raw`\x1b[8;1;1t\x1b[21t\x1b[c\x1b[>c\x1b[6n\x1b[5n\x1b]11;?\x07\x1bP$qm\x1b\\\\\x1b[?25$p`,
    ].join('');
    await window.runProgram(`print("${tricks}")\nprint("got", repr(input("? ")))\n`);
    await window.untilStatus(/Waiting for you/);
    await window.page.keyboard.type('me\n');
    await window.untilConsole(/got 'me'/);
    assert.equal(await window.page.title(), title);
    assert.equal(await window.page.evaluate(() => navigator.clipboard.readText()), 'what she copied');
    const pages = window.page.context().pages().length;
    await window.page.getByText('link').first().click({ force: true });
    assert.equal(window.page.context().pages().length, pages);
  });

  it('has a console that survives reset codes and a resize', async () => {
    await window.runProgram(String.raw`print("\x1bc\x1b[?1049h\x1b[?25l\x1b[2Jdone")` + '\n');
    await window.untilConsole(/done/);
    await window.page.setViewportSize({ width: 1000, height: 700 });
    await window.runProgram('import os\nprint(os.get_terminal_size().columns > 20)\n');
    await window.untilConsole(/^True$/);
  });

  it('saw the browser complain about nothing, and nothing leave the machine', async () => {
    assert.deepEqual(window.complaints, []);
    const origin = new URL(studio.address).origin;
    await until(() => window.requests.length > 0);
    const foreign = window.requests.filter((url) => !url.startsWith(origin) && !url.startsWith('data:'));
    assert.deepEqual(foreign, []);
  });
});
