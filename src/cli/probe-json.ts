// What was seen on one server, as JSON (docs/json.md).

import type { Fact } from '../model/fact.ts'
import { type Endpoint, endpointUrl } from '../model/protocol.ts'

export interface ProbeEnd {
  readonly endpoint: Endpoint
  readonly outcome: string
  readonly facts: readonly Fact[]
  readonly replies: readonly { readonly when: string; readonly text: string }[]
  readonly transcript: readonly { readonly at: number; readonly who: string; readonly text: string }[]
  readonly ms: number
}

export function probeJson({ endpoint, outcome, facts, replies, transcript, ms }: ProbeEnd) {
  return {
    url: endpointUrl(endpoint),
    outcome,
    facts: facts.map(({ name, value, quote }) => ({ name, value, ...(quote !== undefined && { quote }) })),
    replies,
    transcript,
    ms: Math.round(ms),
  }
}
