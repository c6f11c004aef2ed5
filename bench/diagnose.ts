// How many saved cases a second the judgement answers, on cases made up from the knowledge itself, in this process and through the command: `node dist/bench/diagnose.js`.

import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { diagnose } from '../src/diagnose/index.ts'
import { loadKnowledge } from '../src/knowledge/load.ts'
import type { Case } from '../src/model/case.ts'
import { medianOf, ms, report } from './measure.ts'

const SECONDS = 2
const LINES = 5_000
const SESAME = fileURLToPath(new URL('../../sesame.mjs', import.meta.url))

/**
 * Cases of every provider, app, message and free word of the knowledge in turn: what a fleet's log would look like.
 * With `isNew`, a word that never came before stands in each text, so that none is one that was read already.
 */
function* inventedCases(isNew: boolean): Generator<Case, never> {
  const knowledge = loadKnowledge()
  const pick = <T>(list: readonly T[], n: number): T | undefined => (list.length === 0 ? undefined : list[n % list.length])
  for (let n = 0; ; n++) {
    const message = pick(knowledge.messages, n * 7)
    const words = (m: number) => pick(pick(knowledge.words, m)?.examples ?? [], n) ?? ''
    const own = (text: string) => (isNew ? `${text} x${n}q` : text)
    yield {
      id: `bench-${n}`,
      date: `202${n % 7}-0${1 + (n % 9)}`,
      provider: pick(knowledge.providers, n)?.id ?? 'unknown',
      client: pick(knowledge.clients, n * 3)?.id ?? 'unknown',
      protocol: pick(['imap', 'smtp', 'pop3'], n)!,
      auth_method_used: pick(['password', 'app_password', 'oauth2'], n)!,
      facts: [words(n), words(n * 5 + 1)].map(own),
      evidence: [own(pick(message?.texts ?? [], n)?.text ?? `535 5.7.8 refused, session ${n}`)],
    }
  }
}

function casesPerSecond(isNew: boolean): number {
  const knowledge = loadKnowledge()
  const cases = inventedCases(isNew)
  for (let n = 0; n < 500; n++) diagnose(knowledge, cases.next().value)
  const started = performance.now()
  let done = 0
  for (; performance.now() - started < SECONDS * 1000; done++) diagnose(knowledge, cases.next().value)
  return (1000 * done) / (performance.now() - started)
}

/** Through the command and a pipe, start-up included; NaN where the command does not answer every line. */
async function linesPerSecond(isNew: boolean): Promise<number> {
  const cases = inventedCases(isNew)
  const input = Array.from({ length: LINES }, () => JSON.stringify(cases.next().value)).join('\n')
  return (1000 * LINES) / (await medianOf(3, () => timePipe(input)))
}

function timePipe(input: string): Promise<number> {
  const started = performance.now()
  const child = spawn(process.execPath, [SESAME, 'diagnose'], { stdio: ['pipe', 'pipe', 'ignore'] })
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  let lines = 0
  child.stdout.on('data', (chunk: Buffer) => {
    for (const byte of chunk) if (byte === 0x0a) lines++
  })
  return new Promise((resolve) => {
    child.on('close', () => resolve(lines === LINES ? performance.now() - started : Number.NaN))
  })
}

const rate = (value: number) => (Number.isNaN(value) ? 'no build beside this one' : `${Math.round(value)} a second`)
const knowledge = loadKnowledge()
const [sample] = inventedCases(false)
const started = performance.now()
diagnose(knowledge, sample!)
const first = performance.now() - started
report('Saved cases judged', [
  ['the first case of a process', ms(first)],
  ['warm, every text new', rate(casesPerSecond(true))],
  ['warm, texts that come again as in a log', rate(casesPerSecond(false))],
  [`sesame diagnose, ${LINES} lines through a pipe, every text new`, rate(await linesPerSecond(true))],
  [`sesame diagnose, ${LINES} lines, texts that come again`, rate(await linesPerSecond(false))],
])
