// A finer app or device (a printer of one maker, K-9 Mail) is judged and guided as its base, except where it says more.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCase, valuesOf } from '../../src/diagnose/index.ts'
import { guideFor } from '../../src/guide/guide.ts'
import { inherited } from '../../src/knowledge/inherited.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { clientById } from '../../src/knowledge/lookup.ts'
import type { Case } from '../../src/model/case.ts'
import type { Client } from '../../src/model/knowledge.ts'
import { CLIENT, problemsOf } from './folder.ts'

const knowledge = loadKnowledge()
const factsOf = (given: Partial<Case>) => readCase(knowledge, { id: 'x', date: '2026-11-22', ...given } as Case)

test('its case holds both ids, the finer first', () => {
  assert.deepEqual(valuesOf(factsOf({ client: 'Ricoh MP C307' }), 'client'), ['printer-ricoh', 'printer'])
  assert.deepEqual(valuesOf(factsOf({ client: 'K-9 Mail', client_version: '8.1' }), 'client'), ['k-9', 'thunderbird-android'])
  assert.deepEqual(valuesOf(factsOf({ client: 'thunderbird' }), 'client'), ['thunderbird'])
})

test('a model written where the version is asked for makes the device finer; a version written there is the version', () => {
  assert.deepEqual(valuesOf(factsOf({ client: 'printer', client_version: 'Ricoh MP C307' }), 'client'), ['printer-ricoh', 'printer'])
  assert.deepEqual(valuesOf(factsOf({ client: 'outlook_2016', client_version: 'Outlook 2016/2019/2021 LTSC' }), 'client.version'), ['2016'])
  assert.deepEqual(valuesOf(factsOf({ client: 'outlook_express', client_version: '6 / Windows XP' }), 'client.version'), ['6'])
  assert.deepEqual(valuesOf(factsOf({ client: 'outlook_2016' }), 'client.version'), ['2016'])
  assert.deepEqual(valuesOf(factsOf({ client: 'thunderbird', client_version: '128.2.3esr' }), 'client.version'), ['128.2.3'])
})

test('OAuth since a version: the line of the base counts for the finer one', () => {
  const able = (client: string, provider: string) => valuesOf(factsOf({ client, provider }), 'client.oauth')[0]
  assert.equal(able('K-9 Mail 5.7', 'gmail'), 'unable')
  assert.equal(able('K-9 Mail 6.802', 'gmail'), 'able')
  assert.equal(able('Thunderbird 140', 'm365'), 'able')
  assert.equal(able('Thunderbird 68', 'm365'), 'unable')
  assert.equal(able('outlook_2016', 'outlook_com'), 'unable')
  assert.equal(able('Brother MFC-L2710DW', 'outlook_com'), 'unable')
  assert.equal(able('DSM 7.0', 'outlook_com'), 'unable')
  assert.equal(able('DSM 7.2', 'outlook_com'), 'able')
  assert.equal(able('osTicket 1.18', 'm365'), 'able')
})

test('a message of the base breaks ties for the finer one too', () => {
  const shown = knowledge.messages.find((m) => m.clients.includes('thunderbird-android') && (m.texts[0]?.text.length ?? 0) > 30)
  const text = shown?.texts[0]?.text.replaceAll('%s', 'x') ?? ''
  const read = (client: string) => valuesOf(factsOf({ client, evidence: [text] }), 'message')
  assert.ok(text !== '' && read('k-9').length > 0)
  assert.deepEqual(read('k-9'), read('thunderbird-android'))
})

test('without a text of its own it reads what its base reads; with one, its own', () => {
  const steps = (client: string, cause = 'auth.smtp_auth_disabled') =>
    guideFor(knowledge, { cause, client, provider: 'm365', date: '2026-11-22', lang: 'en', address: 'scan@example.org' }).steps.map(
      (s) => s.do,
    )
  for (const { id, base } of knowledge.clients) if (base === 'printer') assert.deepEqual(steps(id), steps('printer'), id)
  const password = (client: string) => steps(client, 'auth.wrong_password').join('\n')
  assert.notEqual(password('printer-hp'), password('printer'))
  assert.match(password('printer-hp'), /Scan\/Digital Send > Email Setup/)
  assert.match(password('printer-ricoh'), /Device Settings > Email/)
})

test('what its file does not say is its base’s; a family that it names itself is its own', () => {
  const base = {
    id: 'base',
    log: { en: 'a', fr: 'b' },
    can: { smtp: true },
    oauth: [
      { family: 'google', able: false },
      { family: 'apple', able: false },
    ],
  }
  const finer = { id: 'finer', base: 'base', can: { smtp: false }, oauth: [{ family: 'google', able: true }] }
  const [, made] = inherited([base, finer] as unknown as Client[])
  assert.deepEqual(made?.log, base.log)
  assert.deepEqual(made?.can, { smtp: false })
  assert.deepEqual(made?.oauth, [
    { family: 'apple', able: false },
    { family: 'google', able: true },
  ])
  assert.equal(clientById(knowledge, 'printer-hp')?.kind, 'device')
  for (const client of knowledge.clients)
    if (client.base !== undefined) assert.ok(clientById(knowledge, client.base) !== undefined, client.id)
})

test('a base that nobody wrote, and a base of a base, are faults', () => {
  const unknown = problemsOf({ 'clients/a.yaml': `${CLIENT}base: nobody\n` })
  assert.match(unknown.join('\n'), /no client is called "nobody"/)
  const named = (name: string) => CLIENT.replace('[example, /^example (\\d+)$/]', `[${name}]`)
  const nested = problemsOf({
    'clients/a.yaml': named('aa'),
    'clients/b.yaml': `${named('bb')}base: a\n`,
    'clients/c.yaml': `${named('cc')}base: b\n`,
  })
  assert.deepEqual(
    nested.filter((problem) => problem.includes('its base')).map((problem) => problem.split(':')[0]),
    ['clients/c.yaml'],
  )
})
