// The tables of the database, step by step. A step that was published is never changed: a new one follows it.

export const MIGRATIONS: readonly string[] = [
  // `seek` is what a search looks through, folded; `saved` is the case as `doctor --save` writes it, redacted.
  `CREATE TABLE past_case (
     id       TEXT PRIMARY KEY,
     at       TEXT NOT NULL,
     address  TEXT NOT NULL,
     provider TEXT,
     app      TEXT,
     cause    TEXT,
     outcome  TEXT NOT NULL CHECK (outcome IN ('works', 'fault', 'unknown')),
     proved   INTEGER NOT NULL DEFAULT 0,
     seek     TEXT NOT NULL,
     saved    TEXT NOT NULL
   ) STRICT;
   CREATE INDEX past_case_at ON past_case (at DESC);`,
]
