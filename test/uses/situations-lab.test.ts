// The articles' situations as commands on the lab: each ends with its exit code, its cause first, and the steps that the story asks for.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { type Lab, startLab } from '../../src/lab/lab.ts'
import type { Guide } from '../../src/model/guide.ts'
import type { Lang } from '../../src/model/lang.ts'
import { isAmong, onLab, ranking } from './on-lab.ts'

const { situations } = loadKnowledge()
const shown = situations.flatMap((s) => (s.lab ? [{ ...s, lab: s.lab }] : []))

const textOf = ({ title, why, steps, otherwise }: Guide) =>
  [title, why, ...steps.flatMap((step) => [step.do, step.see ?? '']), ...otherwise].join('\n').toLowerCase()

describe('situations on the lab', () => {
  let lab: Lab
  before(async () => {
    lab = await startLab()
  })
  after(() => lab?.stop())

  it('there are some of each article', () => {
    for (const article of ['S0', 'S1', 'S2', 'S3', 'S4'])
      assert.ok(shown.filter((s) => s.story.startsWith(`${article}:`)).length >= 2, article)
    assert.ok(shown.length >= 60)
  })

  // Few at once: each has three seconds to find out who is asked for.
  describe('each is one command', { concurrency: 3 }, () => {
    for (const { story, case: told, expect, lab: shows } of shown)
      it(story, async () => {
        const address = shows.args[1]
        const account = lab.accounts.find((a) => a.address === address)
        assert.ok(account, `${address} is no account of the lab`)
        if (shows.password !== undefined) assert.ok(Object.values(account.secrets).includes(shows.password), 'no secret of this account')
        const own = told.lang === 'fr' ? 'fr' : 'en'
        // A person of the other language must find the same steps in hers.
        const both = expect.steps?.fr && expect.steps.en
        const langs: readonly Lang[] = both ? ['fr', 'en'] : [own]
        for (const lang of langs) {
          const result = await onLab(lab, shows.args, shows.password, lang)
          const said = ranking(result)
          assert.ok(isAmong(shows.cause === undefined ? expect.cause : [shows.cause], result.diagnosis.causes[0]?.id), said)
          assert.equal(result.exit, shows.exit, said)
          assert.ok(result.attempts <= 2)
          assert.ok(result.guide)
          const guide = textOf(result.guide)
          for (const step of expect.steps?.[lang] ?? []) assert.ok(guide.includes(step.toLowerCase()), `“${step}” is missing in\n${guide}`)
          for (const harm of expect.neverSteps ?? []) assert.ok(!guide.includes(harm.toLowerCase()), `“${harm}” must not be advised`)
        }
      })
  })
})
