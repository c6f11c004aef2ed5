// Entries of an open KeePass file as the vault knows them, and back. Ours carry their name and sort as fields of their own; others are read by what they hold.

import type { Kdbx, KdbxEntry, KdbxEntryField, KdbxGroup } from 'kdbxweb'
import { Secret } from '../../model/secret.ts'
import type { SecretSort, VaultEntry } from '../vault.ts'
import type { KdbxBook } from './kdbx-library.ts'

export interface KdbxRead {
  readonly entry: VaultEntry
  readonly secret: Secret
  /** Written by us: the name is the one it was given. */
  readonly ours: boolean
  /** Names of the groups above it, the root's left out. */
  readonly groups: readonly string[]
  /** Names of what the vault has no place for; it stays in the file. */
  readonly fields: readonly string[]
  readonly attachments: readonly string[]
}

interface Placed {
  readonly entry: KdbxEntry
  readonly groups: readonly string[]
}

const FOREIGN = 'keepass/'
const NAME = 'Sesame name'
const SORT = 'Sesame sort'
const NOTE = 'Sesame note'
const ROOT = 'Sésame'
const GROUPS: Readonly<Record<SecretSort, string>> = {
  password: 'Passwords',
  'app-password': 'App passwords',
  oauth: 'Sign-ins',
  'oauth-client': 'Registered programs',
  bridge: 'Bridge',
  key: 'Keys',
  note: 'Notes',
}
const STANDARD = ['Title', 'UserName', 'Password', 'URL', 'Notes', NAME, SORT, NOTE]

/** Everything but the recycle bin and templates; no two have the same name, and a name does not move when others come and go. */
export function readEntries(book: KdbxBook): KdbxRead[] {
  const found = placed(book)
  const names = new Map<string, number>()
  const read = found.map(({ entry, groups }) => readEntry(entry, groups))
  for (const { entry } of read) names.set(entry.name, (names.get(entry.name) ?? 0) + 1)
  return read.map((one, at) =>
    names.get(one.entry.name) === 1 ? one : { ...one, entry: { ...one.entry, name: `${one.entry.name} #${shortId(found[at]!.entry)}` } },
  )
}

/** Titles of what lies in the recycle bin. */
export function trashed(book: KdbxBook): string[] {
  const { recycleBinUuid } = book.db.meta
  const bin = recycleBinUuid && !recycleBinUuid.empty ? book.db.getGroup(recycleBinUuid) : undefined
  return [...(bin?.allEntries() ?? [])].map((entry) => textOf(entry.fields.get('Title')))
}

/** Writes over the entry of that name and keeps all that others added to it; what it held goes to its history. */
export function putEntry(book: KdbxBook, entry: VaultEntry, secret: Secret): void {
  const there = find(book, entry.name)
  const kept = there ?? book.db.createEntry(groupOf(book, entry.sort))
  // A token is replaced every hour: its past is of no use to anybody but a thief.
  if (there && entry.sort !== 'oauth') remember(book, there)
  const { fields, times } = kept
  const put = (name: string, text: string | undefined, guarded = false) => {
    if (text === undefined || text === '') {
      if (STANDARD.indexOf(name) < 5) fields.set(name, '')
      else fields.delete(name)
    } else fields.set(name, guarded || !plain(text) ? book.web.ProtectedValue.fromString(text) : text)
  }
  const isNote = entry.sort === 'note'
  put('Title', entry.title)
  put('UserName', entry.user)
  put('Password', isNote ? undefined : secret.reveal(), true)
  put('URL', entry.url)
  put('Notes', isNote ? secret.reveal() : entry.note, isNote)
  put(NOTE, isNote ? entry.note : undefined)
  put(NAME, entry.name)
  ours(book).set(entry.name, kept)
  put(SORT, entry.sort)
  times.creationTime = new Date(entry.made)
  times.lastModTime = new Date(entry.changed)
  times.expires = entry.due !== undefined
  if (entry.due !== undefined && day(times.expiryTime) !== entry.due) times.expiryTime = new Date(`${entry.due}T00:00:00Z`)
}

/** True when there was one. What is ours goes for good; what another program made goes to the recycle bin, where its owner looks for it. */
export function removeEntry(book: KdbxBook, name: string): boolean {
  const entry = find(book, name)
  if (!entry) return false
  OURS.delete(book.db)
  if (entry.fields.has(NAME) && !name.startsWith(FOREIGN)) book.db.move(entry, null)
  else book.db.remove(entry)
  return true
}

/** Ours by their names, so that many are put in without reading all for each. Only this file adds and removes them. */
const OURS = new WeakMap<Kdbx, Map<string, KdbxEntry | 'several'>>()

function ours(book: KdbxBook): Map<string, KdbxEntry | 'several'> {
  const known = OURS.get(book.db)
  if (known) return known
  const index = new Map<string, KdbxEntry | 'several'>()
  for (const { entry } of placed(book)) {
    const name = textOf(entry.fields.get(NAME))
    if (name !== '') index.set(name, index.has(name) ? 'several' : entry)
  }
  OURS.set(book.db, index)
  return index
}

/** First by the field of ours, which is cheap; the names of others are known only when all are read. */
function find(book: KdbxBook, name: string): KdbxEntry | undefined {
  const one = ours(book).get(name)
  if (one !== undefined && one !== 'several') return one
  if (one === undefined && !name.startsWith(FOREIGN) && !name.includes(' #')) return undefined
  return placed(book)[readEntries(book).findIndex(({ entry }) => entry.name === name)]?.entry
}

function placed(book: KdbxBook): Placed[] {
  const found: Placed[] = []
  for (const root of book.db.groups) walk(book, root, [], found)
  return found
}

function walk(book: KdbxBook, group: KdbxGroup, groups: readonly string[], into: Placed[]): void {
  const { recycleBinUuid, entryTemplatesGroup } = book.db.meta
  if (group.uuid.equals(recycleBinUuid) || (entryTemplatesGroup?.empty === false && group.uuid.equals(entryTemplatesGroup))) return
  for (const entry of group.entries) into.push({ entry, groups })
  for (const below of group.groups) walk(book, below, [...groups, below.name ?? ''], into)
}

function readEntry(entry: KdbxEntry, groups: readonly string[]): KdbxRead {
  const { fields, times } = entry
  const text = (name: string) => textOf(fields.get(name))
  const ours = text(NAME) !== ''
  const password = text('Password')
  const isNote = ours ? text(SORT) === 'note' : password === '' && text('Notes') !== ''
  const sort = isNote ? 'note' : Object.hasOwn(GROUPS, text(SORT)) ? (text(SORT) as SecretSort) : 'password'
  const user = text('UserName')
  const title = text('Title')
  const url = text('URL')
  const note = isNote ? text(NOTE) : text('Notes')
  const due = times.expires ? day(times.expiryTime) : undefined
  const made = moment(times.creationTime)
  return {
    entry: {
      name: ours ? text(NAME) : `${FOREIGN}${title || url || shortId(entry)}${user ? `/${user}` : ''}`,
      sort,
      title: title || url || user || '—',
      ...(user && { user }),
      ...(url && { url }),
      ...(note && { note }),
      made,
      changed: moment(times.lastModTime, made),
      ...(due && { due }),
    },
    secret: new Secret(isNote ? text('Notes') : password),
    ours,
    groups,
    fields: [...fields.keys()].filter((name) => !STANDARD.includes(name)),
    attachments: [...entry.binaries.keys()],
  }
}

/** The group of a sort, below the root when the file is ours, else below a group of our name: other people's order stays. */
function groupOf(book: KdbxBook, sort: SecretSort): KdbxGroup {
  const root = book.db.getDefaultGroup()
  const home = root.name === ROOT ? root : below(book, root, ROOT)
  return below(book, home, GROUPS[sort])
}

function below(book: KdbxBook, group: KdbxGroup, name: string): KdbxGroup {
  return group.groups.find((g) => g.name === name && !g.uuid.equals(book.db.meta.recycleBinUuid)) ?? book.db.createGroup(group, name)
}

/** As KeePass does: the state before an edit joins the history, whose length the file itself sets. */
function remember(book: KdbxBook, entry: KdbxEntry): void {
  entry.pushHistory()
  const most = book.db.meta.historyMaxItems ?? book.web.Consts.Defaults.HistoryMaxItems
  if (most >= 0 && entry.history.length > most) entry.removeHistory(0, entry.history.length - most)
}

/** Whether XML keeps the text as it is: it turns carriage returns into line feeds, and the library drops controls, tabs too. */
function plain(text: string): boolean {
  return !/[\p{Cc}\ufffe\uffff]/u.test(text.replaceAll('\n', ''))
}

function textOf(field: KdbxEntryField | undefined): string {
  return field === undefined ? '' : typeof field === 'string' ? field : field.getText()
}

function shortId(entry: KdbxEntry): string {
  return Buffer.from(entry.uuid.bytes).toString('hex').slice(0, 8)
}

/** KeePass keeps whole seconds. */
function moment(date: Date | undefined, otherwise = '1970-01-01T00:00:00.000Z'): string {
  return date && !Number.isNaN(date.getTime()) ? date.toISOString() : otherwise
}

function day(date: Date | undefined): string | undefined {
  return date && !Number.isNaN(date.getTime()) ? date.toISOString().slice(0, 10) : undefined
}
