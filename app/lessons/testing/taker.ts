/** Takes versions of one pack into a shelf, one after the other, until it is killed. Says each that is there. */
import { createSecretKey } from 'node:crypto';
import { Shelf } from '../index.ts';
import { SMALL, inMemory } from './packs.ts';

const [folder = '', first = '1'] = process.argv.slice(2);
const shelf = new Shelf({ folder, key: createSecretKey(Buffer.alloc(32, 7)), bundled: '/nowhere' });
for (let version = Number(first); ; version += 1) {
  const yaml = String(SMALL['pack.yaml']).replace('1.0.0', `1.${version}.0`);
  const filler = Buffer.alloc(900_000, String(version)); // so that it takes some time to write
  await shelf.take(inMemory({ ...SMALL, 'pack.yaml': yaml, 'exercises/how-old/files/big.txt': filler }));
  process.stdout.write(`${version}\n`);
}
