// Every app and device of the field is known by the names people use, says how an account is added, where its log is and what it cannot do.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { clientById, clientByName } from '../../src/knowledge/lookup.ts'
import { fullDate } from '../../src/model/date.ts'
import { KNOWN_AS } from './client-names.ts'

const knowledge: Knowledge = loadKnowledge()
const found = (text: string) => {
  const named = clientByName(knowledge, text)
  return named && (named.version === undefined ? named.client.id : `${named.client.id} ${named.version}`)
}

for (const [id, names] of Object.entries(KNOWN_AS)) {
  test(`${id} is found by the names people use`, () => {
    for (const name of [id, ...names]) assert.equal(clientByName(knowledge, name)?.client.id, id, name)
  })
}

test('every app finds itself by its id, its names in both languages and every plain name of its file', () => {
  for (const client of knowledge.clients) {
    for (const name of [client.id, client.name.en, client.name.fr, ...client.names.filter((n) => !n.startsWith('/'))])
      assert.equal(clientByName(knowledge, name)?.client.id, client.id, name)
  }
})

test('the version said with the name is the app’s, not that of the telephone, the system or another app', () => {
  const versions: Readonly<Record<string, string>> = {
    outlook_2016: 'outlook-windows 2016',
    outlook_365: 'outlook-windows 365',
    outlook_2007: 'outlook-old 2007',
    'Outlook classique 2019': 'outlook-windows 2019',
    'Outlook 2019 for Mac': 'outlook-mac 2019',
    'Outlook 2019 / Windows 11': 'outlook-windows 2019',
    'Thunderbird 140.0.1': 'thunderbird 140.0.1',
    'thunderbird 128.2.3esr': 'thunderbird 128.2.3',
    'Thunderbird sur Windows 11': 'thunderbird',
    'Thunderbird pour Android 9.0': 'thunderbird-android 9.0',
    'K-9 Mail 6.802': 'k-9 6.802',
    'iPhone 15': 'apple-mail-ios',
    'iPhone 13 iOS 18.1': 'apple-mail-ios 18.1',
    'Mail sur iPhone SE': 'apple-mail-ios',
    'Apple Mail macOS 14': 'apple-mail-macos 14',
    'Windows 10 Mail': 'windows-mail',
    'Windows Live Mail 2012': 'windows-live-mail 2012',
    'Odoo 17': 'odoo 17',
    'n8n 1.64': 'n8n 1.64',
    'Evolution, RainLoop, K-9': 'evolution',
  }
  for (const [text, expected] of Object.entries(versions)) assert.equal(found(text), expected, text)
})

test('the name that stands first is meant; a finer one of it says more; a stranger is nobody', () => {
  assert.equal(found('FluentSMTP (WordPress)'), 'wordpress')
  assert.equal(found('NocoDB (nodemailer)'), 'helpdesk-other')
  assert.equal(found('imprimante HP'), 'printer-hp')
  assert.equal(found('NAS Synology'), 'nas-synology')
  assert.equal(found('node-poplib'), 'script')
  for (const text of ['', 'multiple', 'unknown', 'Postfix relay container', 'outlooks']) assert.equal(found(text), undefined, text)
})

test('any text is looked up without a throw', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (text) => {
      const named = clientByName(knowledge, text)
      assert.ok(named === undefined || clientById(knowledge, named.client.id) === named.client)
    }),
  )
})

test('each says how an account is added, what it shows, where its log is and what it can never do, in both languages', () => {
  for (const { id, add, shows = [], log, never = [] } of knowledge.clients) {
    assert.ok(add !== undefined && log !== undefined && shows.length > 0 && never.length > 0, id)
    for (const text of [add, log, ...shows, ...never]) assert.ok(text.en !== '' && text.fr !== '', id)
  }
})

test('each says whether it can do the OAuth of Microsoft, Google and Apple, or of nobody', () => {
  for (const { id, oauth, kind } of knowledge.clients) {
    if (['proton-bridge', 'davmail', 'helpdesk-other'].includes(id)) continue
    for (const family of kind === 'webmail' ? ['google'] : ['microsoft', 'google', 'apple'])
      assert.ok(
        oauth.some((line) => line.family === family),
        `${id} ${family}`,
      )
  }
})

test('editions are dated, oldest first, and end after they came', () => {
  for (const { id, releases = [] } of knowledge.clients) {
    const days = releases.flatMap((r) => (r.released === undefined ? [] : [fullDate(r.released)]))
    if (id !== 'outlook-windows') assert.deepEqual(days, [...days].sort(), id)
    for (const { name, released, supportEnds } of releases)
      assert.ok(released === undefined || supportEnds === undefined || released < supportEnds, name)
  }
})

test('the editions of Outlook carry the maker’s own dates', () => {
  const ends = (id: string) => clientById(knowledge, id)?.releases?.map((r) => `${r.version} ${r.supportEnds ?? 'supported'}`)
  assert.deepEqual(ends('outlook-old'), ['2003 2014-04-08', '2007 2017-10-10', '2010 2020-10-13', '2013 2023-04-11'])
  assert.deepEqual(ends('outlook-windows'), ['2016 2025-10-14', '2019 2025-10-14', '2021 2026-10-13', '2024 2029-10-09', '365 supported'])
  assert.equal(clientById(knowledge, 'windows-mail')?.ended, '2024-12-31')
})
