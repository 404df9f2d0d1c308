import { createHash } from 'node:crypto';
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { Problem, type Version } from '../../contract/index.ts';
import { superfluous } from '../versions.ts';
import { openDatabase, transaction } from './database.ts';
import { dropVersion, makeRoom } from './room.ts';

/** A content to keep. `pinned`: it stays whatever its age, as all do that are `found` or `removed`. */
export interface Entry {
  readonly project: string;
  readonly path: string;
  readonly at: number;
  readonly why: Version['why'];
  readonly pinned: boolean;
  readonly content: Uint8Array;
}

/** An exercise of a pack, and the project in which it is worked on. */
export interface ExerciseWork {
  readonly pack: string;
  readonly exercise: string;
  readonly project: string;
}

/** What a pupil's work on an exercise came to, once. */
export interface Mark {
  readonly pack: string;
  readonly exercise: string;
  /** Of the pack. */
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly score: number;
  readonly points: number;
  /** Whether that is enough. */
  readonly done: boolean;
}

export type BestMark = Pick<Mark, 'pack' | 'exercise' | 'score' | 'done'>;

type Row = Record<string, SQLOutputValue>;

/** The history of a pupil's work in its database. All of it is synchronous: it lives in a thread of its own. */
export class History implements Disposable {
  readonly #database: DatabaseSync;

  /** @throws Problem `store-unusable`, or an error of SQLite */
  constructor(path: string, patienceMillis?: number) {
    this.#database = openDatabase(path, patienceMillis);
  }

  /**
   * Keep contents, all or none. What is in the history already is not kept twice: a `found` content that the file
   * has had at some time, any other that is the newest of its file.
   */
  keep(entries: readonly Entry[]): void {
    transaction(this.#database, () => {
      for (const entry of entries) this.#keep(entry);
      makeRoom(this.#database);
    });
  }

  /** The newest version of a file stays whatever its age: the file is gone, and another of its name begins. */
  pinNewest(project: string, path: string): void {
    this.#database
      .prepare(
        `UPDATE versions SET pinned = 1
          WHERE id = (SELECT max(id) FROM versions WHERE project = ? AND path = ?)`,
      )
      .run(project, path);
  }

  /** Newest first; of one file, or of all files that the project has or had. */
  versions(project: string, path: string | null): Version[] {
    const rows = this.#database
      .prepare(
        `SELECT id, path, at, bytes, why FROM versions
          WHERE project = ?1 AND (?2 IS NULL OR path = ?2) ORDER BY id DESC`,
      )
      .all(project, path);
    return rows.map((row) => ({
      id: Number(row['id']),
      path: String(row['path']),
      at: Number(row['at']),
      bytes: Number(row['bytes']),
      why: row['why'] as Version['why'],
    }));
  }

  /** @throws Problem `no-such-version` */
  content(project: string, id: number): Uint8Array {
    const row = this.#database
      .prepare('SELECT packed FROM versions JOIN contents USING (hash) WHERE project = ? AND id = ?')
      .get(project, id);
    if (row === undefined) throw new Problem('no-such-version', { project, id });
    return inflateRawSync(row['packed'] as Uint8Array);
  }

  /** What is known of a file follows it to its new name. */
  renameFile(project: string, path: string, to: string): void {
    transaction(this.#database, () => {
      for (const table of ['versions', 'shown_files']) {
        this.#database
          .prepare(`UPDATE ${table} SET path = ?3 WHERE project = ?1 AND path = ?2`)
          .run(project, path, to);
      }
    });
  }

  renameProject(project: string, name: string): void {
    transaction(this.#database, () => {
      for (const table of ['versions', 'last_project', 'exercises', 'shown_files']) {
        this.#database.prepare(`UPDATE ${table} SET project = ?2 WHERE project = ?1`).run(project, name);
      }
    });
  }

  lastProject(): string | null {
    const row = this.#database.prepare('SELECT project FROM last_project').get();
    return row === undefined ? null : String(row['project']);
  }

  /** It is the last project now. @returns the path of the file of it that was shown last, if one was */
  openProject(project: string): string | null {
    this.#database.prepare('INSERT OR REPLACE INTO last_project VALUES (1, ?)').run(project);
    const row = this.#database.prepare('SELECT path FROM shown_files WHERE project = ?').get(project);
    return row === undefined ? null : String(row['path']);
  }

  setShownFile(project: string, path: string): void {
    this.#database.prepare('INSERT OR REPLACE INTO shown_files VALUES (?, ?)').run(project, path);
  }

  /** The project in which an exercise is worked on, and all others: by pack and exercise. */
  exercises(): ExerciseWork[] {
    return this.#database
      .prepare('SELECT pack, exercise, project FROM exercises')
      .all()
      .map((row) => ({
        pack: String(row['pack']),
        exercise: String(row['exercise']),
        project: String(row['project']),
      }));
  }

  setExercise({ pack, exercise, project }: ExerciseWork): void {
    this.#database.prepare('INSERT OR REPLACE INTO exercises VALUES (?, ?, ?)').run(pack, exercise, project);
  }

  addMark({ pack, exercise, version, at, score, points, done }: Mark): void {
    this.#database
      .prepare(
        'INSERT INTO marks (pack, exercise, version, at, score, points, done) VALUES (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(pack, exercise, version, at, score, points, Number(done));
  }

  /** Of each exercise that has any, the best mark, and whether one was enough to be done. */
  bestMarks(): BestMark[] {
    return this.#database
      .prepare(
        'SELECT pack, exercise, max(score) AS score, max(done) AS done FROM marks GROUP BY pack, exercise',
      )
      .all()
      .map((row) => ({
        pack: String(row['pack']),
        exercise: String(row['exercise']),
        score: Number(row['score']),
        done: row['done'] === 1,
      }));
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }

  #keep({ project, path, at, why, pinned, content }: Entry): void {
    const stays = pinned || why !== 'saved';
    const hash = createHash('sha256').update(content).digest();
    const of = this.#ofFile(project, path);
    const same = of.filter((row) => hash.equals(row['hash'] as Uint8Array));
    const kept = why === 'found' ? same[0] : same.find((row) => row === of[0] && row['why'] === why);
    if (kept !== undefined) {
      if (pinned) this.#database.prepare('UPDATE versions SET pinned = 1 WHERE id = ?').run(kept['id'] ?? 0);
      return;
    }
    this.#database.prepare('INSERT OR IGNORE INTO contents VALUES (?, ?)').run(hash, deflateRawSync(content));
    this.#database
      .prepare(
        'INSERT INTO versions (project, path, at, why, bytes, pinned, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(project, path, at, why, content.length, Number(stays), hash);
    this.#thin(project, path, at);
  }

  #thin(project: string, path: string, now: number): void {
    const dated = this.#ofFile(project, path).map((row) => ({
      id: Number(row['id']),
      at: Number(row['at']),
      pinned: row['pinned'] === 1,
    }));
    for (const id of superfluous(dated, now)) dropVersion(this.#database, id);
  }

  #ofFile(project: string, path: string): Row[] {
    return this.#database
      .prepare(
        'SELECT id, at, why, pinned, hash FROM versions WHERE project = ? AND path = ? ORDER BY id DESC',
      )
      .all(project, path);
  }
}
