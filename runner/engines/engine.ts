import type { BoxKind } from '../model/index.ts';
import type { Sandbox } from '../sandbox/index.ts';

export type EngineName = 'docker' | 'podman';

/** What an engine says of itself. Nothing of it is a proof. */
export interface EngineInfo {
  readonly name: EngineName;
  readonly version: string;
  /** Where it answers, for people: `unix:///run/podman/podman.sock`. */
  readonly address: string;
  readonly rootless: boolean;
  readonly cgroupVersion: 1 | 2;
  /** Runtimes that a box may be started with: `runc`, `crun`, `runsc`. */
  readonly runtimes: readonly string[];
}

/** Makes boxes. One engine, one image, one owner. */
export interface Engine extends AsyncDisposable {
  readonly info: EngineInfo;
  /** Identity of the image that its boxes are made of. */
  readonly image: string;
  /** A hash of everything else that its boxes are made with: limits, mounts, seccomp profile, runtime. */
  readonly recipe: string;
  /**
   * Make a box that nobody has used, and wait until it can take a program.
   *
   * @throws RunnerError `engine-lost`, `box-failed`, `disk-full`
   */
  open(kind: BoxKind): Promise<Sandbox>;
  /** Remove the boxes of owners that are dead. Gives the ids of those owners. */
  sweep(isDead: (owner: string) => Promise<boolean>): Promise<string[]>;
}
