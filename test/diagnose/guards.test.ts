import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addFacts, emptyBase, judge, readCase } from '../../src/diagnose/index.ts'
import type { Case } from '../../src/model/case.ts'
import { CAUSE_IDS, parentCause } from '../../src/model/cause.ts'
import type { Fact } from '../../src/model/fact.ts'
import type { Weight } from '../../src/model/weight.ts'
import { realKnowledge } from './world.ts'

const APP_PASSWORD_CAUSES = ['auth.app_password_required', 'auth.app_password_mistyped', 'auth.app_password_revoked']
const microsoft: readonly Fact[] = [
  { name: 'family', value: 'microsoft', origin: 'known' },
  { name: 'account', value: 'personal', origin: 'known' },
]
const date = (value: string): Fact => ({ name: 'date', value, origin: 'known' })

describe('advice that does harm is never given', () => {
  it('no app password for Outlook.com since 16 September 2024, whatever points to it', () => {
    const dates = fc.constantFrom('2024-09', '2024-09-16', '2024-09-17', '2025', '2025-03', '2026-11-22', '2031')
    const pointed = fc.array(fc.constantFrom(...APP_PASSWORD_CAUSES), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(dates, pointed, (day, causes) => {
        const base = emptyBase()
        addFacts(base, [
          ...microsoft,
          date(day),
          { name: 'two-factor', value: true, origin: 'said' },
          { name: 'secret', value: 'password', origin: 'said' },
        ])
        for (const [text, id] of causes.entries())
          base.pointers.push({ cause: parentCause(id), weight: 'certain', quote: '', evidence: 'reply:x', text })
        const { fix, causes: ranked } = judge(realKnowledge(), base)
        assert.ok(!['create-app-password', 'retype-app-password'].includes(fix.id), fix.id)
        for (const { id, probability } of ranked)
          if (APP_PASSWORD_CAUSES.includes(id)) assert.ok(probability < 0.01, `${id} ${probability}`)
      }),
    )
  })

  it('before that day an app password was the right advice there', () => {
    const base = emptyBase()
    addFacts(base, [
      ...microsoft,
      date('2017-10'),
      { name: 'two-factor', value: true, origin: 'said' },
      { name: 'secret', value: 'password', origin: 'said' },
    ])
    assert.ok(
      judge(realKnowledge(), base)
        .causes.slice(0, 3)
        .some((c) => c.id === 'auth.app_password_required'),
    )
  })

  it('no further attempt on a locked account', () => {
    const base = emptyBase()
    addFacts(base, [{ name: 'sign-in', value: 'locked', origin: 'probe' }])
    const weights: Weight[] = ['certain', 'strong']
    for (const [text, weight] of weights.entries())
      base.pointers.push({ cause: 'auth.wrong_password', weight, quote: '', evidence: 'reply:x', text })
    const { fix, causes } = judge(realKnowledge(), base)
    assert.ok(!['retype-password', 'correct-username', 'retype-app-password'].includes(fix.id), fix.id)
    assert.notEqual(causes[0]?.id, 'auth.wrong_password')
  })

  it('nor after a reply that says locked or throttled', () => {
    const base = emptyBase()
    base.stop = true
    base.pointers.push({ cause: 'auth.wrong_password', weight: 'certain', quote: '', evidence: 'reply:x', text: 0 })
    assert.notEqual(judge(realKnowledge(), base).fix.id, 'retype-password')
  })

  it('while nothing answers, nothing is said of passwords; once the sign-in is refused, nothing of the line', () => {
    const leader = (probe: string, pointed: 'auth.basic_disabled' | 'net.port_blocked') => {
      const base = emptyBase()
      addFacts(base, [{ name: 'probe', value: probe, origin: 'probe' }])
      base.pointers.push({ cause: pointed, weight: 'certain', quote: '', evidence: 'reply:x', text: 0 })
      return judge(realKnowledge(), base).causes[0]!.id
    }
    assert.equal(leader('not-run', 'auth.basic_disabled'), 'auth.basic_disabled')
    assert.doesNotMatch(leader('unreachable', 'auth.basic_disabled'), /^auth/)
    assert.equal(leader('not-run', 'net.port_blocked'), 'net.port_blocked')
    assert.doesNotMatch(leader('sign-in-refused', 'net.port_blocked'), /^net/)
  })

  it('a server that just let the same secret in is not at fault', () => {
    const base = emptyBase()
    addFacts(base, [{ name: 'probe', value: 'healthy', origin: 'probe' }])
    for (const id of ['auth.basic_disabled', 'auth.protocol_disabled_user', 'server.outage'] as const) {
      base.pointers.push({ cause: id, weight: 'certain', quote: '', evidence: `reply:${id}`, text: 0 })
    }
    const first = judge(realKnowledge(), base).causes[0]!
    assert.ok(!['auth.basic_disabled', 'auth.protocol_disabled_user', 'server.outage'].includes(first.id), first.id)
  })
})

describe('what the causes say', () => {
  const OFF = /\b(turn|switch)(ing)? (it )?off|\bdisable|\bremove the antivirus|désactive[rz]|désinstalle[rz]|\bcoupe[rz]\b/i
  const PROTECTION = /antivirus|tls|encryption|chiffrement|firewall|pare-feu|two-step|deux étapes|certificate|certificat|security defaults/i

  it('no fix ever switches protection off', () => {
    for (const { id, fixTitle } of realKnowledge().causes) {
      for (const text of Object.values(fixTitle)) assert.ok(!(OFF.test(text) && PROTECTION.test(text)), `${id}: ${text}`)
    }
  })

  it('every cause of the closed list has a sentence and a fix', () => {
    const ids = new Set(realKnowledge().causes.map((c) => c.id))
    for (const id of CAUSE_IDS) assert.ok(ids.has(id), id)
  })

  it('causes with one fix give it a title each, and the finer ones have a parent', () => {
    for (const { id } of realKnowledge().causes) assert.ok((CAUSE_IDS as readonly string[]).includes(id.split('/')[0]!), id)
  })
})

describe('at the provider that the person has', () => {
  const first = (subject: Omit<Case, 'id'>) => judge(realKnowledge(), readCase(realKnowledge(), { id: 't', ...subject }))

  it('Outlook.com with a password today: OAuth', () => {
    const { causes, fix } = first({ date: '2026-11-21', address: 'jo@outlook.com', protocol: 'imap', auth_method_used: 'app_password' })
    assert.equal(causes[0]?.id, 'auth.basic_disabled')
    assert.equal(fix.id, 'use-oauth')
  })

  it('iCloud with the account password: an app-specific password', () => {
    const { fix } = first({ date: '2026-11-21', address: 'jo@icloud.com', protocol: 'imap', auth_method_used: 'password' })
    assert.equal(fix.id, 'create-app-password')
  })
})
