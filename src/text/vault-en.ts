// Words of `sesame vault` in English. `vault-fr.ts` must have the same shape.

import { generateEn } from './generate-en.ts'
import type { Moment } from './moment.ts'
import { moment } from './moment.ts'
import { vaultTransferEn } from './vault-transfer-en.ts'

const when = (at: Moment) => moment(at, 'en-GB')

export const vaultEn = {
  transfer: vaultTransferEn,
  generate: generateEn,
  sort: {
    password: 'password',
    'app-password': 'app password',
    oauth: 'sign-in',
    'oauth-client': 'registered program',
    bridge: 'bridge password',
    key: 'key',
    note: 'note',
  },
  column: { name: 'Name', title: 'Title', sort: 'Sort', changed: 'Changed', due: 'To be changed' },
  ask: 'Passphrase of the vault',
  askAgain: 'That is not it. Passphrase of the vault',
  askOld: 'Present passphrase',
  askNew: 'New passphrase (Enter alone: one is made for you)',
  askNewPlain: 'New passphrase',
  askRecovery: 'Recovery passphrase (Enter alone: none)',
  askRepeat: 'The same again',
  askKdbx: 'Passphrase of the KeePass file',
  askValue: (name: string) => `What is to be kept as ${name}`,
  adviseNew:
    'Four or more words that have nothing to do with each other are easy to keep in mind and hard to guess. Nobody can give it back to you.',
  adviseRecovery:
    'Your keyring opens the vault. A recovery passphrase also opens it when the keyring is lost, or the disk stands in another computer.',
  tooShort: (least: number) =>
    `Fewer than ${least} characters are guessed quickly by whoever gets hold of the file. A few words are better.`,
  atLeast: (n: number) => `${n} characters or more`,
  short: 'That is rather short. It is taken; a few words would keep the vault safer.',
  differ: 'The two are not the same. Once more.',
  made: 'Your passphrase, shown this once. Write it down where nobody else looks:',
  typeMade: 'Type it, to be sure that you have it',
  init: {
    keyring: (file: string) => `Your vault is ready: ${file}. The keyring of this system opens it.`,
    both: (file: string) => `Your vault is ready: ${file}. The keyring of this system opens it, and so does the passphrase.`,
    passphrase: (file: string) => `Your vault is ready: ${file}. The passphrase opens it.`,
    kdbx: (file: string) => `Your vault is the KeePass file ${file}. Its passphrase opens it, here and in KeePass.`,
    noKeyring: 'There is no keyring here, so the vault gets a passphrase.',
    next: 'Keep something in it: sesame vault add NAME. Unlock it for a while: sesame vault unlock.',
  },
  empty: 'The vault is empty.',
  count: (n: number) => (n === 1 ? '1 entry' : `${n} entries`),
  confirmShow: (name: string) => `Show ${name} on this screen?`,
  needsYesShow: 'A secret is shown only after a yes. Nobody can be asked here: add --yes.',
  shown: 'It was shown on this screen. Clear the screen when you are done; scrolled lines count too.',
  confirmReplace: (name: string) => `The vault keeps something as ${name} already. Put the new one in its place?`,
  needsYesReplace: (name: string) => `The vault keeps something as ${name} already. To put the new one in its place, add --yes.`,
  kept: (name: string) => `Kept: ${name}.`,
  confirmRemove: (name: string) => `Remove ${name} from the vault? It cannot be taken back.`,
  needsYesRemove: (name: string) => `To remove ${name} without being asked, add --yes.`,
  removed: (name: string) => `Removed: ${name}. Until the next change the backup still has it.`,
  untouched: 'Nothing was changed.',
  yesNo: '[y/N]',
  yes: /^y(es)?$/i,
  passphraseChanged: 'The passphrase is changed. The old one no longer opens the vault, nor its backup.',
  unlocked: (minutes: number) =>
    `Unlocked for your commands on this machine, until nobody used it for ${minutes === 1 ? 'a minute' : `${minutes} minutes`}. Lock it at once: sesame vault lock.`,
  locked: 'Locked: the key is forgotten.',
  wasLocked: 'It was not unlocked.',
  lockedKeyring: 'The keyring of this system still opens the vault; lock that one in your desktop.',
  restored: (n: number) => `The backup is the vault again: ${n === 1 ? '1 entry' : `${n} entries`}.`,
  aside: (file: string) => `The damaged file is kept as ${file}.`,
  swapped: 'What was the vault is now the backup: the same command takes it back.',
  status: {
    file: 'File',
    format: 'Format',
    formats: { sesame: 'Sésame vault', kdbx: 'KeePass (KDBX)' },
    opens: 'Opened by',
    ways: { keyring: 'the keyring of this system', passphrase: 'a passphrase' },
    and: ' and ',
    now: 'Now',
    open: 'open: no command asks for a passphrase',
    until: (at: string) => `open, until ${when(at)} if nobody uses it before`,
    locked: 'locked',
    entries: 'Entries',
    backup: 'Backup',
    backupAt: (at: string) => `of ${when(at)}`,
    noBackup: 'none yet: it comes with the first change',
  },
}
