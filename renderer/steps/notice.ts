import { words } from '../../app/words/index.ts';
import { numberWords } from './position-words.ts';
import type { Recording } from '../studio/recording.ts';

/** What a pupil has to know about a recording that is not all there; undefined if it is. */
export function noticeOf({ trace, stepCount, complete }: Recording): string | undefined {
  if (trace.problem?.code === 'corrupt') return words('steps.notice.corrupt');
  if (trace.problem?.code === 'unsupported') return words('steps.notice.unsupported');
  if (trace.ended?.how === 'lost') return words('steps.notice.lost');
  if (trace.later !== undefined) return words('steps.notice.limit', { count: numberWords(stepCount) });
  return complete && trace.problem?.code === 'cut' && stepCount > 0 ? words('steps.notice.cut') : undefined;
}
