import { isDeepStrictEqual } from 'node:util';
import { Listeners } from '../base/index.ts';
import {
  DEFAULT_SETTINGS,
  GUARDED,
  Problem,
  type SettingsChange,
  type SettingsState,
} from '../contract/index.ts';
import { type Kept, readKept, writeKept } from './kept.ts';
import { onlyGiven, overlay } from './overlay.ts';
import { hashPin, isPin } from './pin.ts';
import { type Policy, readPolicy } from './policy.ts';
import { NO_TRIES, afterWrong, secondsToWait } from './tries.ts';

export interface SettingsOptions {
  /** The settings file, in the home of its user. */
  readonly file: string;
  /** The policy file of the computer, which need not be there. It is read once, when the room is opened. */
  readonly policyFile: string;
}

/**
 * The settings of this user's studio. What the policy settles comes before what was chosen here, and that before
 * the defaults. Another studio of the same user may write the file too, so it is read again before each change.
 */
export class SettingsRoom {
  readonly #file: string;
  readonly #policy: Policy;
  readonly #changes = new Listeners<SettingsState>();
  #kept: Kept;

  private constructor(file: string, policy: Policy, kept: Kept) {
    this.#file = file;
    this.#policy = policy;
    this.#kept = kept;
  }

  /** @throws RunnerError `home-unusable` if the settings file cannot be read; a damaged one is moved aside */
  static async open({ file, policyFile }: SettingsOptions): Promise<SettingsRoom> {
    return new SettingsRoom(file, readPolicy(policyFile), readKept(file));
  }

  /** As they were when they were last read or changed here. */
  state(): SettingsState {
    const { settings, problem } = this.#policy;
    return {
      settings: overlay(overlay(DEFAULT_SETTINGS, this.#kept.settings), settings),
      guarded: this.#pin !== null,
      managed: GUARDED.filter((name) => settings[name] !== undefined),
      policyProblem: problem,
    };
  }

  /** A folder whose packs the policy wants taken in, or null. */
  get packsFolder(): string | null {
    return this.#policy.packs;
  }

  /**
   * Change some settings, all or none. The PIN is needed only if one that is guarded becomes another.
   *
   * @throws Problem `managed` (`name`), `pin-needed`, `pin-wrong`, `pin-wait` (`seconds`)
   * @throws RunnerError `home-unusable`
   */
  async change(change: SettingsChange, pin?: string): Promise<SettingsState> {
    this.#readAgain();
    const { settings, managed } = this.state();
    const given = onlyGiven(change);
    const differing = GUARDED.filter((name) => name in given && given[name] !== settings[name]);
    const settled = differing.find((name) => managed.includes(name));
    if (settled !== undefined) throw new Problem('managed', { name: settled });
    if (differing.length > 0) await this.#unlock(pin);
    return this.#write((kept) => ({ ...kept, settings: { ...kept.settings, ...given } }));
  }

  /**
   * Check the teacher's PIN. Where there is none, any is good.
   *
   * @throws Problem `pin-wrong`, or `pin-wait` (`seconds`) after too many that were wrong
   */
  async checkPin(pin: string): Promise<void> {
    this.#readAgain();
    await this.#unlock(pin);
  }

  /**
   * Set another PIN, or none. A PIN of the policy is not changed here, nor one that the policy may have if only it
   * could be read.
   *
   * @param pin the old one, if there is one
   * @throws Problem `managed` (`name`: `pin`), `pin-needed`, `pin-wrong`, `pin-wait` (`seconds`)
   */
  async setPin(next: string | null, pin?: string): Promise<SettingsState> {
    this.#readAgain();
    if (this.#policy.pin !== null || this.#policy.problem !== null)
      throw new Problem('managed', { name: 'pin' });
    await this.#unlock(pin);
    const hash = next === null ? null : await hashPin(next);
    return this.#write((kept) => ({ ...kept, pin: hash }));
  }

  /** Hear what the settings have become, by a change here or by one that was found when the file was read again. */
  onChange(listener: (state: SettingsState) => void): Disposable {
    return this.#changes.add(listener);
  }

  get #pin(): string | null {
    return this.#policy.pin ?? this.#kept.pin;
  }

  /** A try counts as wrong, on the disk, until it has proven right: so killing the studio in between gains nothing. */
  async #unlock(pin: string | undefined): Promise<void> {
    const hash = this.#pin;
    if (hash === null) return;
    if (pin === undefined) throw new Problem('pin-needed');
    const now = Date.now();
    const seconds = secondsToWait(this.#kept.tries, now);
    if (seconds > 0) throw new Problem('pin-wait', { seconds });
    this.#write((kept) => ({ ...kept, tries: afterWrong(kept.tries, now) }));
    if (!(await isPin(pin, hash))) throw new Problem('pin-wrong');
    this.#write((kept) => ({ ...kept, tries: NO_TRIES }));
  }

  #readAgain(): void {
    this.#become(readKept(this.#file));
  }

  #write(change: (kept: Kept) => Kept): SettingsState {
    const kept = change(readKept(this.#file));
    writeKept(this.#file, kept);
    return this.#become(kept);
  }

  #become(kept: Kept): SettingsState {
    const before = this.state();
    this.#kept = kept;
    const state = this.state();
    if (!isDeepStrictEqual(before, state)) this.#changes.tell(state);
    return state;
  }
}
