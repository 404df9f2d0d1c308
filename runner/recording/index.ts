/**
 * Makes of what a run says a trace that can be kept: its steps, checked, and which of them wrote what to the terminal.
 * It stores nothing itself.
 */
export { TraceRecorder } from './recorder.ts';
