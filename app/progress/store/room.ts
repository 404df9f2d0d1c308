import type { DatabaseSync } from 'node:sqlite';

/**
 * How large the history may grow. Packed, a program of two pages takes about 1 KB, so this is years of school days;
 * more would eat up the home that a school gives a child on its server, less would forget the start of a long project.
 */
const MAX_BYTES = 64 * 1024 * 1024;
/** Dropped at once, so that not every save has to. */
const AT_ONCE = 200;

/**
 * Drop the oldest versions until what is left has room. Those that are pinned and the newest of each file stay: if
 * there is nothing else, the history grows beyond its size and loses nothing.
 */
export function makeRoom(database: DatabaseSync, most = MAX_BYTES): void {
  while (bytesUsed(database) > most) {
    const oldest = database
      .prepare(
        `SELECT id FROM versions AS version
          WHERE pinned = 0 AND id < (
            SELECT max(id) FROM versions WHERE project = version.project AND path = version.path
          ) ORDER BY at, id LIMIT ?`,
      )
      .all(AT_ONCE);
    if (oldest.length === 0) return;
    for (const { id } of oldest) dropVersion(database, Number(id));
  }
}

/** Forget a version, and its content if no other has it. */
export function dropVersion(database: DatabaseSync, id: number): void {
  const dropped = database.prepare('DELETE FROM versions WHERE id = ? RETURNING hash').get(id);
  if (dropped === undefined) return;
  database
    .prepare('DELETE FROM contents WHERE hash = ?1 AND NOT EXISTS (SELECT 1 FROM versions WHERE hash = ?1)')
    .run(dropped['hash'] ?? null);
}

/** Pages that hold something; those of what was dropped are used again before the file grows. */
function bytesUsed(database: DatabaseSync): number {
  const [pages = 0, free = 0, size = 0] = ['page_count', 'freelist_count', 'page_size'].map((name) =>
    Number(database.prepare(`PRAGMA ${name}`).get()?.[name]),
  );
  return (pages - free) * size;
}
