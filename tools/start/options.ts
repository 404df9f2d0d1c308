import { parseArgs } from 'node:util';
import {
  BadOption,
  WEB_OPTIONS,
  type WebOptions,
  orBadOption,
  webOptions,
} from '../../app/hosts/web/options.ts';
import { words } from '../../app/words/terminal.ts';

const HOSTS = ['auto', 'web', 'electron'] as const;

export interface StartOptions extends WebOptions {
  /** What the studio is to be seen in; `auto` is Electron where that can be. */
  readonly host: (typeof HOSTS)[number];
}

/** @throws BadOption */
export function readStartOptions(args: readonly string[]): StartOptions {
  const options = { ...WEB_OPTIONS, host: { type: 'string', default: 'auto' } } as const;
  const { values } = orBadOption(() => parseArgs({ args: [...args], allowNegative: true, options }));
  const host = HOSTS.find((name) => name === values.host);
  if (host === undefined) throw new BadOption(words('start.option.host', { host: values.host }));
  return { host, ...webOptions(values) };
}
