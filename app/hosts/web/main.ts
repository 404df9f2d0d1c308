/** The studio in a browser, for developers: `node app/hosts/web/main.ts [--port N] [--no-open]`. */
import { readOptions } from './options.ts';
import { runWeb } from './run.ts';

const options = readOptions(process.argv.slice(2));
if ('wrong' in options) {
  console.error(options.wrong);
  process.exitCode = 2;
} else {
  process.exitCode = await runWeb(options);
}
