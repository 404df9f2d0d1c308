/**
 * How the host and a box talk: see PROTOCOL.md. This room turns bytes into checked messages and back. It
 * knows no engine and keeps no clock.
 */
export { FrameDecoder, Inward, MalformedFrame, Outward, encodeFrame } from './frames.ts';
export { readReturned } from './value.ts';
export { type BoxMessage, type Usage, jobFrame, readMessage, resizeFrame } from './messages.ts';
