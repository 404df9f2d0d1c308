import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { words } from '../../words/terminal.ts';

/** How the studio is served. */
export interface WebOptions {
  /** 0 for any that is free. */
  readonly port: number;
  /** Whether a browser is opened. */
  readonly open: boolean;
}

/** For `parseArgs`, also where there are more than these. */
export const WEB_OPTIONS = {
  port: { type: 'string', default: '0' },
  open: { type: 'boolean', default: true },
} as const satisfies ParseArgsOptionsConfig;

/** An option that the person at the command line has to change; the message is for that person. */
export class BadOption extends Error {
  override readonly name = 'BadOption';
}

/** @throws BadOption */
export function readWebOptions(args: readonly string[]): WebOptions {
  return webOptions(
    orBadOption(() => parseArgs({ args: [...args], allowNegative: true, options: WEB_OPTIONS }).values),
  );
}

/** @throws BadOption */
export function webOptions({ port, open }: { port: string; open: boolean }): WebOptions {
  const number = Number(port);
  if (!/^\d+$/.test(port) || number > 65_535) throw new BadOption(words('webHost.option.port', { port }));
  return { port: number, open };
}

/** What `parse` has read. @throws BadOption for what `parseArgs` does not know */
export function orBadOption<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const [what = ''] = error.message.split('. ');
    throw new BadOption(words('webHost.option.bad', { words: what }), { cause: error });
  }
}
