/**
 * What makes boxes: Docker and Podman, found without configuration, behind one Engine. This room may know
 * containers and HTTP; nothing above it does.
 */
export type { Engine, EngineInfo, EngineName } from './engine.ts';
export { sweepBoxes } from './container/sweep.ts';
export { findEngines, openEngine } from './find.ts';
