/**
 * One box and what runs in it: jobs in, events out, clocks, verdicts. An engine makes the channel to the
 * box; this room does not know how.
 */
export type { BoxChannel, ChannelEnd, ChannelListener } from './channel.ts';
export { Run } from './run.ts';
export { Sandbox } from './sandbox.ts';
