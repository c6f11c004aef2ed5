// Probes one endpoint, stage by stage as `stages.ts` lists them: reach it, secure it, hear its greeting and capabilities, and only then, with a secret and a yes, sign in and enter.

import { EXIT, SesameError } from '../model/errors.ts'
import type { Network } from '../net/network.ts'
import type { Session } from '../wire/session.ts'
import { tlsFacts } from './certificate.ts'
import { type Deadline, startDeadline } from './deadline.ts'
import { enter } from './enter.ts'
import { judgeBreak, judgeGreeting, judgeNoGreeting, otherProtocol } from './greet.ts'
import { type Observer, observe } from './observer.ts'
import { openEndpoint, openSecure } from './open.ts'
import { speaksInClear, speaksTls } from './port-speaks.ts'
import type { NotTried, ProbeEnd, ProbeEndpoint, ProbeRequest, ProbeResult } from './probe.ts'
import { reach } from './reach.ts'
import { signIn } from './sign-in.ts'
import { secureByStartTls } from './starttls.ts'

/** Must end within twice `timeoutMs` (10 s), waiting for its turn apart; never throws for what the network or the server does. */
export async function probeEndpoint(network: Network, endpoint: ProbeEndpoint, request: ProbeRequest = {}): Promise<ProbeResult> {
  const seen = observe(endpoint, request.onFact, request.transcript, request.credential)
  const timeoutMs = request.timeoutMs ?? 10_000
  const deadline = startDeadline(timeoutMs, request.signal)
  const probe: Probe = { network, endpoint, request, seen, timeoutMs, deadline, aside: [] }
  try {
    const ended = await run(probe)
    await Promise.all(probe.aside)
    if (ended.outcome === 'healthy' || ended.outcome === 'sign-in-refused' || ended.outcome === 'unreachable') {
      seen.fact('probe', ended.outcome)
    }
    const { facts, replies } = seen
    // A session that lives on goes on being recorded; a goodbye comes in time or not at all.
    const { lines } = seen.transcript
    return { endpoint, ...ended, facts, replies, transcript: keeps(ended, request) ? lines : [...lines], ms: seen.ms() }
  } finally {
    deadline.clear()
  }
}

/** Whether the session outlives the probe. */
function keeps({ outcome }: Ended, { keep }: ProbeRequest): boolean {
  return outcome === 'healthy' && keep !== undefined
}

interface Probe {
  readonly network: Network
  readonly endpoint: ProbeEndpoint
  readonly request: ProbeRequest
  readonly seen: Observer
  readonly timeoutMs: number
  readonly deadline: Deadline
  /** Side questions that nothing waits for but the end. */
  readonly aside: Promise<void>[]
}

interface Ended {
  readonly outcome: ProbeEnd
  readonly notTried?: NotTried
  readonly user?: string
}

async function run(probe: Probe): Promise<Ended> {
  const { session, outcome } = await open(probe)
  if (session === null) return { outcome: probe.request.signal?.aborted ? 'interrupted' : outcome }
  let current = session
  let kept = false
  try {
    const { last = session, ...ended } = await converse(session, probe)
    current = last
    kept = keeps(ended, probe.request)
    if (kept) probe.request.keep?.(current)
    return ended
  } catch (error) {
    if (!(error instanceof SesameError)) throw error
    probe.seen.transcript.add('!', error.code)
    if (probe.request.signal?.aborted) return { outcome: 'interrupted' }
    if (error.exitCode === EXIT.unsafe) return { outcome: 'unsafe', notTried: 'unsafe' }
    judgeBreak(error, probe.deadline.passed(), probe.seen)
    return { outcome: 'broken' }
  } finally {
    // Nobody waits for the goodbye: all that was to be seen has been seen.
    if (!kept) void current.quit()
  }
}

/** Up to the greeting. */
async function open(probe: Probe): Promise<{ readonly session: Session | null; readonly outcome: ProbeEnd }> {
  const { network, endpoint, seen, timeoutMs, deadline } = probe
  const { socket, rest } = await reach(network, endpoint, timeoutMs, deadline, seen)
  probe.aside.push(rest)
  if (socket === null) return { session: null, outcome: 'unreachable' }
  const silence =
    endpoint.security === 'tls' ? undefined : setTimeout(() => void probe.aside.push(lookForTls()), Math.min(3_000, timeoutMs / 3))
  const lookForTls = async () => {
    if (await speaksTls(network, endpoint, timeoutMs, deadline.signal, seen)) deadline.end()
  }
  const left = deadline.left()
  const wire = { transcript: seen.transcript, signal: deadline.signal, socket, tlsMs: left, limits: { readMs: left } }
  const opened = await openEndpoint(network, endpoint, wire)
  clearTimeout(silence)
  if (opened.tls) {
    // What our own deadline cut off had not answered.
    const tls = opened.tls.result === 'closed' && deadline.passed() ? { ...opened.tls, result: 'timeout' as const } : opened.tls
    for (const { name, value, quote } of tlsFacts(tls)) seen.fact(name, value, quote)
  }
  if (opened.session !== null) return { session: opened.session, outcome: 'broken' }
  if (opened.broken === undefined) {
    if (opened.tls?.result === 'not-tls') await speaksInClear(network, endpoint, timeoutMs, deadline, seen)
    return { session: null, outcome: 'unsafe' }
  }
  const lastLine = seen.transcript.lines.findLast(({ who }) => who === 'S')?.text ?? ''
  const bytes = (opened.tls?.socket ?? socket).bytesRead
  judgeNoGreeting(opened.broken, { bytes, lastLine }, deadline.passed(), seen)
  return { session: null, outcome: bytes === 0 ? 'unreachable' : 'broken' }
}

/** From the greeting on. Throws SesameError when the connection breaks. */
async function converse(session: Session, probe: Probe): Promise<Ended & { readonly last?: Session }> {
  const { endpoint, request, seen, deadline } = probe
  const { hints = {}, credential } = request
  const heard = judgeGreeting(session, endpoint, hints, seen)
  // A greeting that lets us in may hold any word, if only in the server's name.
  if (heard.greeting === 'bye' && request.isStop?.(heard.text)) request.budget?.stop()
  if (heard.greeting === 'garbage' && otherProtocol(heard.text, endpoint)) seen.fact('port.speaks', 'other-protocol', heard.text)
  if (heard.greeting === 'garbage') return { outcome: 'broken' }
  if (heard.greeting === 'bye') return { outcome: 'turned-away' }
  // RFC 9051 §6.1.1: what came with the greeting need not be asked, where a sign-in will show that the server goes on talking.
  const asks = session.capabilities.size === 0 || credential === undefined || endpoint.trust !== 'named'
  if (asks) seen.reply('capability', await session.askCapabilities())
  if (endpoint.security === 'starttls' && !(await secureByStartTls(session, hints, seen))) return notTried('unsafe', credential, seen)
  if (!session.secure) return notTried('unsafe', credential, seen)
  if (credential === undefined) return { outcome: 'reachable' }
  // A secret goes only to a host that the person or a trusted source named.
  if (endpoint.trust !== 'named') return notTried('trust', credential, seen)
  if (credential.secret.reveal() === '') return notTried('empty', credential, seen)

  deadline.pause()
  await request.turn?.()
  // Nothing is tried, and nothing counted, in a run that was broken off meanwhile.
  if (deadline.signal.aborted) throw new SesameError('interrupted')
  deadline.renew(probe.timeoutMs)
  const again = () => {
    const left = deadline.left()
    const wire = { transcript: seen.transcript, signal: deadline.signal, connectMs: left, tlsMs: left, limits: { readMs: left } }
    return openSecure(probe.network, endpoint, wire)
  }
  const { end, user, session: last } = await signIn(session, again, endpoint, credential, request, seen)
  if (end === 'spent' || end === 'stopped' || end === 'already-refused') return { outcome: 'reachable', notTried: end, last }
  if (end !== 'ok') return { outcome: 'sign-in-refused', last }
  try {
    return { outcome: (await enter(last, request, seen)) ? 'healthy' : 'mailbox-refused', ...(user !== undefined && { user }), last }
  } catch (error) {
    last.close()
    throw error
  }
}

function notTried(why: NotTried, credential: ProbeRequest['credential'], seen: Observer): Ended {
  const outcome = why === 'unsafe' ? 'unsafe' : 'reachable'
  if (credential === undefined) return { outcome }
  seen.transcript.add('!', `no sign-in: ${why}`)
  seen.fact('sign-in', 'not-tried')
  return { outcome, notTried: why }
}
