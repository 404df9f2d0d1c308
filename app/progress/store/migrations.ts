/**
 * How a database of each version becomes one of the next; the first makes it. What has been released is never
 * changed: a mistake is mended by one more.
 */
export const MIGRATIONS: readonly string[] = [
  // 1: the history. A content is kept once, however many versions have it. `why` is the contract's.
  `
  CREATE TABLE contents (
    hash BLOB PRIMARY KEY,
    packed BLOB NOT NULL
  ) STRICT;
  CREATE TABLE versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    project TEXT NOT NULL,
    path TEXT NOT NULL,
    at INTEGER NOT NULL,
    why TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    pinned INTEGER NOT NULL,
    hash BLOB NOT NULL REFERENCES contents (hash)
  ) STRICT;
  CREATE INDEX versions_of_file ON versions (project, path);
  CREATE INDEX versions_of_content ON versions (hash);
  CREATE INDEX versions_by_age ON versions (pinned, at);
  `,
  // 2: which project was open last: a table of one row.
  `
  CREATE TABLE last_project (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    project TEXT NOT NULL
  ) STRICT;
  `,
  // 3: which project an exercise of a pack is worked on in, and the marks: each that was given, never changed.
  `
  CREATE TABLE exercises (
    pack TEXT NOT NULL,
    exercise TEXT NOT NULL,
    project TEXT NOT NULL,
    PRIMARY KEY (pack, exercise)
  ) STRICT;
  CREATE UNIQUE INDEX exercises_by_project ON exercises (project);
  CREATE TABLE marks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    pack TEXT NOT NULL,
    exercise TEXT NOT NULL,
    version TEXT NOT NULL,
    at INTEGER NOT NULL,
    score REAL NOT NULL,
    points REAL NOT NULL,
    done INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX marks_of_exercise ON marks (pack, exercise);
  `,
  // 4: which file of each project was shown last.
  `
  CREATE TABLE shown_files (
    project TEXT PRIMARY KEY,
    path TEXT NOT NULL
  ) STRICT;
  `,
];
