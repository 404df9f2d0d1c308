import { parseArgs } from 'node:util';
import { words } from '../../words/index.ts';

/** How the studio is served. */
export interface WebOptions {
  /** 0 for any that is free. */
  readonly port: number;
  /** Whether a browser is opened. */
  readonly open: boolean;
}

/** What was asked for, or what is wrong with it in words. */
export function readOptions(args: readonly string[]): WebOptions | { readonly wrong: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      allowNegative: true,
      options: { port: { type: 'string', default: '0' }, open: { type: 'boolean', default: true } },
    });
    const port = readPort(values.port);
    if (port === undefined) return { wrong: words('webHost.option.port', { port: values.port }) };
    return { port, open: values.open };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const [what = ''] = error.message.split('. ');
    return { wrong: words('webHost.option.bad', { words: what }) };
  }
}

/** A number of a TCP port, or undefined. */
export function readPort(text: string): number | undefined {
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port <= 65_535 ? port : undefined;
}
