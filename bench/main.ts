/**
 * `npm run bench -- [NAME…] [--json FILE]`: measures all parts, or those named, prints a table, and writes the
 * figures as a JSON list. Ends with 1 if a target was missed, with 2 if it was asked for what there is not.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { table, type Figure } from './figure.ts';
import { parts } from './parts.ts';

process.exitCode = await main();

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'string' } },
  });
  const known = Object.keys(parts);
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0 || known.length === 0) {
    const complaint = unknown.length > 0 ? `no such part: ${unknown.join(', ')}; ` : '';
    console.error(`${complaint}there are: ${known.join(', ') || 'none yet'}`);
    return 2;
  }
  const figures: Figure[] = [];
  for (const name of positionals.length > 0 ? positionals : known) {
    console.error(`measuring ${name} …`);
    const part = await parts[name]?.();
    figures.push(...((await part?.figures()) ?? []));
  }
  console.log(table(figures));
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(figures, null, 2)}\n`);
  return figures.every(({ ok }) => ok) ? 0 : 1;
}
