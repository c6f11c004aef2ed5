import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { compareVersions, compileCondition, compileHolds } from '../../src/diagnose/condition.ts'
import { addFact, emptyBase } from '../../src/diagnose/index.ts'
import type { Fact } from '../../src/model/fact.ts'
import type { Condition } from '../../src/model/knowledge.ts'

function holds(condition: Condition, ...facts: Pick<Fact, 'name' | 'value' | 'about'>[]) {
  const base = emptyBase()
  for (const fact of facts) addFact(base, { origin: 'said', ...fact })
  const truth = compileCondition(condition)(base)
  // The short way must agree with the long one.
  assert.equal(compileHolds(condition)(base), truth === true)
  return truth
}

describe('conditions are three-valued', () => {
  it('what is unknown is neither true nor false, and neither is its negation', () => {
    assert.equal(holds({ facts: { vpn: [true] } }), undefined)
    assert.equal(holds({ not: { facts: { vpn: [true] } } }), undefined)
    assert.equal(holds({ not: { facts: { vpn: [true] } } }, { name: 'vpn', value: false }), true)
  })

  it('all names must hold, any value of a list is enough', () => {
    const condition: Condition = { facts: { vpn: [true], tcp: ['refused', 'timeout'] } }
    assert.equal(holds(condition, { name: 'vpn', value: true }, { name: 'tcp', value: 'timeout' }), true)
    assert.equal(holds(condition, { name: 'vpn', value: true }), undefined)
    assert.equal(holds(condition, { name: 'vpn', value: false }), false)
  })

  it('one of several conditions is enough', () => {
    const condition: Condition = { any: [{ facts: { vpn: [true] } }, { facts: { antivirus: [true] } }] }
    assert.equal(holds(condition, { name: 'antivirus', value: true }), true)
    assert.equal(holds(condition, { name: 'antivirus', value: false }), undefined)
    assert.equal(holds(condition, { name: 'antivirus', value: false }, { name: 'vpn', value: false }), false)
  })

  it('a month without a day stands for its middle', () => {
    const since: Condition = { facts: { date: ['>=2024-09-16'] } }
    assert.equal(holds(since, { name: 'date', value: '2024-09-16' }), true)
    assert.equal(holds(since, { name: 'date', value: '2024-09-15' }), false)
    assert.equal(holds(since, { name: 'date', value: '2024-10' }), true)
    assert.equal(holds({ facts: { date: ['<2022-05-30'] } }, { name: 'date', value: '2021' }), true)
  })

  it('versions compare by their numbers', () => {
    assert.ok(compareVersions('128.10', '128.9') > 0)
    assert.ok(compareVersions('16', '16.0.0') === 0)
    assert.equal(holds({ facts: { 'client.version': ['<78'] } }, { name: 'client.version', value: '68.12.0' }), true)
  })

  it('a fact about one endpoint is known under its protocol too', () => {
    const about = 'smtp://smtp.example.org:587'
    assert.equal(holds({ facts: { 'smtp.tcp': ['refused'] } }, { name: 'tcp', value: 'refused', about }), true)
    assert.equal(holds({ facts: { 'imap.tcp': ['refused'] } }, { name: 'tcp', value: 'refused', about }), undefined)
    assert.equal(holds({ facts: { tcp: ['refused'] } }, { name: 'tcp', value: 'refused', about }), true)
  })
})
