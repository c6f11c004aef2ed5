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
  // Account sheets and checklists are documents (`body`); the columns beside are what lists and searches need of them. `state` is the hash of the body.
  // Events are only ever added, one after the other: nothing here, not even a replacing insert, changes or removes one.
  `CREATE TABLE sheet (
     key      TEXT PRIMARY KEY,
     address  TEXT NOT NULL,
     version  INTEGER NOT NULL,
     created  TEXT NOT NULL,
     changed  TEXT NOT NULL,
     provider TEXT,
     kind     TEXT NOT NULL,
     owners   TEXT NOT NULL,
     devices  INTEGER NOT NULL,
     due      TEXT,
     outcome  TEXT,
     seek     TEXT NOT NULL,
     state    TEXT NOT NULL,
     body     TEXT NOT NULL
   ) STRICT;
   CREATE INDEX sheet_due ON sheet (due) WHERE due IS NOT NULL;
   CREATE INDEX sheet_provider ON sheet (provider);
   CREATE TABLE checklist (
     id       TEXT PRIMARY KEY,
     version  INTEGER NOT NULL,
     created  TEXT NOT NULL,
     changed  TEXT NOT NULL,
     title    TEXT NOT NULL,
     template TEXT NOT NULL,
     about    TEXT,
     owner    TEXT,
     due      TEXT,
     items    INTEGER NOT NULL,
     open     INTEGER NOT NULL,
     state    TEXT NOT NULL,
     body     TEXT NOT NULL
   ) STRICT;
   CREATE INDEX checklist_open ON checklist (open, due);
   CREATE TABLE record_event (
     seq     INTEGER PRIMARY KEY,
     at      TEXT NOT NULL,
     who     TEXT NOT NULL,
     subject TEXT NOT NULL,
     what    TEXT NOT NULL,
     detail  TEXT NOT NULL,
     state   TEXT,
     hash    TEXT NOT NULL UNIQUE
   ) STRICT;
   CREATE INDEX record_event_subject ON record_event (subject, seq);
   CREATE TRIGGER record_event_kept BEFORE UPDATE ON record_event BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END;
   CREATE TRIGGER record_event_stays BEFORE DELETE ON record_event BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END;
   CREATE TRIGGER record_event_next BEFORE INSERT ON record_event
     WHEN NEW.seq IS NOT (SELECT ifnull(max(seq), 0) + 1 FROM record_event)
     BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END;`,
  // Of the bridge: accounts as their providers see them, devices under the keyed hash of their password. `told` is the rest, as JSON.
  `CREATE TABLE bridge_account (
     id   TEXT PRIMARY KEY,
     told TEXT NOT NULL
   ) STRICT;
   CREATE TABLE bridge_device (
     id        TEXT PRIMARY KEY,
     account   TEXT NOT NULL REFERENCES bridge_account (id),
     hash      TEXT NOT NULL UNIQUE,
     made      TEXT NOT NULL,
     revoked   TEXT,
     last_used TEXT,
     last_from TEXT,
     told      TEXT NOT NULL
   ) STRICT;`,
  // Of the bridge's queue: each message that was accepted for an account, and each of its recipients. The message itself is a file.
  // `ending` is written before the final dot is sent: what is found in it after a crash may have been taken by the provider or not.
  // `bridge_pause`: why nothing is sent for an account now.
  `CREATE TABLE bridge_mail (
     seq        INTEGER PRIMARY KEY AUTOINCREMENT,
     id         TEXT NOT NULL UNIQUE,
     account    TEXT NOT NULL,
     device     TEXT NOT NULL,
     sender     TEXT NOT NULL,
     parameters TEXT NOT NULL,
     size       INTEGER NOT NULL,
     message_id TEXT NOT NULL,
     bounce_of  TEXT,
     state      TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'ending', 'sent', 'failed', 'cancelled')),
     made       INTEGER NOT NULL,
     changed    INTEGER NOT NULL,
     next       INTEGER NOT NULL,
     until      INTEGER NOT NULL,
     tries      INTEGER NOT NULL DEFAULT 0,
     unsure     INTEGER NOT NULL DEFAULT 0,
     said       TEXT NOT NULL DEFAULT ''
   ) STRICT;
   CREATE INDEX bridge_mail_due ON bridge_mail (account, state, seq);
   CREATE TABLE bridge_mail_to (
     mail    TEXT NOT NULL REFERENCES bridge_mail (id) ON DELETE CASCADE,
     place   INTEGER NOT NULL,
     address TEXT NOT NULL,
     state   TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'refused')),
     said    TEXT NOT NULL DEFAULT '',
     PRIMARY KEY (mail, place)
   ) STRICT;
   CREATE TABLE bridge_pause (
     account TEXT PRIMARY KEY,
     kind    TEXT NOT NULL,
     said    TEXT NOT NULL,
     since   INTEGER NOT NULL,
     until   INTEGER NOT NULL
   ) STRICT;`, // Of the bridge as it runs: each running one with its last sign of life, what is known of each account's sign-in, who was told of what on which day,
  // and for ninety days who came from where. Nothing of it is secret; `told` is JSON.
  `CREATE TABLE bridge_run (
     id    TEXT PRIMARY KEY,
     pid   INTEGER NOT NULL,
     host  TEXT NOT NULL,
     since INTEGER NOT NULL,
     beat  INTEGER NOT NULL,
     told  TEXT NOT NULL
   ) STRICT;
   CREATE TABLE bridge_seen (
     account TEXT PRIMARY KEY,
     last_ok INTEGER,
     shut    TEXT,
     grant_  TEXT
   ) STRICT;
   CREATE TABLE bridge_notice (
     account TEXT NOT NULL,
     reason  TEXT NOT NULL,
     day     TEXT NOT NULL,
     at      INTEGER NOT NULL,
     PRIMARY KEY (account, reason, day)
   ) STRICT;
   CREATE TABLE bridge_audit (
     seq      INTEGER PRIMARY KEY,
     at       INTEGER NOT NULL,
     device   TEXT,
     account  TEXT,
     kind     TEXT NOT NULL,
     protocol TEXT,
     place    TEXT,
     times    INTEGER NOT NULL,
     told     TEXT NOT NULL
   ) STRICT;
   CREATE INDEX bridge_audit_device ON bridge_audit (device, at);
   CREATE INDEX bridge_audit_at ON bridge_audit (at);`,
  // Of `sesame collect`: which mailbox is collected into which, how it stands, what was collected and may be removed from the source later, and the maildrops of POP3.
  // No secret: sign-ins are the vault's. `told` is JSON.
  `CREATE TABLE collection (
     name  TEXT PRIMARY KEY,
     made  INTEGER NOT NULL,
     told  TEXT NOT NULL,
     state TEXT
   ) STRICT;
   CREATE TABLE collected (
     collection TEXT NOT NULL REFERENCES collection (name) ON DELETE CASCADE,
     folder     TEXT NOT NULL,
     validity   INTEGER NOT NULL,
     uid        INTEGER NOT NULL,
     digest     TEXT NOT NULL,
     size       INTEGER NOT NULL,
     at         INTEGER NOT NULL,
     target     TEXT NOT NULL,
     proved     INTEGER,
     removed    INTEGER,
     PRIMARY KEY (collection, folder, validity, uid)
   ) STRICT;
   CREATE INDEX collected_due ON collected (collection, at) WHERE removed IS NULL;
   CREATE TABLE maildrop (
     box    TEXT NOT NULL,
     uid    INTEGER NOT NULL,
     uidl   TEXT NOT NULL,
     nth    INTEGER NOT NULL,
     size   INTEGER NOT NULL,
     digest TEXT,
     state  TEXT NOT NULL CHECK (state IN ('there', 'gone', 'removed')),
     PRIMARY KEY (box, uid)
   ) STRICT, WITHOUT ROWID;`,
]
