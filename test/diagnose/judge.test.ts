import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addFact, addFacts, diagnose, emptyBase, judge, readCase } from '../../src/diagnose/index.ts'
import type { Case } from '../../src/model/case.ts'
import { CAUSE_IDS, parentCause } from '../../src/model/cause.ts'
import type { Fact } from '../../src/model/fact.ts'
import { type BaseFact, FACTS } from '../../src/model/facts.ts'
import { WEIGHTS, type Weight } from '../../src/model/weight.ts'
import { cause, realKnowledge, world } from './world.ts'

/** Any facts of the vocabulary, with values that they may have. */
const fact: fc.Arbitrary<Fact> = fc.constantFrom(...(Object.keys(FACTS) as BaseFact[])).chain((name) => {
  const kind: string | readonly (string | number | boolean)[] = FACTS[name]
  const value = Array.isArray(kind)
    ? fc.constantFrom(...(kind as readonly (string | number | boolean)[]))
    : kind === 'number'
      ? fc.integer({ min: 0, max: 1000 })
      : kind === 'date'
        ? fc.constantFrom('2012', '2019-05', '2022-11-03', '2024-10', '2026-11-22')
        : fc.constantFrom('1.2.3', 'gmail', 'microsoft', 'thunderbird', 'x')
  return fc.record({ name: fc.constant(name), value, origin: fc.constantFrom('said', 'shown', 'known', 'probe') }) as fc.Arbitrary<Fact>
})
const weight = fc.constantFrom(...(Object.keys(WEIGHTS) as Weight[]))
const pointer = fc.record({ cause: fc.constantFrom(...CAUSE_IDS), weight, text: fc.integer({ min: 0, max: 3 }) })

function baseOf(facts: readonly Fact[], pointers: readonly { cause: string; weight: Weight; text: number }[] = []) {
  const base = emptyBase()
  addFacts(base, facts)
  for (const p of pointers) base.pointers.push({ ...p, cause: parentCause(p.cause), quote: 'q', evidence: `reply:${p.cause}-${p.weight}` })
  return base
}

describe('the ranking', () => {
  it('sums to one, whatever the facts', () => {
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 20 }), fc.array(pointer, { maxLength: 6 }), (facts, pointers) => {
        const { causes, fixes } = judge(realKnowledge(), baseOf(facts, pointers))
        assert.ok(Math.abs(causes.reduce((sum, c) => sum + c.probability, 0) - 1) < 1e-9)
        assert.ok(Math.abs(fixes.reduce((sum, f) => sum + f.probability, 0) - 1) < 1e-9)
        assert.equal(causes.length, CAUSE_IDS.length)
        assert.ok(causes.every((c, i) => i === 0 || c.probability <= causes[i - 1]!.probability))
      }),
    )
  })

  it('does not depend on the order of the facts', () => {
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 15 }), fc.array(pointer, { maxLength: 5 }), (facts, pointers) => {
        const forwards = judge(realKnowledge(), baseOf(facts, pointers)).causes
        const backwards = judge(realKnowledge(), baseOf([...facts].reverse(), [...pointers].reverse())).causes
        for (const { id, probability } of forwards) {
          const other = backwards.find((c) => parentCause(c.id) === parentCause(id))!.probability
          assert.ok(Math.abs(probability - other) < 1e-9, id)
        }
      }),
    )
  })

  it('never lowers a cause for one more text that points to it', () => {
    const favourable = fc.constantFrom<Weight>('certain', 'strong', 'some', 'weak')
    fc.assert(
      fc.property(
        fc.array(fact, { maxLength: 10 }),
        fc.array(pointer, { maxLength: 5 }),
        favourable,
        fc.constantFrom(...CAUSE_IDS),
        (facts, pointers, w, id) => {
          const chance = (more: readonly { cause: string; weight: Weight; text: number }[]) =>
            judge(realKnowledge(), baseOf(facts, [...pointers, ...more])).causes.find((c) => parentCause(c.id) === id)!.probability
          assert.ok(chance([{ cause: id, weight: w, text: 9 }]) >= chance([]) - 1e-12)
        },
      ),
    )
  })

  it('counts five texts that say the same for less than two that differ in kind', () => {
    const known = world({ causes: [cause('net.dns'), cause('server.outage'), cause('other')] })
    const five = baseOf(
      [],
      [0, 1, 2, 3, 4].map((text) => ({ cause: 'net.dns', weight: 'some' as const, text })),
    )
    const [first] = judge(known, five).causes
    const strong = judge(known, baseOf([], [{ cause: 'net.dns', weight: 'certain', text: 0 }])).causes[0]!
    assert.equal(first?.id, 'net.dns')
    assert.ok(first!.probability < strong.probability)
  })

  it('says what speaks for and against, the heaviest first', () => {
    const evidence = [
      { when: { facts: { vpn: [true] } }, weight: 'some', because: { en: 'a VPN', fr: 'un VPN' } },
      { when: { facts: { tcp: ['ok'] } }, weight: 'against', because: { en: 'the port answers', fr: 'le port répond' } },
    ] as const
    const known = world({ causes: [cause('net.port_blocked', { evidence })] })
    const { causes } = judge(
      known,
      baseOf([
        { name: 'vpn', value: true, origin: 'said', quote: 'my VPN' },
        { name: 'tcp', value: 'ok', origin: 'probe' },
      ]),
    )
    const because = causes.find((c) => c.id === 'net.port_blocked')!.because
    assert.deepEqual(
      because.map((b) => [b.evidence, b.weight, b.quote]),
      [
        ['tcp=ok', 'against', undefined],
        ['vpn=true', 'some', 'my VPN'],
      ],
    )
  })
})

describe('finer causes', () => {
  const evidence = [
    { when: { facts: { 'tls.issuer': ['interceptor'], antivirus: [false] } }, weight: 'strong', because: { en: 'x', fr: 'x' } },
  ] as const
  const known = world({ causes: [cause('tls.interception'), cause('tls.interception/router', { evidence }), cause('other')] })

  it('are named, and counted as their parent', () => {
    const [first] = judge(
      known,
      baseOf([
        { name: 'tls.issuer', value: 'interceptor', origin: 'probe' },
        { name: 'antivirus', value: false, origin: 'said' },
      ]),
    ).causes
    assert.equal(first?.id, 'tls.interception/router')
  })

  it('leave the parent its name when nothing speaks for them', () => {
    const ids = judge(known, emptyBase()).causes.map((c) => c.id)
    assert.ok(ids.includes('tls.interception') && !ids.includes('tls.interception/router'))
  })
})

describe('fixes', () => {
  it('are summed over the causes that they mend', () => {
    const known = world({
      causes: [cause('auth.app_password_required', { fix: 'new' }), cause('auth.app_password_revoked', { fix: 'new' }), cause('net.dns')],
    })
    const { fixes, causes } = judge(known, emptyBase())
    const sum = causes.filter((c) => c.id.startsWith('auth.app_password_r')).reduce((total, c) => total + c.probability, 0)
    assert.ok(Math.abs(fixes.find((f) => f.id === 'new')!.probability - sum) < 1e-9)
  })
})

describe('any case of the right shape is judged', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('', '535 5.7.139', 'ça marchait hier', '\u0000', '🦊'.repeat(50)))
  const subject = fc.record(
    {
      id: fc.string(),
      date: fc.oneof(text, fc.constantFrom('2024-09', '2026-11-22', '9999')),
      address: text,
      provider: text,
      client: text,
      client_version: text,
      protocol: text,
      endpoint: text,
      auth_method_used: text,
      facts: fc.array(text, { maxLength: 3 }),
      evidence: fc.array(text, { maxLength: 3 }),
      answers: fc.dictionary(text, text, { maxKeys: 2 }),
    },
    { requiredKeys: ['id'] },
  )

  it('without ever throwing, and the same twice', () => {
    fc.assert(
      fc.property(subject, (one) => {
        const answer = diagnose(realKnowledge(), one as Case)
        assert.equal(answer.id, one.id)
        assert.deepEqual(diagnose(realKnowledge(), one as Case), answer)
      }),
      { numRuns: 60 },
    )
  })

  it('also one that says nothing at all', () => {
    const { causes, question, verdict } = diagnose(realKnowledge(), { id: 'empty' })
    assert.equal(causes.length, CAUSE_IDS.length)
    assert.ok(question !== null)
    assert.notEqual(verdict, 'known')
  })

  it('leaves the facts as they were', () => {
    const base = readCase(realKnowledge(), { id: 'x', provider: 'gmail', protocol: 'imap' })
    const before = structuredClone([...base.facts])
    judge(realKnowledge(), base)
    assert.deepEqual([...base.facts], before)
  })
})

describe('live evidence', () => {
  it('speaks louder than what was said or on record', () => {
    const known = world({
      causes: [
        cause('net.dns', { evidence: [{ when: { facts: { webmail: ['fails'] } }, weight: 'certain', because: { en: 'x', fr: 'x' } }] }),
        cause('other'),
      ],
    })
    const base = emptyBase()
    addFact(base, { name: 'webmail', value: 'fails', origin: 'said' })
    const said = judge(known, base).causes[0]?.id
    addFact(base, { name: 'webmail', value: 'works', origin: 'probe' })
    assert.deepEqual([said, judge(known, base).causes.find((c) => c.id === 'net.dns')!.because], ['net.dns', []])
  })
})
