/** The command line: `sandlot run`, `sandlot doctor`. Reads what is asked and leaves it to a file of its own. */
import { LIMIT_BOUNDS, LIVE_LIMITS, VERDICTS } from '../../runner/index.ts';
import { words } from '../words/index.ts';
import { Complaint } from './complaint.ts';
import { doctor } from './doctor.ts';
import { BAD_INPUT, EXIT_CODES } from './exit-codes.ts';
import { readOptions } from './options.ts';
import { run } from './run.ts';

async function main(): Promise<number> {
  try {
    const options = readOptions(process.argv.slice(2));
    switch (options.command) {
      case 'run':
        return await run(options);
      case 'doctor':
        return await doctor(options);
      case 'help':
        process.stdout.write(help());
        return 0;
    }
  } catch (error) {
    if (!(error instanceof Complaint)) throw error;
    process.stderr.write(`${error.message}\n`);
    return BAD_INPUT;
  }
}

function help(): string {
  const limits = Object.entries(LIMIT_BOUNDS).map(
    ([name, { floor, ceiling }]) =>
      `${name} ${floor} to ${ceiling} (${LIVE_LIMITS[name as keyof typeof LIVE_LIMITS]})`,
  );
  const codes = VERDICTS.map((verdict) => `  ${EXIT_CODES[verdict]}  ${verdict}`);
  return words('help', {
    limits: limits.join('\n' + ' '.repeat(25)),
    codes: [...codes, `  ${BAD_INPUT}  a file or an option that is not right`].sort().join('\n'),
  });
}

process.exitCode = await main();
