// `sesame diagnose`: every form of input, bad ones named by line, the others judged, the order kept.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { sesame } from './spawn.ts'

const GOOD = {
  id: 'one',
  date: '2026-11-21',
  address: 'marie@icloud.com',
  client: 'outlook-windows',
  evidence: ["nom d'utilisateur ou mot de passe incorrect"],
}

function lines(stdout: string): Record<string, unknown>[] {
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

describe('sesame diagnose', () => {
  it('reads JSON Lines from standard input and answers in order', async () => {
    const cases = Array.from({ length: 300 }, (_, i) => ({ ...GOOD, id: `case-${i}` }))
    const { code, stdout } = await sesame(['diagnose'], { input: cases.map((c) => JSON.stringify(c)).join('\n') })
    assert.equal(code, 0)
    assert.deepEqual(
      lines(stdout).map((l) => l.id),
      cases.map((c) => c.id),
    )
  })

  it('gives the keys of the contract, most probable first, probabilities that sum to 1', async () => {
    const { code, stdout } = await sesame(['diagnose', '-'], { input: JSON.stringify(GOOD) })
    assert.equal(code, 1)
    const [answer] = lines(stdout) as unknown as [
      {
        causes: { id: string; probability: number; because: { evidence: string; weight: string }[] }[]
        question: unknown
        fix: { id: string }
      },
    ]
    const probabilities = answer.causes.map((c) => c.probability)
    assert.deepEqual(
      probabilities,
      [...probabilities].sort((a, b) => b - a),
    )
    assert.ok(Math.abs(probabilities.reduce((a, b) => a + b, 0) - 1) < 0.01)
    assert.equal(answer.causes[0]?.id, 'auth.app_password_required')
    assert.ok(answer.causes[0]?.because.every((b) => b.evidence !== '' && b.weight !== ''))
    assert.equal(typeof answer.fix.id, 'string')
    assert.ok('question' in answer)
  })

  it('reads one pretty-printed case and a list', async () => {
    assert.equal(lines((await sesame(['diagnose'], { input: JSON.stringify(GOOD, null, 2) })).stdout).length, 1)
    assert.deepEqual(
      lines((await sesame(['diagnose'], { input: JSON.stringify([GOOD, { ...GOOD, id: 'two' }], null, 2) })).stdout).map((l) => l.id),
      ['one', 'two'],
    )
  })

  it('judges the others when a line is wrong, names the line and ends with 2', async () => {
    const input = [
      JSON.stringify(GOOD),
      '{"id": 7, "evidence": "not a list"}',
      'no json at all',
      '[1]',
      JSON.stringify({ ...GOOD, id: 'last' }),
    ].join('\n')
    const { code, stdout, stderr } = await sesame(['diagnose'], { input })
    assert.equal(code, 2)
    const answers = lines(stdout)
    assert.deepEqual(
      answers.map((l) => l.id),
      ['one', '7', null, null, 'last'],
    )
    assert.match(stderr, /stdin:2.*evidence/s)
    assert.match(stderr, /stdin:3.*not JSON/s)
  })

  it('reads null and unknown keys as unknown, and an empty case as one that nothing is known of', async () => {
    const { stdout, code } = await sesame(['diagnose'], {
      input: '{"id":"x","provider":null,"facts":null,"cause":"secret truth","confidence":"high"}',
    })
    assert.equal(code, 3)
    assert.equal(lines(stdout)[0]?.verdict, 'unknown')
  })

  it('refuses an empty input, a broken document, a folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sesame-test-'))
    try {
      const file = join(folder, 'broken.json')
      writeFileSync(file, '{\n  "id": "x",\n  "evidence": [\n')
      assert.equal((await sesame(['diagnose'], { input: '' })).code, 2)
      assert.equal((await sesame(['diagnose', file])).code, 2)
      assert.match((await sesame(['diagnose', folder])).stderr, /EISDIR/)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
