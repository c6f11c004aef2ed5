// The tables of a transfer's journal. A migration is never changed, only followed by another.

export const JOURNAL_MIGRATIONS: readonly string[] = [
  `
  -- What the job is: keys of both boxes, the rules it ran with.
  CREATE TABLE job (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

  -- A folder of the target. scanned: the highest UID whose owner we know or whose message lies in held.
  CREATE TABLE place (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, path TEXT NOT NULL,
    validity INTEGER NOT NULL DEFAULT 0, next INTEGER NOT NULL DEFAULT 0, scanned INTEGER NOT NULL DEFAULT 0, made INTEGER NOT NULL DEFAULT 0
  );

  -- A folder of the source with its state when it was last looked at, and where it goes.
  -- settled: nothing was left to do after that look. gone: it is no longer in the source.
  CREATE TABLE folder (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, path TEXT NOT NULL, mailbox TEXT,
    validity INTEGER NOT NULL DEFAULT 0, next INTEGER NOT NULL DEFAULT 0, messages INTEGER NOT NULL DEFAULT -1, modseq TEXT,
    listed INTEGER NOT NULL DEFAULT 0, settled INTEGER NOT NULL DEFAULT 0, gone INTEGER NOT NULL DEFAULT 0,
    place INTEGER REFERENCES place, reason TEXT NOT NULL DEFAULT 'made', because TEXT, counts TEXT
  );

  -- A message of the source. at: seconds since 1970 of date. place and target: where its bytes are in the target.
  CREATE TABLE message (
    folder INTEGER NOT NULL, uid INTEGER NOT NULL, size INTEGER NOT NULL, date TEXT, at INTEGER, flags TEXT NOT NULL, email TEXT,
    digest BLOB, canonical BLOB, state TEXT NOT NULL DEFAULT 'waiting', how TEXT, place INTEGER, target INTEGER,
    change TEXT, said TEXT, aside TEXT, lost TEXT, target_date TEXT, read INTEGER NOT NULL DEFAULT 0, gone INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (folder, uid)
  ) WITHOUT ROWID;
  CREATE INDEX message_waiting ON message (folder, uid) WHERE state = 'waiting' AND gone = 0;
  -- No two messages of the source can own the same one of the target.
  CREATE UNIQUE INDEX message_target ON message (place, target) WHERE target IS NOT NULL;
  -- Few at any time: taken by a server that tells no UIDs.
  CREATE INDEX message_unknown ON message (place, folder) WHERE state = 'there' AND target IS NULL;
  CREATE INDEX message_gone ON message (folder, uid) WHERE gone = 1;
  CREATE INDEX message_email ON message (email) WHERE email IS NOT NULL;

  -- Committed before the first byte goes out: these may be in the target, at or above next. uids: ranges.
  CREATE TABLE intent (
    id INTEGER PRIMARY KEY, folder INTEGER NOT NULL, place INTEGER NOT NULL, validity INTEGER NOT NULL, next INTEGER NOT NULL, uids TEXT NOT NULL
  );

  -- Messages whose intent had no answer. They stay for a while after they were settled: a server may still have stored what it had heard.
  CREATE TABLE doubt (
    folder INTEGER NOT NULL, uid INTEGER NOT NULL, place INTEGER NOT NULL, next INTEGER NOT NULL, since INTEGER NOT NULL, settled INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (folder, uid)
  ) WITHOUT ROWID;

  -- Messages of the target that no row owns.
  CREATE TABLE held (
    place INTEGER NOT NULL, uid INTEGER NOT NULL, size INTEGER NOT NULL, at INTEGER, digest BLOB, canonical BLOB,
    PRIMARY KEY (place, uid)
  ) WITHOUT ROWID;
  CREATE INDEX held_size ON held (place, size);
  CREATE INDEX held_at ON held (place, at);
  CREATE INDEX held_digest ON held (place, digest) WHERE digest IS NOT NULL;

  -- Flags that the source has now and the target does not yet.
  CREATE TABLE reflag (folder INTEGER NOT NULL, uid INTEGER NOT NULL, flags TEXT NOT NULL, PRIMARY KEY (folder, uid)) WITHOUT ROWID;

  -- Bytes by day, for daily limits.
  CREATE TABLE day (day TEXT PRIMARY KEY, down INTEGER NOT NULL DEFAULT 0, up INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
  `,
  `
  -- SHA-256 of what the target made of it, where that is other bytes.
  ALTER TABLE message ADD COLUMN target_digest BLOB;
  `,
  `
  -- The path that a folder was to go to, before anything was made for it.
  ALTER TABLE folder ADD COLUMN wanted TEXT;
  `,
]
