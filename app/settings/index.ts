// stub
import { DEFAULT_SETTINGS, type SettingsChange, type SettingsState } from '../contract/index.ts';
export class SettingsRoom {
  s: SettingsState = { settings: DEFAULT_SETTINGS, guarded: false, managed: [] };
  ls = new Set<(s: SettingsState) => void>();
  static async open(_o: { file: string; policyFile: string }): Promise<SettingsRoom> {
    return new SettingsRoom();
  }
  state(): SettingsState {
    return this.s;
  }
  async change(c: SettingsChange, _pin?: string): Promise<SettingsState> {
    this.s = { ...this.s, settings: { ...this.s.settings, ...c } as SettingsState['settings'] };
    for (const l of this.ls) l(this.s);
    return this.s;
  }
  async checkPin(_p: string): Promise<void> {
    /* */
  }
  async setPin(n: string | null, _p?: string): Promise<SettingsState> {
    this.s = { ...this.s, guarded: n !== null };
    return this.s;
  }
  onChange(l: (s: SettingsState) => void): Disposable {
    this.ls.add(l);
    return { [Symbol.dispose]: () => void this.ls.delete(l) };
  }
}
export const policyPath = (): string => '/etc/sandlot/policy.json';
