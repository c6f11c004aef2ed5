// The attempts of a run: two, one at a time, none after a lock, none twice.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Secret } from '../../src/model/secret.ts'
import { AttemptBudget, type AttemptEnding } from '../../src/probe/budget.ts'

const marie = { provider: 'icloud', protocol: 'imap' as const, user: 'marie', secret: new Secret('one') }
const ends = (end: AttemptEnding['end'], protocolOnly = false) => Promise.resolve({ end, protocolOnly })

describe('the budget of attempts', () => {
  it('is two in a run, whatever they end with', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            user: fc.constantFrom('marie', 'marie@icloud.com', 'paul'),
            secret: fc.constantFrom('one', 'two', 'three'),
            protocol: fc.constantFrom('imap' as const, 'smtp' as const, 'pop3' as const),
            end: fc.constantFrom('ok' as const, 'refused' as const, 'temporary' as const, 'locked' as const),
            protocolOnly: fc.boolean(),
          }),
          { maxLength: 12 },
        ),
        async (wishes) => {
          const budget = new AttemptBudget()
          const made: string[] = []
          let failed = 0
          let locked = false
          await Promise.all(
            wishes.map(({ user, secret, protocol, end, protocolOnly }) =>
              budget.spend({ provider: 'icloud', protocol, user, secret: new Secret(secret) }, () => {
                assert.ok(!locked, 'an attempt after a lock')
                if (end !== 'ok') failed++
                if (end === 'locked') locked = true
                made.push(`${protocol} ${user.replace(/@.*/, '')} ${secret}`)
                return ends(end, protocolOnly)
              }),
            ),
          )
          assert.ok(new Set(made).size <= 2, `two different attempts at most: ${made}`)
          assert.ok(failed <= 4)
        },
      ),
    )
  })

  it('does not repeat a refused secret for the same person at the same provider, on any protocol', async () => {
    const budget = new AttemptBudget()
    assert.deepEqual(await budget.spend(marie, () => ends('refused')), { end: 'refused', protocolOnly: false })
    const never = () => assert.fail('tried again')
    assert.equal(
      await budget.spend({ ...marie, protocol: 'smtp', user: 'Marie@icloud.com', secret: new Secret('one') }, never),
      'already-refused',
    )
    assert.equal(budget.left, 1)
    assert.equal(typeof (await budget.spend({ ...marie, user: 'marie@icloud.com', otherForm: true }, () => ends('ok'))), 'object')
  })

  it('lets another protocol try when the refusal spoke of one protocol only', async () => {
    const budget = new AttemptBudget()
    await budget.spend(marie, () => ends('refused', true))
    assert.deepEqual(await budget.spend({ ...marie, protocol: 'smtp' }, () => ends('ok')), { end: 'ok', protocolOnly: false })
    assert.equal(await budget.spend({ ...marie, secret: new Secret('two') }, () => ends('ok')), 'spent')
  })

  it('stops at the first lock', async () => {
    const budget = new AttemptBudget()
    await budget.spend(marie, () => ends('locked'))
    assert.equal(await budget.spend({ ...marie, secret: new Secret('two') }, () => ends('ok')), 'stopped')
    assert.equal(budget.left, 0)
  })

  it('counts a secret that was accepted once, however often it signs in', async () => {
    const budget = new AttemptBudget()
    for (let i = 0; i < 5; i++) assert.equal(typeof (await budget.spend(marie, () => ends('ok'))), 'object')
    assert.equal(budget.left, 1)
  })

  it('goes on after an attempt that broke', async () => {
    const budget = new AttemptBudget()
    await assert.rejects(budget.spend(marie, () => Promise.reject(new Error('closed'))))
    assert.equal(typeof (await budget.spend(marie, () => ends('ok'))), 'object')
  })
})
