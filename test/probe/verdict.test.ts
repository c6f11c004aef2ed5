// Mended, still or changed: the comparison of two probes, alone.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Fact } from '../../src/model/fact.ts'
import type { FactName } from '../../src/model/facts.ts'
import { specialFolders } from '../../src/probe/verify/folders.ts'
import { hasCode } from '../../src/probe/verify/receiver.ts'
import { changesBetween, verdictOf } from '../../src/probe/verify/verdict.ts'

const IMAP = 'imaps://imap.example.org:993'
const fact = (name: FactName, value: Fact['value'], about = IMAP): Fact => ({ name, value, origin: 'probe', about })

describe('the verdict', () => {
  const refused = [fact('dns', 'ok'), fact('sign-in', 'refused'), fact('tls.version', 'TLSv1.2')]

  it('is mended when all works, whatever was before', () => {
    assert.equal(verdictOf(true, refused, [fact('sign-in', 'ok')]), 'mended')
    assert.equal(verdictOf(true, [], []), 'mended')
  })

  it('is still when the same things are wrong, changed when others are', () => {
    assert.equal(verdictOf(false, refused, [fact('sign-in', 'refused'), fact('tls.version', 'TLSv1.3')]), 'still')
    assert.equal(verdictOf(false, refused, [fact('sign-in', 'locked')]), 'changed')
    assert.equal(verdictOf(false, refused, [fact('tcp', 'timeout')]), 'changed')
    assert.equal(verdictOf(false, [], [fact('sign-in', 'refused')]), 'still', 'nothing to compare with')
  })

  it('names what changed, and not what was not looked at', () => {
    const after = [fact('dns', 'ok'), fact('sign-in', 'ok'), fact('mailbox', 'ok'), fact('sign-in', 'ok', 'smtp://smtp.example.org:587')]
    assert.deepEqual(changesBetween(refused, after), [
      { name: 'sign-in', about: IMAP, before: ['refused'], after: ['ok'] },
      { name: 'mailbox', about: IMAP, before: [], after: ['ok'] },
    ])
    assert.deepEqual(changesBetween(refused, []), [])
    assert.deepEqual(changesBetween(refused, refused), [])
  })
})

describe('where a message to oneself turns up', () => {
  const box = (name: string, flags: string[] = [], delimiter = '/') => ({ name, flags, delimiter })

  it('is found by special use, and only else by name, in any language', () => {
    assert.deepEqual(specialFolders([box('INBOX'), box('[Gmail]/Corbeille', ['\\Trash']), box('[Gmail]/Spam', ['\\Junk']), box('Spam')]), {
      junk: ['[Gmail]/Spam'],
      sent: [],
      trash: ['[Gmail]/Corbeille'],
    })
    assert.deepEqual(
      specialFolders([
        box('INBOX.Courrier indésirable', [], '.'),
        box('INBOX.Éléments envoyés', [], '.'),
        box('INBOX.Sentiments', [], '.'),
      ]),
      {
        junk: ['INBOX.Courrier indésirable'],
        sent: ['INBOX.Éléments envoyés'],
        trash: [],
      },
    )
    assert.deepEqual(specialFolders([box('Junk', ['\\Noselect'])]).junk, [])
  })

  it('is known by its code in the subject or the identifier, folded or not, and by nothing else', () => {
    const has = (headers: string) => hasCode(Buffer.from(headers), 'ABCD2345')
    assert.ok(has('From: x\r\nSubject: =?UTF-8?Q?S=C3=A9same_ABCD2345_test?=\r\n'))
    assert.ok(has('Subject: a\r\n b ABCD2345\r\n'))
    assert.ok(has('Message-ID: <ABCD2345.x@example.org>\r\n'))
    assert.ok(!has('Subject: another\r\nX-Note: ABCD2345\r\n'))
    assert.ok(!has('In-Reply-To: <ABCD2345.x@example.org>\r\nSubject: other\r\n'))
  })
})
