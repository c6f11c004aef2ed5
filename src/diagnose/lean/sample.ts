// A case as the learning sees it: what the written evidence makes of it, and what else could be learned from.

import type { Knowledge } from '../../knowledge/knowledge.ts'
import type { Case } from '../../model/case.ts'
import { compiled } from '../compiled.ts'
import { readCase } from '../read-case.ts'
import { tempered } from '../temper.ts'
import { weigh } from '../weigh.ts'
import { featuresOf } from './features.ts'
import { WRITTEN } from './lean.ts'

export interface Sample {
  /** Log-odds of the causes of the closed list as they count beside a lean. */
  readonly weighed: readonly number[]
  readonly features: ReadonlySet<string>
}

export function sampleOf(knowledge: Knowledge, subject: Case): Sample {
  const base = readCase(knowledge, subject)
  return { weighed: weigh(compiled(knowledge), base).logits.map((logit) => WRITTEN * tempered(logit)), features: featuresOf(base) }
}
