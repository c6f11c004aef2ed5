// What can go wrong with keys and records, in English: each says what happened and what to do next. `key-errors-fr.ts` must have the same shape.

import type { ErrorCode } from '../model/errors.ts'
import { recordsEn } from './records-en.ts'
import { vaultTransferEn } from './vault-transfer-en.ts'

type Args = Readonly<Record<string, string | number>>
type Sentences = { what: string; next: string }

/** Why a vault cannot be read, where it is more than what the system says. */
const DAMAGE: Readonly<Record<string, string>> = {
  empty: 'it is empty',
  gone: 'it is gone',
  'cut-short': 'its end is missing',
  changed: 'its bytes are not those that were written',
  'not-a-vault': 'it does not hold a vault',
  'not-kdbx': 'it is no KeePass file',
  'old-kdb': 'it is a KeePass 1 file, which only KeePass can bring up to date',
  'too-large': 'it is far too large',
  costly: 'it asks for more memory or time than any vault does',
  damaged: 'its content is broken',
  newer: 'it was written by a newer KeePass',
}
/** Why a keyring does not help, where it is more than what the system says. */
const RING: Readonly<Record<string, string>> = {
  'D-Bus': 'no keyring service answers in this session',
  timeout: 'it did not answer in time',
  empty: 'it no longer has the key of this vault',
  'other-key': 'it has another key than that of this vault',
  forgetful: 'it does not give back what it was given',
}
/** What the system calls it when a file cannot be written. */
const DISK: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'your share of the disk is used up',
  EFBIG: 'files may not grow that large here',
  EROFS: 'the disk can only be read',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
}

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
    what: `The vault file ${a.file} is damaged: ${DAMAGE[a.why as string] ?? vaultTransferEn.importWhy(String(a.why))}. Nothing was changed.`,
    next: `The last good one is kept beside it: ${a.backup}. Try it with sesame vault restore.`,
  }),
  'vault-newer': (a: Args) => ({ what: `The vault ${a.file} was written by a newer Sésame.`, next: 'Update Sésame on this machine.' }),
  'vault-unwritable': (a: Args) => ({
    what: `The vault ${a.file} cannot be written: ${DISK[a.why as string] ?? a.why}. What it held before is untouched.`,
    next: 'Free some space or check the rights of its folder, then do it again.',
  }),
  'vault-readable': (a: Args) => ({
    what: `Others on this machine may read ${a.file}, which holds a secret.`,
    next: `Close it: chmod go= ${a.file}`,
  }),
  'vault-entry-unknown': (a: Args) => ({ what: `The vault keeps nothing named “${a.name}”.`, next: 'See the names: sesame vault list.' }),
  'keyring-unavailable': (a: Args) => ({
    what: `The keyring of this system does not help: ${RING[a.why as string] ?? a.why}.`,
    next: 'Unlock your keyring, or sign in to your desktop. A new vault can have a passphrase instead: sesame vault init --passphrase.',
  }),
  'lock-busy': (a: Args) => ({
    what: `Another Sésame is writing ${a.file} and did not finish in time.`,
    next: 'Wait a moment and do it again.',
  }),
  'import-invalid': (a: Args) => ({
    what: `${a.file} cannot be read as ${a.format}: ${vaultTransferEn.importWhy(String(a.why))}. Nothing was imported.`,
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
  'oauth-redirect-taken': (a: Args) => ({
    what: a.port
      ? `Port ${a.port} of this computer, where the answer of the sign-in was to arrive, cannot be used (${a.why}).`
      : `No port of this computer can be used for the answer of the sign-in (${a.why}).`,
    next: 'Close the other program that listens there, or sign in with a code: --flow device.',
  }),
  'oauth-key-invalid': (a: Args) => ({
    what: `${a.file} cannot be used to sign: a private key in PEM (RSA, or EC on P-256) that belongs to the certificate is wanted.`,
    next: 'Make the pair again, register its certificate at the provider, and give both files.',
  }),
  'oauth-issuer-unread': (a: Args) => ({
    what: `${a.issuer} does not say how one signs in there (${a.why}).`,
    next: 'Check the address: it begins with https:// and is written exactly as its operator gives it.',
  }),
  'sign-in-unknown': (a: Args) => ({
    what: `No sign-in is kept for ${a.address}.`,
    next: `Those that are kept: sesame login --list. To make one: sesame login ${a.address}.`,
  }),
  'sheet-unknown': (a: Args) => ({
    what: `There is no sheet for “${a.name}”.`,
    next: a.near ? `Did you mean: ${a.near}?` : `Make it: sesame sheet new ${a.name}.`,
  }),
  'sheet-exists': (a: Args) => ({
    what: `There is a sheet for ${a.name} already. Nothing was changed.`,
    next: `See it: sesame sheet show ${a.name}.`,
  }),
  'record-invalid': (a: Args) => ({
    what: a.why
      ? `${a.field}: ${(recordsEn.faults as Readonly<Record<string, string>>)[a.why] ?? a.why}.`
      : `${a.field} cannot be “${a.value}”.`,
    next: a.allowed ? `It can be: ${a.allowed}.` : 'Look at the examples: sesame sheet --help.',
  }),
  'record-unknown': (a: Args) => ({
    what: `The sheet of ${a.sheet} has no ${a.kind} “${a.name}”.`,
    next: `See what it has: sesame sheet show ${a.sheet}.`,
  }),
  'record-secret': (a: Args) => ({
    what: `What was given for ${a.field} looks like a password or a code. It was not written anywhere: sheets keep references only.`,
    next: 'Put the secret into the vault (sesame vault) and write here the name of its entry, or where it is kept.',
  }),
  'record-conflict': (a: Args) => ({
    what: `The sheet of ${a.sheet} was changed meanwhile (${a.at}). Nothing was written over.`,
    next: `Look at it again and repeat your change: sesame sheet show ${a.sheet}.`,
  }),
  'record-twice': (a: Args) => ({
    what: `The sheet of ${a.sheet} has “${a.name}” already. Nothing was changed.`,
    next: 'Choose another name, or change the one that is there.',
  }),
  'record-file': (a: Args) => ({
    what: `${a.file}${a.line ? `:${a.line}` : ''}: ${a.why}. Nothing was changed.`,
    next: 'Mend that place and do it again.',
  }),
  'checklist-unknown': (a: Args) => ({
    what: `There is no checklist “${a.name}”.`,
    next: a.near ? `Did you mean: ${a.near}?` : 'See those that there are: sesame checklist list --all.',
  }),
  'template-unknown': (a: Args) => ({
    what: `There is no template “${a.name}” for checklists.`,
    next: a.near ? `Did you mean: ${a.near}?` : 'See those that there are: sesame checklist templates. Your own: --file FILE.',
  }),
  'app-password-there': (a: Args) => ({
    what: `${a.device} has an app password already (“${a.label}”) on the sheet of ${a.sheet}. Nothing was changed: one a device or app, so that a lost one is revoked alone.`,
    next: 'If the new one replaces it, add --replace; for another app of that device, name it with --app.',
  }),
  'record-ambiguous': (a: Args) => ({
    what: `Past cases are kept with masked addresses, and another sheet looks the same as ${a.sheet} when masked. Nothing was changed.`,
    next: 'Name the case: --case ID. Its id stands in the history of the page (sesame web).',
  }),
  'device-unknown': (a: Args) => ({
    what: `No sheet knows a device called “${a.name}”.`,
    next: a.near ? `Did you mean: ${a.near}?` : 'Search for it: sesame sheet list --search WORD.',
  }),
  'bridge-device-unknown': (a: Args) => ({
    what: `The bridge knows no device “${a.name}”.`,
    next: a.near ? `It knows: ${a.near}.` : 'Add one: sesame bridge add printer --for ADDRESS.',
  }),
  'bridge-no-door': (a: Args) => ({
    what: `The bridge listens nowhere that “${a.name}” may come to${a.from ? ` (from ${a.from})` : ''}.`,
    next: 'Say where it listens, as for “sesame bridge”: --smtp 192.168.1.5:587. Over the network that is with TLS only.',
  }),
  'bridge-setup-format': (a: Args) => ({
    what: `“${a.format}” cannot do with what “${a.name}” may use (${a.protocols}).`,
    next: `Take another format: sesame bridge setup ${a.name} --format card, or allow more with “sesame bridge add --protocols”.`,
  }),
  'profile-unsigned': (a: Args) => ({
    what: `The profile could not be signed (${a.why}).`,
    next: 'The file needs the certificate and its key, both as PEM; “openssl” must be installed. Without --sign it is written unsigned.',
  }),
  'bridge-settings-invalid': (a: Args) => ({
    what: `The settings of the bridge in ${a.file} are wrong: ${a.why}.`,
    next: 'Mend the file; “sesame bridge” says what is wrong until it is right.',
  }),
  'bridge-device-exists': (a: Args) => ({
    what: `There is a device named ${a.name} already. Nothing was changed.`,
    next: `Take another name, or give it a new password: sesame bridge renew ${a.name}.`,
  }),
} satisfies Partial<Record<ErrorCode, (a: Args) => Sentences>>
