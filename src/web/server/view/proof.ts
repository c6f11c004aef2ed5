// The proof as the page shows it: what happens now, and what was before beside what is after.

import type { FactValue } from '../../../model/fact.ts'
import { baseFact, type FactName } from '../../../model/facts.ts'
import type { Verification, VerifyProgress } from '../../../sesame.ts'
import { deskIn } from '../../../text/desk.ts'
import type { SaidText } from '../../../text/desk-said.ts'
import type { Text } from '../../../text/index.ts'
import type { ProofView } from '../../view.ts'
import { goodness, hopOfFact } from './hops.ts'

type Row = ProofView['rows'][number]

/** Where a proof stands; sentences are made for whoever looks, in their language. */
export type ProofState =
  | { readonly step: 'none' }
  | { readonly step: 'running'; readonly progress: VerifyProgress | null }
  | { readonly step: 'over'; readonly result: Verification }
  | { readonly step: 'failed'; readonly code: Parameters<Text['error']>[0]; readonly args: Parameters<Text['error']>[1] }

export interface ProofRequest {
  readonly text: Text
  readonly said: SaidText
  readonly state: ProofState
  /** A server said locked or throttled. */
  readonly locked: boolean
}

export function proofView({ text, said, state, locked }: ProofRequest): ProofView {
  switch (state.step) {
    case 'none':
      return { state: 'needs-password', says: locked ? said.proof.locked : '', rows: [] }
    case 'running':
      return { state: 'running', says: progressSays(state.progress, text, said), rows: [] }
    case 'failed': {
      const { what, next } = text.error(state.code, state.args)
      return { state: 'failed', says: `${what} ${said.trouble.next[state.code] ?? next}`, rows: [] }
    }
    case 'over':
      return {
        state: state.result.verdict === 'mended' ? 'proved' : 'failed',
        says: verdictSays(state.result, text, said),
        rows: rows(state.result, text, said),
      }
  }
}

function progressSays(progress: VerifyProgress | null, text: Text, said: SaidText): string {
  if (progress === null) return said.proof.starting
  switch (progress.step) {
    case 'fact': {
      const phrase = text.fact(baseFact(progress.fact.name) ?? progress.fact.name, String(progress.fact.value))
      const host = progress.fact.about?.replace(/^\w+:\/\//, '')
      return phrase === undefined || host === undefined ? said.proof.starting : said.proof.saw(host, phrase)
    }
    case 'sent':
      return `${text.verify.sending(progress.detail ?? '')}.`
    case 'removed':
      return `${text.verify.cleaning}.`
    default:
      return `${text.verify.waiting(Math.round(progress.ms / 1000))}.`
  }
}

function verdictSays({ verdict, message, notSent, ms }: Verification, text: Text, said: SaidText): string {
  const parts: string[] = []
  if (verdict === 'mended')
    parts.push(message?.delayMs === undefined ? text.verify.mendedReadOnly : text.verify.mended(seconds(message.delayMs, text)))
  else if (verdict === 'interrupted') parts.push(text.error('interrupted', {}).what)
  else parts.push(verdict === 'changed' ? text.verify.changed : text.verify.still)
  if (message?.accepted && message.arrival === null && verdict !== 'interrupted') parts.push(text.verify.notArrived(seconds(ms, text)))
  if (message === undefined && notSent !== undefined && verdict !== 'mended') parts.push(said.proof.notSent[notSent])
  if (message?.left) parts.push(text.verify.left(message.subject))
  return parts.join(' ')
}

function rows({ changes, message, ms }: Verification, text: Text, said: SaidText): Row[] {
  const words = (name: string, values: readonly FactValue[]) =>
    values.map((v) => text.fact(baseFact(name) ?? name, String(v)) ?? String(v)).join(', ') || said.proof.unknown
  const good = (name: string, values: readonly FactValue[]) =>
    values.length > 0 && values.every((value) => goodness({ name: name as FactName, value, origin: 'probe' }) === 'good')
  const compared = changes.map(({ name, about, before, after }): Row => {
    const hop = label(name, text, said)
    const host = about?.replace(/^\w+:\/\//, '')
    return {
      what: host === undefined ? hop : said.at(host, hop),
      before: words(name, before),
      after: words(name, after),
      better: good(name, after) && !good(name, before),
    }
  })
  if (message === undefined) return compared
  const arrived = message.delayMs !== undefined
  const after = !message.accepted
    ? said.proof.refused(message.reply)
    : arrived
      ? said.proof.arrived(seconds(message.delayMs ?? 0, text))
      : said.proof.notArrived(seconds(ms, text))
  return [...compared, { what: said.proof.message, before: said.proof.arrivedBefore, after, better: arrived }]
}

/** The station that a fact speaks of; room in the mailbox is no station. */
function label(name: string, text: Text, said: SaidText): string {
  const hop = hopOfFact({ name: name as FactName, value: 'ok', origin: 'probe' })
  return name.endsWith('quota') ? said.proof.room : hop === undefined ? name : deskIn(text.lang).hops[hop]
}

function seconds(ms: number, text: Text): string {
  return `${new Intl.NumberFormat(text.locale, { maximumFractionDigits: 1 }).format(ms / 1000)} s`
}
