/**
 * `npm start`: sets up what is not there yet, and opens the studio. Even a Node that is far too old must be able
 * to read this file, if only to say so: no syntax, and no import above, that it would not know.
 */
const OLDEST = [20, 19];

const [major, minor] = process.versions.node.split('.').map(Number);
if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) {
  import('./packages.mjs').then(start, (error) => fail(error.message));
} else {
  fail(
    `Sandlot needs Node.js ${OLDEST.join('.')} or newer, and this is ${process.versions.node}. ` +
      'Get a newer one from https://nodejs.org, then run npm start again.',
  );
}

function start({ installPackages, handOver }) {
  if (process.env.npm_lifecycle_event === 'start') endWithParent();
  return installPackages().then((installed) => {
    if (installed) handOver('tools/start/main.ts', (error) => fail(error.message));
    else {
      fail(
        'What Sandlot is made of could not be installed; npm says why above. If it could not fetch something: ' +
          'connect this computer to the internet, this once, then run npm start again.',
      );
    }
  });
}

// npm puts a shell between itself and us, and a signal that it hands on ends only that.
function endWithParent() {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}

function fail(sentence) {
  console.error(sentence);
  process.exitCode = 1;
}
