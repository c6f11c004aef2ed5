// The articles' situations and the bugs of the past: each must be judged right and guided without harm, in both languages.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { diagnose } from '../src/diagnose/index.ts'
import { guideFor } from '../src/guide/guide.ts'
import { loadKnowledge } from '../src/knowledge/load.ts'
import { clientByName, providerNamed } from '../src/knowledge/lookup.ts'
import { parentCause } from '../src/model/cause.ts'
import type { Guide } from '../src/model/guide.ts'
import { checkCase } from '../src/uses/case-file.ts'

const knowledge = loadKnowledge()

/** `auth.policy_blocked` stands for its finer causes too. */
const is = (wanted: string, id: string) => wanted === id || wanted === parentCause(id)
const shown = (guide: Guide) =>
  [guide.title, guide.why, ...guide.steps.flatMap((s) => [s.do, s.see ?? '']), ...guide.otherwise].join('\n').toLowerCase()

describe('situations', () => {
  it('are there', () => assert.ok(knowledge.situations.length >= 30))
  for (const situation of knowledge.situations)
    it(situation.story, () => {
      const read = checkCase(situation.case)
      assert.ok(read.ok, read.ok ? '' : read.why)
      const { causes, fix } = diagnose(knowledge, read.case)
      const ranking = causes
        .slice(0, 4)
        .map((c) => `${c.id} ${c.probability.toFixed(2)}`)
        .join(', ')
      const first = causes[0]?.id ?? ''
      assert.ok(
        situation.expect.cause.some((wanted) => is(wanted, first)),
        `wanted ${situation.expect.cause}, got ${ranking}`,
      )
      for (const never of situation.expect.never ?? [])
        assert.ok(!causes.slice(0, 2).some((c) => is(never, c.id)), `${never} must not lead: ${ranking}`)
      for (const lang of ['fr', 'en'] as const) {
        const provider = providerNamed(knowledge, { slug: read.case.provider, address: read.case.address })
        const client = read.case.client === undefined ? undefined : clientByName(knowledge, read.case.client)?.client
        const guide = guideFor(knowledge, {
          cause: fix.causes[0] ?? first,
          provider: provider?.id,
          client: client?.id,
          account: read.case.account_type,
          date: read.case.date ?? knowledge.asOf,
          lang,
          address: read.case.address,
        })
        const text = shown(guide)
        for (const wanted of situation.expect.steps?.[lang] ?? [])
          assert.ok(text.includes(wanted.toLowerCase()), `${lang}: “${wanted}” is missing in\n${text}`)
        for (const harmful of situation.expect.neverSteps ?? [])
          assert.ok(!text.includes(harmful.toLowerCase()), `${lang}: “${harmful}” must not be advised`)
        assert.ok(guide.steps.length >= 2)
      }
    })
})
