// A saved case tells nobody who the person is, and can still be read.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseAddress } from '../../src/model/address.ts'
import { checkCase } from '../../src/uses/case-file.ts'
import { redact } from '../../src/uses/redact.ts'

const of = (text: string) => parseAddress(text)!

test('the vocabulary stays readable whatever the person is called', () => {
  for (const name of ['sender', 'imap', 'mailbox', 'probe', 'quota', 'smtp', 'icloud', 'thunderbird', 'refused', 'password']) {
    const subject = {
      id: 'doctor-1',
      date: '2026-11-21',
      address: `${name}@example.org`,
      provider: 'icloud',
      client: 'thunderbird',
      protocol: 'imap',
      endpoint: 'imaps://imap.example.org:993',
      auth_method_used: 'password',
      facts: [`I am ${name}@example.org`],
      observed: [
        { name: 'sender', value: 'refused', origin: 'probe', about: 'smtps://smtp.example.org:465', quote: `550 ${name}@example.org` },
      ],
    }
    const saved = redact(subject, of(subject.address))
    const read = checkCase(saved)
    assert.ok(read.ok, name)
    assert.deepEqual(
      { ...read.case, address: '', facts: [], observed: read.case.observed!.map((f) => ({ ...f, quote: '' })) },
      { ...subject, address: '', facts: [], observed: subject.observed.map((f) => ({ ...f, quote: '' })) },
    )
    assert.ok(!JSON.stringify(saved).includes(`${name}@`), JSON.stringify(saved))
  }
})

const LEAKS: readonly (readonly [string, string, string])[] = [
  ['marie.dupont@example.org', 'S: * OK user marie.dupont logged in', 'marie.dupont'],
  ['marie.dupont@example.org', 'https://x.example/?emailaddress=marie.dupont%40example.org', 'marie.dupont'],
  ['marie.dupont@example.org', 'envelope-from marie.dupont=40example.org', 'marie.dupont'],
  ['marie.dupont@example.org', `AUTH ${Buffer.from('{"user":"marie.dupont@example.org"}').toString('base64')}`, 'marie.dupont'],
  ['bob@example.org', 'S: -ERR user bob locked', 'bob'],
  ['bob@example.org', 'C: S2 LOGIN "bob" •••', 'bob'],
  ['bob@example.org', 'C: USER bob', 'bob'],
]

for (const [address, text, name] of LEAKS)
  test(`masked: ${text.slice(0, 40)}`, () => {
    const { text: out } = redact({ text }, of(address))
    const decoded = out.split(/[^A-Za-z0-9+/=]+/).map((word) => Buffer.from(word, 'base64').toString('latin1'))
    for (const seen of [out, ...decoded]) assert.ok(!seen.includes(name), seen)
  })

test('ordinary words stay', () => {
  assert.equal(redact({ text: 'tell me what for' }, of('me@example.org')).text, 'tell me what for')
  assert.equal(redact({ text: 'imap.mail.example.org said no' }, of('mail@example.org')).text, 'imap.mail.example.org said no')
})
