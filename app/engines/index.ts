/** Which engine the studio uses: the first whose boxes hold. Keeps what was proven, so that a run need not wait. */
export { type EngineChoice, type Findings, chooseEngine } from './choose.ts';
export { EngineRoom } from './engine-room.ts';
export { type Examination, examineEngines } from './examine.ts';
export { reportOf } from './report.ts';
