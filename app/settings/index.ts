/**
 * How this user's studio is set, the teacher's PIN that guards some of it, and the policy of whoever looks after
 * the computer. Knows nothing of what the settings do.
 */
export { hashPin } from './pin.ts';
export { policyPath } from './policy.ts';
export { SettingsRoom } from './settings.ts';
