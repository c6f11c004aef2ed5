// What can go wrong with keys and records, in English: each says what happened and what to do next. `key-errors-fr.ts` must have the same shape.

import type { ErrorCode } from '../model/errors.ts'

type Args = Readonly<Record<string, string | number>>
type Sentences = { what: string; next: string }

export const keyErrorsEn = {
  'vault-missing': (a: Args) => ({ what: `There is no vault yet in ${a.folder}.`, next: 'Make one: sesame vault init.' }),
  'vault-exists': (a: Args) => ({
    what: `There is a vault already: ${a.file}. Nothing was changed.`,
    next: 'See what it keeps: sesame vault list.',
  }),
  'vault-locked': () => ({
    what: 'The vault is locked, and nobody here can be asked for its passphrase.',
    next: 'Run sesame vault unlock in a terminal, or name a file that holds the passphrase in SESAME_VAULT_PASSPHRASE_FILE.',
  }),
  'vault-passphrase': () => ({
    what: 'That is not the passphrase of this vault. Nothing was changed.',
    next: 'Try again; capitals and spaces count.',
  }),
  'vault-damaged': (a: Args) => ({
    what: `The vault file ${a.file} is damaged: ${a.why}. Nothing was changed.`,
    next: `The last good one is kept beside it: ${a.backup}. Try it with sesame vault restore.`,
  }),
  'vault-newer': (a: Args) => ({ what: `The vault ${a.file} was written by a newer Sésame.`, next: 'Update Sésame on this machine.' }),
  'vault-unwritable': (a: Args) => ({
    what: `The vault ${a.file} cannot be written (${a.why}). What it held before is untouched.`,
    next: 'Free some space or check the rights of its folder, then do it again.',
  }),
  'vault-readable': (a: Args) => ({
    what: `Others on this machine may read ${a.file}, which holds a secret.`,
    next: `Close it: chmod 600 ${a.file}`,
  }),
  'vault-entry-unknown': (a: Args) => ({ what: `The vault keeps nothing named “${a.name}”.`, next: 'See the names: sesame vault list.' }),
  'keyring-unavailable': (a: Args) => ({
    what: `This system offers no keyring (${a.why}).`,
    next: 'Use a passphrase instead: sesame vault init --passphrase.',
  }),
  'lock-busy': (a: Args) => ({
    what: `Another Sésame is writing ${a.file} and did not finish in time.`,
    next: 'Wait a moment and do it again.',
  }),
  'import-invalid': (a: Args) => ({
    what: `${a.file} cannot be read as ${a.format}: ${a.why}. Nothing was imported.`,
    next: 'Check that it is the right file, and its format with --format.',
  }),
  'import-passphrase': (a: Args) => ({
    what: `${a.file} does not open with that password. Nothing was imported.`,
    next: 'Try again with the password of that file.',
  }),
  'oauth-closed': (a: Args) => ({
    what: `${a.provider} gives no new program a sign-in for mail.`,
    next: a.instead ? String(a.instead) : `See what opens its mailboxes: sesame provider ${a.id}.`,
  }),
  'oauth-unknown': (a: Args) => ({
    what: `No sign-in by OAuth is known for ${a.address}.`,
    next: 'If its server offers one, name it: sesame login ADDRESS --issuer https://… --client-id ….',
  }),
  'oauth-no-client': (a: Args) => ({
    what: `Nobody has registered Sésame at ${a.provider} for you yet: it borrows no other program’s identity.`,
    next: `Make your own in a few minutes: sesame login ${a.address} --register.`,
  }),
  'oauth-clients-invalid': (a: Args) => ({
    what: `The list of client ids in ${a.file} cannot be used: ${a.why}.`,
    next: 'Mend that line, or remove it and register again with sesame login --register.',
  }),
  'oauth-flow-unavailable': (a: Args) => ({
    what: `${a.provider} gives no mail by this way (${a.flow}).`,
    next: `Use another: ${a.others}.`,
  }),
  'sign-in-unknown': (a: Args) => ({ what: `No sign-in is kept for ${a.address}.`, next: `Sign in first: sesame login ${a.address}.` }),
  'sheet-unknown': (a: Args) => ({
    what: `There is no sheet for “${a.name}”.`,
    next: a.near ? `Did you mean: ${a.near}?` : `Make it: sesame sheet new ${a.name}.`,
  }),
  'sheet-exists': (a: Args) => ({
    what: `There is a sheet for ${a.name} already. Nothing was changed.`,
    next: `See it: sesame sheet show ${a.name}.`,
  }),
  'record-invalid': (a: Args) => ({
    what: `${a.field} cannot be “${a.value}”.`,
    next: a.allowed ? `It can be: ${a.allowed}.` : 'Look at the examples: sesame sheet --help.',
  }),
  'record-unknown': (a: Args) => ({
    what: `The sheet of ${a.sheet} has no ${a.kind} “${a.name}”.`,
    next: `See what it has: sesame sheet show ${a.sheet}.`,
  }),
} satisfies Partial<Record<ErrorCode, (a: Args) => Sentences>>
