// Where folders go, on lists as real servers answer them: special ones in any language, Gmail's labels, prefixes, separators, and nothing that falls together.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { folderIndex } from '../../../src/knowledge/folder-names.ts'
import { loadKnowledge } from '../../../src/knowledge/load.ts'
import { type FolderMapRequest, mapFolders } from '../../../src/transfer/folders/map-folders.ts'
import type { FolderPair, Rules } from '../../../src/transfer/journey.ts'
import { doublesOf } from '../../../src/transfer/tidy/doubles.ts'
import { listed } from './listed.ts'
import { COURIER, DOVECOT, EMPTY, GMAIL_FR, ICLOUD, OUTLOOK_FR, OUTLOOK_TR } from './servers.ts'

const RULES: Rules = { include: [], exclude: [], folders: [], under: [], mirror: false, order: 'auto', deleted: 'copy' }
const map = (request: Partial<FolderMapRequest> & Pick<FolderMapRequest, 'source' | 'target'>) => mapFolders({ rules: RULES, ...request })
const place = ({ target }: FolderPair) => target.path.join('/')
const table = (request: Parameters<typeof map>[0]) => Object.fromEntries(map(request).pairs.map((pair) => [pair.source.name, place(pair)]))

test('French Gmail goes into a Dovecot: special folders by their flags, what was archived last, Starred and Important not at all', () => {
  const { pairs, left } = map({ source: GMAIL_FR, target: DOVECOT })
  assert.deepEqual(
    pairs.map((pair) => [pair.source.name, place(pair), pair.reason]),
    [
      ['INBOX', 'INBOX', 'inbox'],
      ['[Gmail]/Brouillons', 'Drafts', 'special-use'],
      ['[Gmail]/Messages envoyés', 'Sent', 'special-use'],
      ['Clients', 'Clients', 'made'],
      ['Clients/2019', 'Clients/2019', 'made'],
      ['[Gmail]/Spam', 'Junk', 'special-use'],
      ['[Gmail]/Corbeille', 'Trash', 'special-use'],
      ['[Gmail]/Tous les messages', 'Archive', 'label'],
    ],
  )
  assert.deepEqual(
    left.map(({ folder, reason }) => [folder.name, reason]),
    [
      ['[Gmail]', 'holds-no-messages'],
      ['[Gmail]/Important', 'view'],
      ['[Gmail]/Suivis', 'view'],
    ],
  )
})

test('a Dovecot goes into Gmail: folders become labels, All Mail is never written to, nothing is made below [Gmail]', () => {
  const source = listed([
    ...['INBOX', 'Envoyés/2019', '[Gmail]/Mine', '[Gmail]/Tous les messages'],
    '* LIST (\\Sent) "/" Envoy&AOk-s',
    '* LIST (\\Archive) "/" Archives',
  ])
  const { pairs } = map({ source, target: GMAIL_FR })
  const found = Object.fromEntries(pairs.map((pair) => [pair.source.name, place(pair)]))
  assert.equal(found.Envoyés, '[Gmail]/Messages envoyés')
  assert.equal(found['Envoyés/2019'], 'Envoyés/2019')
  assert.equal(found.Archives, 'Archives')
  assert.equal(found['[Gmail]/Mine'], '[Gmail] (2)/Mine')
  assert.ok(!pairs.some((pair) => place(pair) === '[Gmail]/Tous les messages'))
})

test('where neither side tells its special folders, their names do: Outlook in French into iCloud', () => {
  const { pairs, unclear } = map({ source: OUTLOOK_FR, target: ICLOUD })
  const found = Object.fromEntries(pairs.map((pair) => [pair.source.name, [place(pair), pair.byName]]))
  assert.deepEqual(found, {
    INBOX: ['INBOX', undefined],
    Brouillons: ['Drafts', 'both'],
    'Éléments envoyés': ['Sent Messages', 'both'],
    "Boîte d'envoi": ["Boîte d'envoi", undefined],
    Archive: ['Archive', 'both'],
    'Courrier indésirable': ['Junk', 'both'],
    'Éléments supprimés': ['Deleted Messages', 'both'],
  })
  assert.deepEqual(unclear, [])
})

test('Outlook.com flags without saying so: the flags count, leftovers of older apps stay folders of their own', () => {
  assert.deepEqual(table({ source: OUTLOOK_TR, target: DOVECOT }), {
    Inbox: 'INBOX',
    Drafts: 'Drafts',
    Sent: 'Sent',
    '+INBOX': '+INBOX',
    Arşiv: 'Arşiv',
    Outbox: 'Outbox',
    junkemail: 'junkemail',
    Notes: 'Notes',
    sentitems: 'sentitems',
    Junk: 'Junk',
    Deleted: 'Trash',
  })
  const { doubles } = doublesOf({ inventory: OUTLOOK_TR, names: folderIndex(loadKnowledge()), rules: [] })
  assert.deepEqual(
    doubles.map(({ use, from, keep }) => [use, from.name, keep.name]),
    [
      ['sent', 'sentitems', 'Sent'],
      ['junk', 'junkemail', 'Junk'],
    ],
  )
})

test('T16: Sent Items is never poured into Sent when the source flags a Sent of its own', () => {
  const source = listed(['INBOX', '* LIST (\\Sent) "/" Envoy&AOk-s', 'Sent Items', 'Sent'])
  assert.deepEqual(table({ source, target: DOVECOT }), { INBOX: 'INBOX', Envoyés: 'Sent', 'Sent Items': 'Sent Items', Sent: 'Sent (2)' })
  const [, , , sent] = map({ source, target: DOVECOT }).pairs
  assert.deepEqual([sent?.reason, sent?.because], ['renamed', 'taken'])
})

test('T16: two names that may both be the sent mail are not guessed: they keep their names, and a person is told', () => {
  const source = listed(['INBOX', 'Sent Items', 'Envoyés'], { traits: { specialUse: false } })
  const { pairs, unclear } = map({ source, target: DOVECOT })
  assert.deepEqual(pairs.map(place), ['INBOX', 'Sent Items', 'Envoyés'])
  assert.deepEqual(
    unclear.map(({ side, use, folders }) => [side, use, folders.map((f) => f.name)]),
    [['source', 'sent', ['Sent Items', 'Envoyés']]],
  )
  const rules = {
    ...RULES,
    folders: [
      { from: ['Envoyés'], to: ['Sent'] },
      { from: ['Sent Items'], to: ['Sent'] },
    ],
  }
  assert.deepEqual(
    map({ source, target: DOVECOT, rules }).pairs.map((pair) => [place(pair), pair.reason]),
    [
      ['INBOX', 'inbox'],
      ['Sent', 'rule'],
      ['Sent', 'rule'],
    ],
  )
  const own = map({
    source: listed(['INBOX', 'Sent Items', 'Envoyés'], { traits: { specialUse: false } }),
    target: DOVECOT,
    providers: { source: 'm365' },
  })
  assert.equal(own.pairs.find((pair) => pair.source.name === 'Sent Items')?.reason, 'special-use')
})

test('of two folders that a target flags alike the usual one is meant', () => {
  assert.equal(table({ source: listed(['* LIST (\\Sent) "/" Gesendet']), target: DOVECOT }).Gesendet, 'Sent')
  assert.equal(table({ source: listed(['* LIST (\\Sent) "/" "Sent Messages"']), target: DOVECOT })['Sent Messages'], 'Sent Messages')
})

test('a folder that is left out keeps its counterpart for itself: a plain Trash does not fall into the bin', () => {
  const source = listed(['INBOX', '* LIST (\\Trash) "/" Corbeille', 'Trash'])
  assert.deepEqual(table({ source, target: DOVECOT, rules: { ...RULES, exclude: ['corbeille'] } }), { INBOX: 'INBOX', Trash: 'Trash (2)' })
})

test('Courier keeps all below the inbox: its prefix is no part of a name, and folders of the inbox do not sink a second time', () => {
  assert.deepEqual(table({ source: COURIER, target: DOVECOT }), {
    INBOX: 'INBOX',
    'INBOX.Drafts': 'Drafts',
    'INBOX.Sent': 'Sent',
    'INBOX.Clients.2019': 'Clients/2019',
    'INBOX.Trash': 'Trash',
  })
  const source = listed(['INBOX', 'INBOX/Clients', 'INBOX/Clients/2019', 'Clients'])
  const { pairs } = map({ source, target: COURIER })
  assert.deepEqual(
    pairs.map((pair) => [pair.source.name, place(pair), pair.because]),
    [
      ['INBOX', 'INBOX', undefined],
      ['INBOX/Clients', 'Clients (2)', 'inbox,taken'],
      ['INBOX/Clients/2019', 'Clients (2)/2019', 'inbox,taken'],
      ['Clients', 'Clients', undefined],
    ],
  )
})

test('names that the target cannot hold: its separator, signs, blanks, reserved names, capitals, composed letters', () => {
  const dotted = map({
    source: listed(['INBOX', 'v1.2 notes', 'v1_2 notes', 'v1.2 notes/a.b', '~old', 'bell\u0007', '..']),
    target: { ...COURIER, folders: [] },
  })
  assert.deepEqual(
    dotted.pairs.map((pair) => [pair.source.name, place(pair), pair.because]),
    [
      ['INBOX', 'INBOX', undefined],
      ['v1.2 notes', 'v1_2 notes (2)', 'separator,taken'],
      ['v1_2 notes', 'v1_2 notes', undefined],
      ['v1.2 notes/a.b', 'v1_2 notes (2)/a_b', 'separator,taken'],
      ['~old', '_old', 'start'],
      ['bell\u0007', 'bell_', 'character'],
      ['..', '__', 'separator'],
    ],
  )
  const limits = { reservedNames: ['Files'], forbiddenInNames: '^', plainBlanks: true, caseSensitive: false }
  const source = listed(['INBOX', 'files', 'a  b ', '2^8', 'trash', 'Trash', 'e\u0301t\u00e9', '\u00e9t\u00e9', 'Work/Files'])
  const found = map({ source, target: listed(['INBOX', 'WORK']), limits }).pairs
  assert.deepEqual(
    found.map((pair) => [pair.source.name, place(pair), pair.because]),
    [
      ['INBOX', 'INBOX', undefined],
      ['files', 'files (2)', 'reserved'],
      ['a  b ', 'a b', 'blanks'],
      ['2^8', '2_8', 'character'],
      ['trash', 'trash', undefined],
      ['Trash', 'Trash (2)', 'case'],
      ['e\u0301t\u00e9', 'e\u0301t\u00e9', undefined],
      ['\u00e9t\u00e9', '\u00e9t\u00e9 (2)', 'case'],
      ['Work/Files', 'WORK/Files', undefined],
    ],
  )
})

test('a server that ignores capitals, or of which nobody knows, never gets two folders in one; one that tells them gets both as they are', () => {
  const source = listed(['INBOX', 'Projets', 'projets'])
  assert.deepEqual(table({ source, target: EMPTY }), { INBOX: 'INBOX', Projets: 'Projets', projets: 'projets (2)' })
  assert.deepEqual(table({ source, target: listed(['INBOX', 'a', 'A']) }), { INBOX: 'INBOX', Projets: 'Projets', projets: 'projets' })
  assert.deepEqual(table({ source, target: EMPTY, limits: { caseSensitive: true } }), {
    INBOX: 'INBOX',
    Projets: 'Projets',
    projets: 'projets',
  })
})

test('folders follow their parents: below a special one, below a renamed one, below a rule; a name that only holds others is not made', () => {
  const source = listed([
    'INBOX',
    'INBOX/A',
    '* LIST (\\Sent) "/" Envoy&AOk-s',
    'Envoyés/2019',
    '* LIST (\\Noselect) "/" Jobs',
    'Jobs/x',
    'Old/deep/y',
  ])
  const rules = { ...RULES, folders: [{ from: ['Old'], to: ['Before', '2010'] }] }
  const { left } = map({ source, target: DOVECOT, rules })
  assert.deepEqual(table({ source, target: DOVECOT, rules }), {
    INBOX: 'INBOX',
    Envoyés: 'Sent',
    'INBOX/A': 'INBOX/A',
    'Envoyés/2019': 'Sent/2019',
    'Jobs/x': 'Jobs/x',
    'Old/deep/y': 'Before/2010/deep/y',
  })
  assert.deepEqual(
    left.map(({ folder, reason }) => [folder.name, reason]),
    [['Jobs', 'holds-no-messages']],
  )
})

test('everything below one path, and a target without folders in folders', () => {
  const source = listed(['INBOX', 'INBOX/A', '* LIST (\\Sent) "/" Sent', 'Clients/2019'])
  assert.deepEqual(table({ source, target: DOVECOT, rules: { ...RULES, under: ['Old'] } }), {
    INBOX: 'Old/INBOX',
    Sent: 'Old/Sent',
    'INBOX/A': 'Old/INBOX/A',
    'Clients/2019': 'Old/Clients/2019',
  })
  const flat = { ...EMPTY, delimiter: null }
  assert.deepEqual(table({ source, target: flat }), { INBOX: 'INBOX', Sent: 'Sent', 'INBOX/A': 'INBOX-A', 'Clients/2019': 'Clients-2019' })
})

test('a run after makes the same of the same, and keeps what was decided when new folders come', () => {
  const first = map({ source: listed(['INBOX', 'v1.2']), target: COURIER })
  const target = {
    ...COURIER,
    folders: [...COURIER.folders, ...listed(['INBOX.v1_2'], { prefix: 'INBOX.' }).folders.map((f) => ({ ...f, path: ['v1_2'] }))],
  }
  const again = map({ source: listed(['INBOX', 'v1.2']), target })
  assert.deepEqual(again.pairs.map(place), first.pairs.map(place))
  const kept = first.pairs.map((pair) => ({ source: pair.source.name, path: pair.target.path }))
  const grown = map({ source: listed(['INBOX', 'v1_2', 'v1.2']), target, kept })
  assert.deepEqual(
    grown.pairs.map((pair) => [pair.source.name, place(pair)]),
    [
      ['INBOX', 'INBOX'],
      ['v1_2', 'v1_2 (2)'],
      ['v1.2', 'v1_2'],
    ],
  )
})

test('a folder is made with its use where the target has none of it', () => {
  const pair = map({ source: listed(['* LIST (\\Junk) "/" Ind&AOk-sirables']), target: EMPTY }).pairs[0]
  assert.deepEqual(pair?.target, { path: ['Indésirables'], use: 'junk' })
})

test('the names of the knowledge are read by everybody who maps', () => {
  assert.ok(folderIndex(loadKnowledge()).size > 50)
})
