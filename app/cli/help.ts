import { LIMIT_BOUNDS, LIVE_LIMITS, VERDICTS } from '../../runner/index.ts';
import { words } from '../words/terminal.ts';
import { BAD_INPUT, EXIT_CODES } from './exit-codes.ts';
import { COMMANDS, type HelpOptions } from './options.ts';

/** How one command is used, with its options, an example and its exit codes; or all of them in short. */
export function help({ about }: HelpOptions): string {
  const verdicts = verdictCodes();
  const limits = limitLines();
  if (about === undefined) {
    return words('help.all', {
      usage: COMMANDS.map((command) => words(`help.usage.${command}`)).join('\n'),
      runOptions: words('help.options.run', { limits }),
      doctorOptions: words('help.options.doctor'),
      codes: words('help.codes.run', { verdicts }),
    });
  }
  return words('help.one', {
    usage: words(`help.usage.${about}`),
    options: words(`help.options.${about}`, { limits }),
    example: words(`help.example.${about}`),
    codes: words(`help.codes.${about}`, { verdicts }),
  });
}

/** Each with the number that it is if nobody says another. */
function limitLines(): string {
  const lines = Object.entries(LIMIT_BOUNDS).map(
    ([name, { floor, ceiling }]) =>
      `${name} ${floor} to ${ceiling} (${LIVE_LIMITS[name as keyof typeof LIVE_LIMITS]})`,
  );
  return lines.join('\n' + ' '.repeat(25));
}

/** A line for each code, with all verdicts that have it. */
function verdictCodes(): string {
  const byCode = Map.groupBy(VERDICTS, (verdict) => EXIT_CODES[verdict]);
  const meanings = new Map<number, readonly string[]>(byCode);
  meanings.set(BAD_INPUT, [words('option.badInput')]);
  return [...meanings]
    .sort(([a], [b]) => a - b)
    .map(([code, names]) => `  ${code}  ${names.join(', ')}`)
    .join('\n');
}
