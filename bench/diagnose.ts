// How many saved cases a second the judgement answers, on cases made up from the knowledge itself: `node dist/bench/diagnose.js`.

import { diagnose } from '../src/diagnose/index.ts'
import { loadKnowledge } from '../src/knowledge/load.ts'
import type { Case } from '../src/model/case.ts'

const SECONDS = 2

/** Cases of every provider, app, message and free word of the knowledge in turn: what a fleet's log would look like. */
function* inventedCases(): Generator<Case> {
  const knowledge = loadKnowledge()
  const pick = <T>(list: readonly T[], n: number): T | undefined => (list.length === 0 ? undefined : list[n % list.length])
  for (let n = 0; ; n++) {
    const message = pick(knowledge.messages, n * 7)
    yield {
      id: `bench-${n}`,
      date: `202${n % 7}-0${1 + (n % 9)}`,
      provider: pick(knowledge.providers, n)?.id ?? 'unknown',
      client: pick(knowledge.clients, n * 3)?.id ?? 'unknown',
      protocol: pick(['imap', 'smtp', 'pop3'], n)!,
      auth_method_used: pick(['password', 'app_password', 'oauth2'], n)!,
      facts: [pick(pick(knowledge.words, n)?.examples ?? [], n) ?? '', pick(pick(knowledge.words, n * 5 + 1)?.examples ?? [], n) ?? ''],
      evidence: [pick(message?.texts ?? [], n)?.text ?? `535 5.7.8 refused, session ${n}`],
    }
  }
}

export function benchDiagnose(): { readonly casesPerSecond: number; readonly cases: number } {
  const knowledge = loadKnowledge()
  const cases = inventedCases()
  for (let n = 0; n < 200; n++) diagnose(knowledge, cases.next().value)
  const started = performance.now()
  let done = 0
  while (performance.now() - started < SECONDS * 1000) {
    diagnose(knowledge, cases.next().value)
    done++
  }
  return { casesPerSecond: Math.round((1000 * done) / (performance.now() - started)), cases: done }
}

if (process.argv[1]?.endsWith('diagnose.js') === true) process.stdout.write(`${JSON.stringify(benchDiagnose())}\n`)
