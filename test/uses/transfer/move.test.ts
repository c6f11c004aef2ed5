// Whole mailboxes between the providers of the lab, into files and back: everything arrives, in the way that each server wants it.

import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Lab, startLab } from '../../../src/lab/lab.ts'
import type { SesameError } from '../../../src/model/errors.ts'
import { ALL_RULES } from '../../../src/transfer/engine/request.ts'
import { type MovedResult, type MoveEvent, type MoveRequest, move } from '../../../src/uses/transfer/move.ts'

describe('moving mailboxes in the lab', () => {
  let lab: Lab
  let folder: string
  const { signal } = new AbortController()
  before(async () => {
    lab = await startLab()
    folder = mkdtempSync(join(tmpdir(), 'sesame-moves-'))
  })
  after(async () => {
    await lab?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  async function moved(
    from: string,
    to: string,
    { onEvent, ...more }: Partial<MoveRequest> & { onEvent?: (event: MoveEvent) => void } = {},
  ): Promise<MovedResult & { events: MoveEvent[] }> {
    const events: MoveEvent[] = []
    const request: MoveRequest = {
      ...{ kind: 'copy', from, to, rules: ALL_RULES, options: {}, level: 'counted', compress: false, dryRun: false, reports: [] },
      ...{ version: '0', command: ['copy', from, to], stop: new AbortController().signal },
      room: { flags: {}, lab: true, env: {}, running: lab, lang: 'en', signal },
      ...more,
    }
    const result = await move(request, (event) => {
      events.push(event)
      onEvent?.(event)
    })
    return { ...result, events }
  }
  const counts = ({ outcome }: MovedResult) =>
    Object.fromEntries(Object.entries(outcome?.states ?? {}).flatMap(([state, { messages }]) => (messages > 0 ? [[state, messages]] : [])))

  for (const [from, to, expected] of [
    ['claire@outlook.com', 'claire@gmail.com', { identical: 12 }],
    ['claire@icloud.com', 'paul@contoso.example', { identical: 10 }],
    ['paul@gmail.com', 'marie@selfhost.example', { identical: 9, excluded: 8 }],
    // With what came from Gmail before.
    ['marie@selfhost.example', 'luc@yahoo.com', { identical: 20 }],
  ] as const)
    it(`${from} into ${to}`, async () => {
      const result = await moved(from, to)
      assert.equal(result.outcome?.ended, 'complete')
      assert.deepEqual(counts(result), expected)
      assert.deepEqual(result.notAccepted, [])
      const plan = result.events.find((event) => event.kind === 'plan')
      assert.ok(plan?.kind === 'plan' && plan.plan.copy.messages === expected.identical)
    })

  it('a server that wants less is waited for as long as it says', async () => {
    const { events, outcome } = await moved('claire@icloud.com', 'busy@outlook.com')
    assert.equal(outcome?.ended, 'complete')
    assert.ok(
      events.some((event) => event.kind === 'waiting' && event.why === 'throttled' && /Backoff Time: 300 milliseconds/.test(event.said)),
    )
    // What it had taken before it said so is found again, and counted once.
    assert.equal(outcome.copied.messages, outcome.states.identical.messages)
    const last = events.findLast((event) => event.kind === 'progress')
    assert.ok(last?.kind === 'progress' && last.done.messages === last.total.messages)
  })

  it('a live copy follows, is stopped by a person, and makes one last pass over everything', async () => {
    const stop = new AbortController()
    const kinds: string[] = []
    const live = moved('luc@yahoo.com', 'marie@selfhost.example', {
      ...{ stop: stop.signal, rules: { ...ALL_RULES, under: ['Live'] }, options: { passes: 'until-still', watchMs: 60_000 } },
      confirm: async () => true,
      onEvent: (event) => {
        kinds.push(event.kind === 'phase' ? event.phase : event.kind)
        // It waits for its next look when the person presses q.
        if (event.kind === 'phase' && event.phase === 'follow') setImmediate(() => stop.abort())
      },
    })
    const { outcome } = await live
    assert.equal(outcome?.ended, 'complete')
    assert.deepEqual(
      kinds.filter((kind) => kind === 'switch' || kind === 'follow'),
      ['switch', 'follow'],
    )
    const stopped = kinds.indexOf('follow')
    assert.ok(kinds.slice(stopped).includes('pass'), 'the last pass comes after the stop')
    assert.equal(outcome.states.waiting.messages, 0)
  })

  it('a plan that is not agreed to changes nothing', async () => {
    const { outcome } = await moved('claire@icloud.com', 'claire@outlook.com', { confirm: async () => false })
    assert.equal(outcome, null)
  })

  it('both ends the same, and a state that nobody knows, are refused before anything is opened', async () => {
    const code = async (work: Promise<unknown>) =>
      work.then(
        () => '',
        (error: unknown) => (error as SesameError).code,
      )
    assert.equal(await code(moved('claire@icloud.com', 'Claire@icloud.com')), 'transfer-same')
    assert.equal(await code(moved('claire@icloud.com', 'claire@gmail.com', { accept: 'everything' })), 'option-invalid')
  })

  for (const format of ['maildir', 'mbox', 'eml'] as const)
    it(`a backup (${format}), once more, and back below a folder: nothing lost, nothing doubled`, async () => {
      const dir = join(folder, format)
      const room = { flags: {}, lab: true, env: {}, running: lab, lang: 'en', signal } as const
      const first = await moved('marie@selfhost.example', dir, { kind: 'backup', format, room })
      assert.equal(first.outcome?.ended, 'complete')
      const again = await moved('marie@selfhost.example', dir, { kind: 'backup', room })
      assert.equal(again.plan.copy.messages, 0)
      // What the target got in another test is there; here it goes below a folder of its own.
      const rules = { ...ALL_RULES, under: [`Old ${format}`] }
      const back = await moved(dir, 'luc@yahoo.com', { kind: 'restore', rules })
      assert.deepEqual(counts(back), { identical: first.outcome?.states.identical.messages })
      const twice = await moved(dir, 'luc@yahoo.com', { kind: 'restore', rules })
      assert.equal(twice.outcome?.copied.messages, 0)
    })

  it('the proof is written where it was asked for', async () => {
    const page = join(folder, 'proof.html')
    const { reports } = await moved('claire@icloud.com', 'claire@outlook.com', { reports: [page] })
    assert.deepEqual(reports, [page])
    assert.match(readFileSync(page, 'utf8'), /<html/)
    assert.ok(existsSync(join(folder, 'proof.json')) && readdirSync(folder).includes('proof.jsonl'))
  })

  it('two names of one report are one report', async () => {
    const [page, json] = [join(folder, 'both.html'), join(folder, 'both.json')]
    const { reports } = await moved('claire@icloud.com', 'claire@outlook.com', { reports: [page, json, page], accept: 'waiting' })
    assert.deepEqual(reports, [page, json])
    const { accepted } = JSON.parse(readFileSync(json, 'utf8')) as { accepted: string[] }
    assert.deepEqual(accepted, ['waiting'])
  })
})
