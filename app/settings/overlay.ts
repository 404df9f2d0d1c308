import { type Settings, type SettingsChange, settingsSchema } from '../contract/index.ts';

/** Settings with some of them changed. What is no setting of this studio is left out. */
export function overlay(settings: Settings, change: SettingsChange): Settings {
  return settingsSchema.strip().parse({ ...settings, ...onlyGiven(change) });
}

/** A change without the names that are there and say nothing: they must not become gaps. */
export function onlyGiven(change: SettingsChange): SettingsChange {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
