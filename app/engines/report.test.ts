import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RunnerError } from '../../runner/index.ts';
import { Client, type Handlers, portPair, serve } from '../contract/index.ts';
import type { Examination } from './examine.ts';
import { reportOf } from './report.ts';

const PAGE = 'x'.repeat(5_000);

const examined: Examination = {
  info: {
    name: 'docker',
    version: '1',
    address: 'unix:///nowhere',
    rootless: false,
    cgroupVersion: 2,
    runtimes: [],
  },
  fit: false,
  checks: [{ id: 'network', essential: true, state: 'not enforced', seen: PAGE }],
  problem: new RunnerError('box-failed', { engine: 'docker', words: PAGE }),
};

describe("The doctor's report", () => {
  it('reaches a window however much an engine has said', async () => {
    const [window, host] = portPair();
    serve(host, {
      doctor: async () => reportOf({ examined: [examined], missed: [] }),
    } as Partial<Handlers> as Handlers);
    const { engines } = await new Client(window).call('doctor', {});
    assert.equal(engines[0]?.checks[0]?.seen.length, 4_000);
    assert.equal(String(engines[0].problem?.details['words']).length, 4_000);
  });
});
