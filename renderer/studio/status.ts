import type { EngineState } from '../../app/contract/index.ts';
import { duration, problemWords, words } from '../../app/words/index.ts';
import { LIVE_TRACE } from '../../runner/model/index.ts';
import type { LineState } from './line.ts';
import type { Phase } from './program-run.ts';

/** How a status feels: its colour and picture. */
export type Mood = 'calm' | 'busy' | 'asking' | 'good' | 'bad';

export interface Status {
  readonly mood: Mood;
  readonly words: string;
}

/**
 * What is happening, in one sentence. Always something.
 *
 * @param before what is to be done before there is something to run: to `make` a program, or to `predict` what it prints
 */
export function statusOf(
  line: LineState,
  engine: EngineState,
  phase: Phase,
  file: string,
  before?: 'make' | 'predict',
): Status {
  if (line === 'lost') return { mood: 'bad', words: words('window.status.lost') };
  const ofRun = statusOfRun(phase, engine, file);
  if (ofRun !== undefined) return ofRun;
  if (before !== undefined) return { mood: 'calm', words: words(`window.status.before.${before}`) };
  switch (engine.state) {
    case 'starting':
      return { mood: 'busy', words: words('window.status.engineStarting') };
    case 'proving':
      return { mood: 'busy', words: words('window.status.engineProving') };
    case 'failed':
      return { mood: 'bad', words: words('window.status.engineFailed') };
    case 'ready':
      return { mood: 'calm', words: words('window.status.ready') };
  }
}

function statusOfRun(phase: Phase, engine: EngineState, file: string): Status | undefined {
  switch (phase.phase) {
    case 'idle':
      return undefined;
    case 'starting':
      return engine.state === 'proving'
        ? { mood: 'busy', words: words('window.status.engineProving') }
        : { mood: 'busy', words: words('window.status.starting') };
    case 'running':
      return { mood: 'busy', words: words('window.status.running', { file }) };
    case 'waiting':
      return { mood: 'asking', words: words('window.status.waiting') };
    case 'stopping':
      return { mood: 'busy', words: words('window.status.stopping') };
    case 'failed':
      return { mood: 'bad', words: problemWords(phase.problem, 'window') };
    case 'ended':
      return endStatus(phase, file);
  }
}

/** What is shorter would be told as 0.0 seconds, or soon would be. */
const AT_ONCE_MILLIS = 100;

function endStatus({ outcome, explanation }: Extract<Phase, { phase: 'ended' }>, file: string): Status {
  const { result, limits } = outcome;
  if (explanation === undefined) {
    if (result.wallMillis < AT_ONCE_MILLIS) {
      return { mood: 'good', words: words('window.status.finishedAtOnce', { file }) };
    }
    const seconds = (result.wallMillis / 1000).toFixed(1);
    return { mood: 'good', words: words('window.status.finished', { file, seconds }) };
  }
  if (result.verdict === 'stopped') return { mood: 'calm', words: words('window.status.stopped') };
  if (result.reason === 'cpu time') {
    return { mood: 'bad', words: words('window.status.tooLong', { duration: duration(limits.cpuMillis) }) };
  }
  if (result.reason === 'instruction limit') {
    return { mood: 'bad', words: words('window.status.tooManyLines', { lines: LIVE_TRACE.lines / 1e6 }) };
  }
  const { place, verdict } = explanation;
  if (place === null) return { mood: 'bad', words: verdict };
  return {
    mood: 'bad',
    words: words('window.status.wrong', { verdict, file: place.file, line: place.line }),
  };
}
