// What the table of preparations says of a domain that no provider file knows is judged as policy, and only there.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { readCase, valuesOf } from '../../src/diagnose/index.ts'
import { isClosed, policyOfNeeds } from '../../src/diagnose/needs.ts'
import type { FactName } from '../../src/model/facts.ts'
import type { Need, PreparationRow } from '../../src/model/knowledge.ts'
import { world } from './world.ts'

const row = (
  domain: string,
  status: PreparationRow['status'],
  needs: readonly Need[],
  rest: Partial<PreparationRow> = {},
): PreparationRow => ({
  domain,
  name: domain,
  status,
  servers: [{ protocol: 'imap', host: `imap.${domain}`, port: 993, security: 'tls', username: 'full-address' }],
  needs,
  checked: '2024-08',
  ...rest,
})
const KNOWN = world({
  preparation: [
    row('apps.example', 'preparation', ['app-password', 'switch-on']),
    row('plain.example', 'ok', []),
    row('window.example', 'broken', ['oauth-required']),
    row('either.example', 'preparation', ['app-password', 'oauth-possible']),
    row('closed.example', 'broken', ['no-standard-imap'], { servers: [] }),
    row('paid.example', 'preparation', ['paid-plan'], { servers: [] }),
    row('mailhouse.example', 'broken', ['no-standard-imap']),
    row('*.hosts.example', 'ok', []),
  ],
})
const POLICY = ['policy.password', 'policy.app-password', 'policy.oauth', 'policy.switch'] as const
const read = (domain: string, names: readonly FactName[] = POLICY, date = '2026-11') => {
  const base = readCase(KNOWN, { id: 't', address: `ann@${domain}`, date })
  return names.map((name) => valuesOf(base, name).join(','))
}

describe('the table of preparations becomes policy', () => {
  it('each need says which secret is taken', () => {
    assert.deepEqual(read('apps.example'), ['refused', 'accepted', '', 'off'])
    assert.deepEqual(read('plain.example'), ['accepted', 'none', '', ''])
    assert.deepEqual(read('window.example'), ['refused', 'none', 'accepted', ''])
    assert.deepEqual(read('either.example'), ['refused', 'accepted', 'accepted', ''])
    assert.deepEqual(read('closed.example'), ['refused', 'none', 'refused', ''])
    assert.deepEqual(read('paid.example'), ['accepted', 'none', '', 'varies'])
    assert.deepEqual(read('x.hosts.example'), ['accepted', 'none', '', ''])
  })

  it('holds for each protocol, and says nothing of a domain that it does not have', () => {
    assert.deepEqual(read('apps.example', ['imap.policy.password', 'smtp.policy.password']), ['refused', 'refused'])
    assert.deepEqual(read('nobody.example'), ['', '', '', ''])
  })

  it('a mailbox that opens to no other app says so', () => {
    assert.deepEqual(read('closed.example', ['service-is']), ['own-apps-only'])
    assert.deepEqual(read('window.example', ['service-is']), [''])
  })

  it('a provider file is heard before the table', () => {
    assert.deepEqual(read('mailhouse.example', ['policy.app-password', 'service-is']), ['accepted', ''])
  })

  it('says nothing of the time before it was checked', () => {
    assert.deepEqual(read('apps.example', POLICY, '2019-03'), ['', '', '', ''])
  })

  it('property: never takes a secret of a mailbox that is closed, and never refuses every secret of one that is open', () => {
    const needs = fc.subarray<Need>([
      'app-password',
      'switch-on',
      'paid-plan',
      'no-standard-imap',
      'local-bridge',
      'oauth-required',
      'oauth-possible',
    ])
    fc.assert(
      fc.property(needs, fc.constantFrom('ok' as const, 'preparation' as const, 'broken' as const), (some, status) => {
        const subject = row('a.example', status, some)
        const policy = policyOfNeeds(subject, '2026-11')
        const taken = (['policy.password', 'policy.app-password', 'policy.oauth'] as const).some((name) => policy[name] === 'accepted')
        assert.equal(taken, !isClosed(subject))
      }),
    )
  })
})
