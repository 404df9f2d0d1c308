/** The studio in a browser, where all is set up: `node app/hosts/web/main.ts [--port N] [--no-open]`. */
import { BadOption, readWebOptions } from './options.ts';
import { runWeb } from './run.ts';

try {
  process.exitCode = await runWeb(readWebOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof BadOption)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
