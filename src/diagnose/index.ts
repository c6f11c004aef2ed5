// From a case to its diagnosis, offline. The probes' way in is `readCase` with what they observed, then `judge`.

import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Case } from '../model/case.ts'
import type { Diagnosis } from '../model/diagnosis.ts'
import { judge } from './judge.ts'
import { readCase } from './read-case.ts'

export { addFact, addFacts, emptyBase, type FactBase, valuesOf } from './fact-base.ts'
export { judge } from './judge.ts'
export { loudness } from './lean/features.ts'
export { type Sample, sampleOf } from './lean/sample.ts'
export { readCase } from './read-case.ts'

/** Must answer every case of the right shape, also an empty one. */
export function diagnose(knowledge: Knowledge, subject: Case): Diagnosis {
  return judge(knowledge, readCase(knowledge, subject), subject.id)
}
