// Replies word for word as servers sent them, bare and inside what programs print.

import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { isStopReply, matchReplies, readEvidence } from '../../src/diagnose/read/index.ts'
import { cpuClock } from '../cpu.ts'
import { knowledge } from './knowledge.ts'
import { SIGNATURES } from './signatures.ts'
import { TRANSCRIPTS } from './transcripts.ts'

const found = (text: string, protocol?: string) => matchReplies(knowledge(), text, protocol).map((reply) => reply.id)

for (const [id, lines] of [...Object.entries(TRANSCRIPTS), ...Object.entries(SIGNATURES)]) {
  test(`${id} is known by its shape`, () => {
    for (const line of lines) assert.ok(found(line).includes(id), `${line} is read as ${found(line).join(', ') || 'nothing'}`)
  })
}

test('a particular reply silences its class', () => {
  assert.deepEqual(found('535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6', 'smtp'), ['postfix-authentication-failed'])
  assert.deepEqual(found('a NO [AUTHENTICATIONFAILED] something new'), ['imap-authenticationfailed'])
})

test('wrapped in what programs print', () => {
  const line = 'Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)'
  const wrapped = [
    `imaplib.error: b'[ALERT] ${line}'`,
    JSON.stringify({ error: { response: `NO [ALERT] ${line}` } }),
    `Le serveur de courrier a répondu : ${line}. Veuillez réessayer.`,
    `IMAP password auth failed: No( "code: None, info: Some(\\"${line}\\")")`,
    `\tat com.sun.mail.imap.IMAPStore.protocolConnect\njavax.mail.AuthenticationFailedException: [ALERT] ${line}\n\tat java.lang.Thread.run`,
  ]
  for (const text of wrapped) assert.ok(found(text).includes('google-app-password-required'), text)
})

test('a challenge in base64 and text in GBK are read', () => {
  const challenge = btoa('{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}')
  assert.ok(found(`+ ${challenge}`).includes('google-oauth-challenge'))
  const gbk = String.raw`(535, 'Error: \xc7\xeb\xca\xb9\xd3\xc3\xca\xda\xc8\xa8\xc2\xeb\xb5\xc7\xc2\xbc\xa1\xa3 ...')`
  assert.ok(found(gbk).includes('qq-authorization-code'))
  assert.ok(
    found('535 Error: \u00c7\u00eb\u00ca\u00b9\u00d3\u00c3\u00ca\u00da\u00c8\u00a8\u00c2\u00eb\u00b5\u00c7\u00c2\u00bc').includes(
      'qq-authorization-code',
    ),
  )
})

test('codes misread off a screenshot are read', () => {
  assert.ok(found('535 5.7.l39 something new').includes('ms-5-7-139'))
  assert.ok(found('53S 5.7.B refused').includes('smtp-535'))
  assert.ok(found('AADSTS5O076: you must use').includes('entra-second-factor'))
  assert.deepEqual(found('5 Solutions for 45 Ill people, 2 Iol'), [])
})

test('throttled and locked mean stop', () => {
  for (const text of [
    'BAD Request is throttled. Suggested Backoff Time: 299961 milliseconds',
    'NO [ALERT] Too many simultaneous connections. (Failure)',
    '454 4.7.0 Too many login attempts, please try again later.',
    'AADSTS50053: The account is locked',
    '-ERR [LOGIN-DELAY] wait',
  ])
    assert.ok(isStopReply(knowledge(), text), text)
  assert.ok(!isStopReply(knowledge(), 'NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)'))
  assert.ok(!isStopReply(knowledge(), 'A1 NO LOGIN failed.'))
})

test('the same words mean different things on different days: the condition travels with the pointer', () => {
  const { pointers } = readEvidence(knowledge(), 'A1 NO LOGIN failed.', { protocol: 'imap', provider: 'outlook-com' })
  const dated = pointers.filter((p) => p.cause === 'auth.basic_disabled')
  assert.ok(dated.length > 0 && dated.every((p) => p.when !== undefined && p.evidence === 'reply:ms-login-failed'))
})

test('host, port, mechanism and code stand in the text', () => {
  const { facts } = readEvidence(knowledge(), 'connect to imap.gmail.com (port 993) failed: ECONNREFUSED after AUTHENTICATE PLAIN')
  const value = (name: string) => facts.find((fact) => fact.name === name)?.value
  assert.equal(value('host'), 'imap.gmail.com')
  assert.equal(value('port'), 993)
  assert.equal(value('mechanism'), 'plain')
  assert.equal(value('error-code'), 'econnrefused')
  assert.equal(value('family'), 'google')
})

test('every reply can be found, and points somewhere', () => {
  const shown = new Set([...Object.keys(TRANSCRIPTS), ...Object.keys(SIGNATURES)])
  assert.deepEqual(
    knowledge()
      .replies.map((reply) => reply.id)
      .filter((id) => !shown.has(id)),
    [],
    'replies without a line that they know',
  )
  for (const reply of knowledge().replies) {
    assert.ok(reply.points.length > 0, `${reply.id} points to nothing`)
    for (const source of reply.match) assert.doesNotThrow(() => new RegExp(source, 'i'))
  }
})

test('never throws, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), fc.constantFrom('imap', 'pop3', 'smtp', undefined), (text, protocol) => {
      readEvidence(knowledge(), text, protocol === undefined ? {} : { protocol })
    }),
    { numRuns: 300 },
  )
})

test('a megabyte of anything is read in bounded time', () => {
  for (const unit of ['a', 'AUTH ', '535 5.7.8 ', 'the server responded ', '\\x41', '((((', 'QUFB', '\u00c7\u00eb', '0x800ccc ']) {
    const spent = cpuClock()
    readEvidence(knowledge(), unit.repeat(Math.ceil(1_000_000 / unit.length)))
    const ms = Math.round(spent())
    assert.ok(ms < 2000, `${JSON.stringify(unit)} took ${ms} ms`)
  }
})
