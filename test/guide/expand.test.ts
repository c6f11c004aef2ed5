// Tasks inside procedures: expanded in place, with what one sees when the whole task is done.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { guideFor } from '../../src/guide/guide.ts'
import { emptyKnowledge } from '../../src/knowledge/knowledge.ts'
import type { Procedure } from '../../src/model/knowledge.ts'

const text = (id: string, part: Partial<Procedure>): Procedure => ({
  id,
  lang: 'en',
  title: id,
  steps: [],
  avoid: [],
  otherwise: [],
  checked: '2026-11-22',
  sources: ['a test'],
  ...part,
})

function stepsOf(...procedures: readonly Procedure[]) {
  return guideFor({ ...emptyKnowledge(), procedures }, { cause: 'auth.wrong_password', date: '2026-11-22', lang: 'en' }).steps
}

describe('a task called by a procedure', () => {
  it('stands in its place, and its last step shows what the call says', () => {
    const steps = stepsOf(
      text('p', { cause: 'auth.wrong_password', steps: [{ do: 'First.' }, { task: 'reset', see: 'All is well.' }, { do: 'Last.' }] }),
      text('t', {
        task: 'reset',
        steps: [
          { do: 'One.', see: 'Seen after one.' },
          { do: 'Two.', see: 'Seen after two.' },
        ],
      }),
    )
    assert.deepEqual(steps, [
      { do: 'First.' },
      { do: 'One.', see: 'Seen after one.' },
      { do: 'Two.', see: 'All is well.' },
      { do: 'Last.' },
    ])
  })

  it('that nobody has written, or that has no step, says nothing of the step before it', () => {
    const steps = stepsOf(text('p', { cause: 'auth.wrong_password', steps: [{ do: 'First.' }, { task: 'nowhere', see: 'Never seen.' }] }))
    assert.deepEqual(steps, [{ do: 'First.' }])
  })

  it('that calls itself ends', () => {
    const steps = stepsOf(
      text('p', { cause: 'auth.wrong_password', steps: [{ task: 'loop' }] }),
      text('t', { task: 'loop', steps: [{ do: 'Once.' }, { task: 'loop' }] }),
    )
    assert.deepEqual(steps, [{ do: 'Once.' }])
  })
})
