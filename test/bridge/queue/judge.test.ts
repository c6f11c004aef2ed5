// The state machine of the queue under any sequence of answers: nobody who has it gets it again, nobody is forgotten, and it ends.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type Attempt, judge, SCHEDULE } from '../../../src/bridge/queue/judge.ts'
import { meaningOf } from '../../../src/bridge/queue/meaning.ts'
import { stampedHeader } from '../../../src/bridge/queue/stamped-header.ts'
import type { StoredMail } from '../../../src/store/queue.ts'

const MINUTE = 60_000

function fresh(recipients: number): StoredMail {
  return {
    ...{ seq: 1, id: 'x', account: 'a@x.example', device: 'd', sender: 'a@x.example', parameters: '', size: 1, messageId: '<1@x>' },
    ...{ bounceOf: null, state: 'waiting', made: 0, changed: 0, next: 0, until: SCHEDULE.lifeMs, tries: 0, unsure: 0, said: '' },
    to: Array.from({ length: recipients }, (_, place) => ({ place, address: `${place}@x.example`, state: 'waiting' as const, said: '' })),
  }
}

function after(mail: StoredMail, attempt: Attempt, now: number): { mail: StoredMail; lost: readonly number[] } {
  const { change, lost } = judge(mail, attempt, now)
  const { recipients, ...rest } = change
  const to = mail.to.map((one) => ({ ...one, ...recipients.find(({ place }) => place === one.place) }))
  return { mail: { ...mail, ...rest, to }, lost }
}

const verdict = fc.record({
  verdict: fc.constantFrom('sent' as const, 'refused' as const, 'later' as const, 'again' as const),
  said: fc.constantFrom('', '450 x', '550 y'),
})
const attempt: fc.Arbitrary<Attempt> = fc.oneof(
  fc.record({
    kind: fc.constant('answered' as const),
    verdicts: fc.array(verdict, { minLength: 5, maxLength: 5 }),
    retryAfter: fc.option(fc.integer({ min: 0, max: 3_600 }), { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('lost' as const), unsure: fc.boolean(), said: fc.constant('connection-closed') }),
  fc.record({
    kind: fc.constant('shut' as const),
    pause: fc.record({ kind: fc.constant('unavailable' as const), said: fc.constant('down') }),
  }),
)

describe('what becomes of a queued mail', () => {
  it('whatever is answered: states only go forward, each loss is told once, and five days later it is over', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(attempt, { minLength: 1, maxLength: 40 }), (recipients, attempts) => {
        let mail = fresh(recipients)
        let now = 0
        const told = new Set<number>()
        const trim = (one: Attempt): Attempt =>
          one.kind === 'answered'
            ? { ...one, verdicts: one.verdicts.slice(0, mail.to.filter(({ state }) => state === 'waiting').length) }
            : one
        const end: Attempt = { kind: 'shut', pause: { kind: 'unavailable', said: 'down' } }
        for (const one of [...attempts, end]) {
          if (mail.state !== 'waiting') break
          const before = mail
          now = one === end ? SCHEDULE.lifeMs : Math.max(now, mail.next)
          const step = after(mail, trim(one), now)
          mail = step.mail
          for (const place of step.lost) {
            assert.ok(!told.has(place))
            told.add(place)
          }
          for (const [at, was] of before.to.entries()) if (was.state !== 'waiting') assert.equal(mail.to[at]?.state, was.state)
          assert.ok(mail.next >= before.next || mail.state !== 'waiting')
          if (one.kind === 'shut') assert.deepEqual([mail.tries, mail.unsure], [before.tries, before.unsure])
        }
        assert.notEqual(mail.state, 'waiting')
        assert.deepEqual(
          [...told].sort(),
          mail.to.filter(({ state }) => state === 'refused').map(({ place }) => place),
        )
        assert.equal(mail.state, told.size > 0 ? 'failed' : 'sent')
      }),
    )
  })

  it('1, 5, 15, 30, 60 minutes, then every hour, and a last time when five days are over; what the server asks for is kept exactly', () => {
    let mail = fresh(1)
    const later: Attempt = { kind: 'answered', verdicts: [{ verdict: 'later', said: '451 4.3.0 later' }] }
    const pauses: number[] = []
    let now = 0
    while (mail.state === 'waiting') {
      mail = after(mail, later, now).mail
      if (mail.state !== 'waiting') break
      pauses.push((mail.next - now) / MINUTE)
      now = mail.next
    }
    assert.deepEqual(pauses.slice(0, 7), [1, 5, 15, 30, 60, 60, 60])
    assert.deepEqual([now, mail.to[0]?.state], [SCHEDULE.lifeMs, 'refused'])
    assert.equal(judge(fresh(1), { ...later, retryAfter: 77 }, 1_000).change.next, 78_000)
  })

  it('servers’ words are understood', () => {
    for (const [said, means] of [
      ['550 5.1.1 <x@y>: Recipient address rejected: User unknown in virtual mailbox table', 'no-such-mailbox'],
      ['550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup', 'no-such-mailbox'],
      ['554 5.7.60 SMTP; Client does not have permissions to send as this sender', 'not-as-this-sender'],
      ['403 ErrorSendAsDenied The user account which was used', 'not-as-this-sender'],
      ['452 4.2.2 The email account that you tried to reach is over quota', 'mailbox-full'],
      ['552 5.3.4 Message size exceeds fixed limit', 'too-large'],
      ['550 5.4.5 Daily user sending limit exceeded.', 'too-many'],
      ['550 5.7.1 Our system has detected that this message is likely unsolicited mail', 'looks-bad'],
      ['451 4.7.500 Server busy', 'gave-up'],
      ['connection-closed', 'unsure'],
      ['599 nonsense', 'other'],
    ] as const)
      assert.equal(meaningOf(said), means, said)
  })

  it('the header is stamped the same, however the message comes in pieces, and nothing of it is lost', () => {
    const made = { messageId: '<new@x.example>', date: new Date(0) }
    const message = fc.oneof(
      fc.constantFrom(
        'Subject: a\r\n\r\nbody\r\n',
        '\r\nonly body\r\n',
        'no header at all',
        'Message-ID:\r\n <old@x>\r\nDate: x\r\n\r\n',
        '',
        'message-id: <Old@x>\r\nX: y\r\n',
      ),
      fc
        .array(fc.constantFrom('Subject: x\r\n', ' folded\r\n', '\r\n', 'text', 'Message-ID: <q@x>\r\n', 'Date: now\r\n', '\u0000'))
        .map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(message, fc.array(fc.integer({ min: 1, max: 9 })), (text, cuts) => {
        const whole = stampedHeader(made)
        const expected = Buffer.concat([whole.add(Buffer.from(text)), whole.end()]).toString()
        const pieces = stampedHeader(made)
        const out: Buffer[] = []
        let at = 0
        for (const cut of [...cuts, text.length]) {
          out.push(Buffer.from(pieces.add(Buffer.from(text.slice(at, at + cut)))))
          at += cut
        }
        out.push(pieces.end())
        assert.equal(Buffer.concat(out).toString(), expected)
        assert.ok(expected.endsWith(text))
        assert.equal(pieces.messageId, whole.messageId)
        assert.match(expected, /message-id:/i)
      }),
    )
  })
})
