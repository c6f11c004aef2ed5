import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addFact, emptyBase, judge } from '../../src/diagnose/index.ts'
import type { FactValue } from '../../src/model/fact.ts'
import type { FactName } from '../../src/model/facts.ts'
import type { QuestionSpec } from '../../src/model/knowledge.ts'
import { cause, realKnowledge, world } from './world.ts'

const label = { en: '.', fr: '.' }
const ask = (id: string, fact: FactName, values: readonly FactValue[], when?: QuestionSpec['when']): QuestionSpec => ({
  id,
  fact,
  ask: label,
  answers: values.map((value) => ({ value, label })),
  ...(when && { when }),
})
const evidence = (fact: FactName, value: FactValue) => [{ when: { facts: { [fact]: [value] } }, weight: 'strong', because: label }] as const

const causes = [
  cause('net.port_blocked', { prior: 'common', evidence: evidence('vpn', true) }),
  cause('server.outage', { prior: 'common', evidence: evidence('vpn', false) }),
  cause('net.dns', { prior: 'exotic', evidence: evidence('webmail', 'works') }),
]

describe('the next question', () => {
  const vpn = ask('vpn', 'vpn', [true, false])
  const site = ask('site', 'webmail', ['works', 'fails'])

  it('is the one that separates the leaders, not the one about an unlikely cause', () => {
    assert.equal(judge(world({ causes, questions: [site, vpn] }), emptyBase()).question?.id, 'vpn')
  })

  it('is not asked when its answer is known', () => {
    const base = emptyBase()
    addFact(base, { name: 'vpn', value: false, origin: 'said' })
    assert.notEqual(judge(world({ causes, questions: [vpn, site] }), base).question?.id, 'vpn')
  })

  it('is asked only where its condition holds', () => {
    const only = ask('vpn', 'vpn', [true, false], { facts: { direction: ['send'] } })
    assert.equal(judge(world({ causes, questions: [only] }), emptyBase()).question, null)
  })

  it('is none when nothing can be learnt', () => {
    assert.equal(judge(world({ causes, questions: [ask('alias', 'alias', [true, false])] }), emptyBase()).question, null)
  })

  it('has a gain between nothing and what is still open', () => {
    const { question } = judge(world({ causes, questions: [vpn] }), emptyBase())
    assert.ok(question!.gain > 0 && question!.gain <= Math.log2(3))
  })
})

describe('the questions of the knowledge', () => {
  it('each can move at least one cause', () => {
    const read = new Set(realKnowledge().causes.flatMap((c) => c.evidence.flatMap((e) => JSON.stringify(e.when))))
    const all = [...read].join(' ')
    for (const question of realKnowledge().questions) assert.ok(all.includes(`"${question.fact}"`), question.id)
  })

  it('lead on from an empty case to fewer open causes, whatever is answered', () => {
    const base = emptyBase()
    const asked = new Set<string>()
    for (let turn = 0; turn < 6; turn++) {
      const { question } = judge(realKnowledge(), base)
      if (question === null) break
      assert.ok(!asked.has(question.id), `${question.id} asked twice`)
      asked.add(question.id)
      const spec = realKnowledge().questions.find((q) => q.id === question.id)!
      addFact(base, { name: spec.fact, value: spec.answers[0]!.value, origin: 'said' })
    }
    assert.ok(asked.size >= 4)
  })
})
