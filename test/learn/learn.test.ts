import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { diagnose } from '../../src/diagnose/index.ts'
import { readStories } from '../../src/knowledge/stories.ts'
import { lessonOf } from '../../src/learn/learn.ts'
import { train } from '../../src/learn/train.ts'
import type { Case } from '../../src/model/case.ts'
import { cause, world } from '../diagnose/world.ts'
import { withFolder } from '../knowledge/folder.ts'

const LITTLE = world({ causes: [cause('net.port_blocked'), cause('tls.cert_expired'), cause('other')] })
const STORIES = [
  { id: '1', facts: ['the hotel lets nothing through'], cause: 'net.port_blocked' },
  { id: '2', facts: ['only in this hotel'], cause: 'net.port_blocked' },
  { id: '3', facts: ['hotel lobby, the phone works elsewhere'], cause: 'net.port_blocked' },
  { id: '4', facts: ['since midnight a calendar date is shown'], cause: 'tls.cert_expired' },
  { id: '5', facts: ['the date in the window is of yesterday midnight'], cause: 'tls.cert_expired' },
  { id: '6', facts: ['a window with a date', 'zebra'], cause: 'tls.cert_expired' },
] as const

const told = (...facts: string[]): Case => ({ id: 'told', facts })
const lean = train(STORIES.map((story) => lessonOf(LITTLE, { ...story, facts: [...story.facts], evidence: [] })))
const learned = { ...LITTLE, lean }
const first = (subject: Case, knowledge = learned) => diagnose(knowledge, subject).causes[0]!

describe('learning from stories', () => {
  it('hears the words of a story that it never met', () => {
    assert.equal(first(told('we sit in a hotel in Lyon')).id, 'net.port_blocked')
    assert.equal(first(told('it says a date, midnight')).id, 'tls.cert_expired')
  })

  it('says which words it heard', () => {
    const because = first(told('we sit in a hotel in Lyon')).because
    assert.match(because[0]!.evidence, /^stories=hotel/)
    assert.match(because[0]!.says.fr, /«\u00a0hotel\u00a0»/)
  })

  it('learns nothing from a word of one story alone', () => {
    assert.ok(!lean.features.includes('w:zebra'))
    assert.ok(lean.features.includes('w:hotel'))
  })

  it('gives the same bytes for the same stories in any order', () => {
    const backwards = [...STORIES].reverse().map((story) => lessonOf(LITTLE, { ...story, facts: [...story.facts], evidence: [] }))
    const again = train(backwards)
    assert.deepEqual(again.features, lean.features)
    const [a, b] = [lean, again].map(({ weights }) => new Int8Array(Buffer.from(weights, 'base64')))
    // The sum of the slopes may differ in its last bit.
    assert.ok(a!.every((weight, i) => Math.abs(weight - b![i]!) <= 1))
  })

  it('says nothing where nothing was told', () => {
    assert.deepEqual(diagnose(learned, { id: 'silent' }).causes, diagnose(LITTLE, { id: 'silent' }).causes)
  })

  it('never lifts what a guard holds down', () => {
    const microsoft = world({ causes: [cause('auth.app_password_required'), cause('auth.basic_disabled')] })
    const stories = [1, 2, 3].map((n) => ({ id: String(n), facts: ['banana'], evidence: [], cause: 'auth.app_password_required' }))
    const shouting = { ...microsoft, lean: train(stories.map((story) => lessonOf(microsoft, story))) }
    const observed = [
      { name: 'family', value: 'microsoft', origin: 'known' },
      { name: 'account', value: 'personal', origin: 'known' },
    ] as const
    const { causes } = diagnose(shouting, { ...told('banana banana'), date: '2026-11', observed: [...observed] })
    assert.ok(causes.find((c) => c.id === 'auth.app_password_required')!.probability < 1e-3)
  })
})

describe('reading stories', () => {
  const line = (rest: object) => JSON.stringify({ id: 'A-1', facts: ['x'], cause: 'net.dns', ...rest })

  it('takes null for what nobody knows', () => {
    withFolder({ 'stories/a.jsonl': `${line({ provider: null, date: null, url: 'https://example.org/1' })}\n\n` }, (root) => {
      const { stories, problems } = readStories(root)
      assert.deepEqual(problems, [])
      assert.deepEqual(stories, [{ id: 'A-1', facts: ['x'], evidence: [], cause: 'net.dns' }])
    })
  })

  it('names the line of every fault and keeps the rest', () => {
    const files = { 'stories/a.jsonl': [line({}), 'no json', line({ id: 'A-2', cause: 'net.nonsense' }), line({ id: 'A-1' })].join('\n') }
    withFolder(files, (root) => {
      const { stories, problems } = readStories(root)
      assert.deepEqual(
        problems.map(({ line: at, message }) => `${at} ${message}`),
        [
          '2 line: Invalid input: expected object, received undefined',
          '3 cause: is no cause of the closed list',
          '4 id "A-1" is already in a.jsonl',
        ],
      )
      assert.equal(stories.length, 2)
    })
  })
})
