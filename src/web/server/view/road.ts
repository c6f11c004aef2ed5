// The road of a case: which fact lights which station, which one is broken, and the sentence that says what was seen there.

import type { Fact } from '../../../model/fact.ts'
import { baseFact } from '../../../model/facts.ts'
import type { DoctorResult } from '../../../sesame.ts'
import type { SaidText } from '../../../text/desk-said.ts'
import type { Text } from '../../../text/index.ts'
import { HOPS, type Hop, type HopState, type HopView } from '../../view.ts'
import { goodness, hopOfCause, hopOfFact } from './hops.ts'
import { type Line, linesByHop } from './lines.ts'

export interface RoadRequest {
  readonly text: Text
  readonly said: SaidText
  readonly app: string | null
  /** What the app shows, secrets struck out; shown at its first station. */
  readonly message: string | null
  readonly facts: readonly Fact[]
  /** The person says that sending fails: then the road is that of the outgoing server. */
  readonly outgoing: boolean
  readonly withSecret: boolean
  /** Null while it is being looked at. */
  readonly result: DoctorResult | null
  /** Title of the cause, where one is named. */
  readonly title: string | null
  /** It ended before it was looked at to the end; without any network when so. */
  readonly ended: 'stopped' | 'no-network' | null
}

type Seen = ReadonlyMap<Hop, readonly Fact[]>

export function roadView(request: RoadRequest): HopView[] {
  const { facts, result, ended } = request
  const own = facts.filter((fact) => isOfRoad(fact, request.outgoing))
  const other = facts.filter((fact) => fact.about !== undefined && !isOfRoad(fact, request.outgoing))
  const far: Hop = request.outgoing ? 'mailbox' : 'sending'
  const seen = new Map<Hop, Fact[]>(HOPS.map((hop) => [hop, []]))
  for (const fact of own) seen.get(hopOfFact(fact) ?? 'app')?.push(fact)
  // The other server is one station of this road, whatever was seen on the way to it.
  seen.get(far)?.push(...other.filter((fact) => hopOfFact(fact) !== undefined))
  seen.set('app', [])

  const over = result !== null || ended !== null
  const lines = transcriptLines(request, far)
  let reached = true
  let looking = !over
  const road = HOPS.map((hop): HopView => {
    const state = stateOf(hop, seen, request, reached)
    const now: HopState = state === 'waiting' && looking && hop !== 'app' ? 'looking' : state
    if (now === 'looking') looking = false
    if (now === 'broken' && hop !== far) reached = false
    return { hop, state: now, says: says(hop, now, seen, request, reached), lines: lines.get(hop) ?? [] }
  })
  return pointed(road, request)
}

function isOfRoad({ about }: Fact, outgoing: boolean): boolean {
  return about === undefined || about.startsWith('smtp') === outgoing
}

function stateOf(hop: Hop, seen: Seen, { ended, result, facts }: RoadRequest, reached: boolean): HopState {
  if (hop === 'app') return 'ok'
  const over = result !== null || ended !== null
  if (hop === 'network') {
    if (ended === 'no-network') return 'broken'
    if (facts.some((f) => f.origin === 'probe' && f.about !== undefined && f.value === 'ok')) return 'ok'
    return over ? 'skipped' : 'waiting'
  }
  const how = (seen.get(hop) ?? []).map(goodness)
  if (how.includes('bad')) return 'broken'
  if (how.includes('warned')) return 'warned'
  if (how.includes('good')) return 'ok'
  return over || !reached ? 'skipped' : 'waiting'
}

function says(hop: Hop, state: HopState, seen: Seen, request: RoadRequest, reached: boolean): string {
  const { text, said, app, message, result, withSecret } = request
  if (hop === 'app') return message === null ? (app === null ? said.app.unnamed : said.app.named(app)) : said.app.shows(app, short(message))
  if (state === 'waiting' || state === 'looking') return ''
  if (hop === 'network') return state === 'ok' ? said.network.ok : state === 'broken' ? said.network.none : said.notLooked
  if (state === 'skipped') {
    if (!reached) return said.notReached
    if (result?.probes.length === 0) return said.noServer
    if (['sign-in', 'mailbox', 'sending'].includes(hop)) return said.signIn[notTried(hop, request) ?? (withSecret ? 'spent' : 'no-secret')]
    return said.notLooked
  }
  const told = (seen.get(hop) ?? []).filter((f) => (state === 'broken' ? goodness(f) === 'bad' : goodness(f) !== 'nothing'))
  const phrases = [...new Set(told.map((f) => text.fact(baseFact(f.name) ?? f.name, String(f.value))).filter((p) => p !== undefined))]
  const host = told.find((f) => f.about !== undefined)?.about?.replace(/^\w+:\/\//, '')
  const where = hop === 'name' || hop === 'port' || (hop === 'sending' && !request.outgoing) || (hop === 'mailbox' && request.outgoing)
  const named = hop === 'name' ? host?.replace(/:\d+$/, '') : host
  const sentence = where && named !== undefined ? said.at(named, phrases.join(', ')) : capital(phrases.join(', '))
  const quote = state === 'broken' ? serverWords(told) : undefined
  return quote === undefined ? `${sentence}.` : said.refusal(sentence, short(quote))
}

/** A reply is quoted without the tag that we gave it (RFC 9051 §2.2.1). */
function serverWords(facts: readonly Fact[]): string | undefined {
  const quoting = facts.find((f) => f.quote && ['greeting', 'sign-in', 'mailbox', 'sender'].includes(baseFact(f.name) ?? ''))
  return quoting?.quote?.replace(/^S\d+ /, '')
}

function notTried(hop: Hop, { result, outgoing }: RoadRequest) {
  const smtp = outgoing ? hop !== 'mailbox' : hop === 'sending'
  return result?.probes.find((p) => (p.endpoint.protocol === 'smtp') === smtp)?.notTried
}

function transcriptLines({ result, facts, text, outgoing }: RoadRequest, far: Hop): ReadonlyMap<Hop, readonly Line[]> {
  const lines = new Map<Hop, Line[]>()
  const add = (hop: Hop, more: readonly Line[]) => lines.set(hop, [...(lines.get(hop) ?? []), ...more])
  const note = (fact: Fact): Line => ({
    ms: fact.at ?? 0,
    from: 'note',
    text: [fact.about, text.fact(baseFact(fact.name) ?? fact.name, String(fact.value)) ?? `${fact.name}=${fact.value}`]
      .filter(Boolean)
      .join(' '),
  })
  // While it is looked at, and for what no conversation tells: the facts as they came.
  for (const fact of facts) {
    const hop = isOfRoad(fact, outgoing) ? hopOfFact(fact) : far
    if (hop !== undefined && (result === null || hop === 'name' || fact.name === 'clock.skew')) add(hop, [note(fact)])
  }
  for (const { endpoint, transcript } of result?.probes ?? []) {
    if ((endpoint.protocol === 'smtp') === outgoing) for (const [hop, said] of linesByHop(transcript)) add(hop, said)
    else
      add(
        far,
        [...linesByHop(transcript).values()].flat().sort((a, b) => a.ms - b.ms),
      )
  }
  return lines
}

/** Where nothing was seen to be broken, the named cause says which station it is. */
function pointed(road: readonly HopView[], { result, title, said }: RoadRequest): HopView[] {
  const first = result?.diagnosis.causes[0]
  const hop = result?.outcome === 'fault' && first !== undefined ? hopOfCause(first.id) : undefined
  if (hop === undefined || title === null || road.some(({ state }) => state === 'broken')) return [...road]
  return road.map((one) =>
    one.hop === hop
      ? { ...one, state: 'broken', says: one.state === 'skipped' ? said.points.untried(title) : said.points.fine(title) }
      : one,
  )
}

function short(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim()
  return line.length > 240 ? `${line.slice(0, 239)}…` : line
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
