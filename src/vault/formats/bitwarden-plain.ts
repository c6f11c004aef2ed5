// Bitwarden's JSON export in clear: its items to entries, and entries to its items. Cards, identities and codes are named, not taken.

import { randomUUID } from 'node:crypto'
import { Secret } from '../../model/secret.ts'
import type { SecretSort, VaultEntry } from '../vault.ts'
import { type Found, type LeftOut, LIMITS, type Part, type Reading, tidy } from './reading.ts'

/** Kinds of items, as Bitwarden numbers them. */
const LOGIN = 1
const NOTE = 2
const CARD = 3
const IDENTITY = 4
const SSH_KEY = 5
const NAME = 'Sesame name'
const SORT = 'Sesame sort'
const DUE = 'Sesame due'
const SAID = 'Sesame note'
const OURS = [NAME, SORT, DUE, SAID]
const SORTS: readonly string[] = ['password', 'app-password', 'oauth', 'oauth-client', 'bridge', 'key', 'note'] satisfies SecretSort[]

type Json = Readonly<Record<string, unknown>>

/** Null when it is not one. Every value is checked: the file is not ours. */
export function readBitwardenItems(value: unknown): Pick<Reading, 'found' | 'leftOut'> | 'too-many' | null {
  if (!isObject(value) || !Array.isArray(value.items)) return null
  if (value.items.length > LIMITS.entries) return 'too-many'
  const found: Found[] = []
  const leftOut: LeftOut[] = []
  for (const [i, item] of value.items.entries()) {
    const one = isObject(item) ? readItem(item, i + 1) : { at: i + 1, why: 'broken' as const }
    if ('why' in one) leftOut.push(one)
    else found.push(one)
  }
  return { found, leftOut }
}

function readItem(item: Json, at: number): Found | LeftOut {
  const title = text(item.name)
  const out = (why: LeftOut['why']): LeftOut => ({ at, ...(title && { title }), why })
  if (item.deletedDate != null) return out('in-trash')
  if (item.type === CARD) return out('card')
  if (item.type === IDENTITY) return out('identity')
  const notes = text(item.notes)
  const fields = fieldsOf(item)
  const own = new Map(fields.filter((f) => OURS.includes(f.name)).map((f) => [f.name, f.value]))
  const sort = own.get(SORT)
  const common = {
    at,
    title,
    ...(own.has(NAME) && { name: own.get(NAME)! }),
    ...(/^\d{4}-\d\d-\d\d$/.test(own.get(DUE) ?? '') && { due: own.get(DUE)! }),
  }
  const without: Part[] = []
  if (fields.some((f) => !OURS.includes(f.name))) without.push('fields')
  if (Array.isArray(item.passwordHistory) && item.passwordHistory.length > 0) without.push('history')
  if (item.type === NOTE) {
    if (notes === '') return out('no-password')
    const note = own.get(SAID)
    return tidy({ ...common, sort: 'note', ...(note && { note }), secret: new Secret(notes), without }) ?? out('too-long')
  }
  if (item.type === SSH_KEY) {
    const key = isObject(item.sshKey) ? item.sshKey : {}
    if (text(key.privateKey) === '') return out('no-password')
    const note = [text(key.publicKey), notes].filter(Boolean).join('\n')
    return tidy({ ...common, sort: 'key', ...(note && { note }), secret: new Secret(text(key.privateKey)), without }) ?? out('too-long')
  }
  if (item.type !== LOGIN) return out('unknown-kind')
  const login = isObject(item.login) ? item.login : {}
  const urls = (Array.isArray(login.uris) ? login.uris : []).map((u) => (isObject(u) ? text(u.uri) : '')).filter(Boolean)
  if (text(login.totp)) without.push('totp')
  if (Array.isArray(login.fido2Credentials) && login.fido2Credentials.length > 0) without.push('passkey')
  if (urls.length > 1) without.push('more-urls')
  if (text(login.password) === '') return out('no-password')
  return (
    tidy({
      ...common,
      sort: sort !== undefined && SORTS.includes(sort) ? (sort as SecretSort) : 'password',
      ...(text(login.username) && { user: text(login.username) }),
      ...(urls[0] && { url: urls[0] }),
      ...(notes && { note: notes }),
      secret: new Secret(text(login.password)),
      without,
    }) ?? out('too-long')
  )
}

/** What `readBitwardenItems` reads and Bitwarden imports. The names that the vault uses travel as fields of their own. */
export function bitwardenItems(kept: readonly { readonly entry: VaultEntry; readonly secret: Secret }[]): object {
  const folder = { id: randomUUID(), name: 'Sésame' }
  return { encrypted: false, folders: [folder], items: kept.map(({ entry, secret }) => itemOf(entry, secret, folder.id)) }
}

function itemOf(entry: VaultEntry, secret: Secret, folderId: string): object {
  const isNote = entry.sort === 'note'
  const fields = [
    [NAME, entry.name],
    [SORT, entry.sort],
    [DUE, entry.due],
    [SAID, isNote ? entry.note : undefined],
  ].flatMap(([name, value]) => (value === undefined ? [] : [{ name, value, type: 0, linkedId: null }]))
  return {
    id: randomUUID(),
    organizationId: null,
    folderId,
    type: isNote ? NOTE : LOGIN,
    reprompt: 0,
    name: entry.title,
    notes: isNote ? secret.reveal() : (entry.note ?? null),
    favorite: false,
    fields,
    ...(isNote
      ? { secureNote: { type: 0 } }
      : {
          login: {
            fido2Credentials: [],
            uris: entry.url ? [{ match: null, uri: entry.url }] : [],
            username: entry.user ?? null,
            password: secret.reveal(),
            totp: null,
          },
        }),
    collectionIds: null,
    passwordHistory: null,
    revisionDate: entry.changed,
    creationDate: entry.made,
    deletedDate: null,
  }
}

function fieldsOf(item: Json): { name: string; value: string }[] {
  if (!Array.isArray(item.fields)) return []
  return item.fields.filter(isObject).map((field) => ({ name: text(field.name), value: text(field.value) }))
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
