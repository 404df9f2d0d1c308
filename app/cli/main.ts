/** The command line: `sandlot run`, `sandlot trace`, `sandlot grade`, `sandlot pack`, `sandlot doctor`. Reads what is asked and leaves it to a file of its own. */
import { words } from '../words/terminal.ts';
import { Complaint } from './complaint.ts';
import { doctor } from './doctor.ts';
import { BAD_INPUT, EXIT_CODES } from './exit-codes.ts';
import { grade } from './grade.ts';
import { help } from './help.ts';
import { readOptions } from './options.ts';
import { pack } from './pack.ts';
import { run } from './run.ts';
import { trace } from './trace.ts';

async function main(): Promise<number> {
  try {
    const options = readOptions(process.argv.slice(2));
    switch (options.command) {
      case 'run':
        return await run(options);
      case 'trace':
        return await trace(options);
      case 'grade':
        return await grade(options);
      case 'pack':
        return await pack(options);
      case 'doctor':
        return await doctor(options);
      case 'help':
        process.stdout.write(help(options));
        return 0;
    }
  } catch (error) {
    if (error instanceof Complaint) {
      process.stderr.write(`${error.message}\n`);
      if (process.argv.includes('--json')) {
        const { code, message } = error;
        process.stdout.write(`${JSON.stringify({ type: 'problem', code, words: message })}\n`);
      }
      return BAD_INPUT;
    }
    // Never the code that says that the pupil's program is to blame.
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`${words('problem.unexpected', { words: why })}\n`);
    return EXIT_CODES['internal error'];
  }
}

// Whoever read our output may have gone (`sandlot … | head`); there is nobody left to tell.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

// npm changes to the project's folder; files are named from where the person is.
const { npm_lifecycle_event: script, INIT_CWD: folder } = process.env;
if (script === 'sandlot' && folder !== undefined) process.chdir(folder);

process.exitCode = await main();
