// Proves a repair: probes again, sends a message to oneself, waits for it, takes it away, and compares with what was before.

import { setTimeout as sleep } from 'node:timers/promises'
import { SesameError } from '../../model/errors.ts'
import type { Fact } from '../../model/fact.ts'
import type { Lang } from '../../model/lang.ts'
import type { Network } from '../../net/network.ts'
import { ImapSession } from '../../wire/imap.ts'
import { Pop3Session } from '../../wire/pop3.ts'
import type { Session } from '../../wire/session.ts'
import type { SmtpSession } from '../../wire/smtp.ts'
import { sendMessage } from '../../wire/smtp-send.ts'
import { Transcript } from '../../wire/transcript.ts'
import { type ProbeAllRequest, type ProbeRun, type ProbeTarget, probeAll } from '../all.ts'
import { chooseMechanism } from '../mechanism.ts'
import { replyText } from '../observer.ts'
import { secretShape } from '../secret-shape.ts'
import { imapReceiver } from './imap-receiver.ts'
import { newCode, testMessage } from './message.ts'
import { pop3Receiver } from './pop3-receiver.ts'
import type { Arrival, Receiver } from './receiver.ts'
import { type Change, changesBetween, type VerdictWord, verdictOf } from './verdict.ts'
import { TEST_WORDS } from './words.ts'

export interface VerifyPlan extends Omit<ProbeAllRequest, 'signal' | 'keep' | 'onFact' | 'sender'> {
  /** Best first; the first IMAP or POP3 one receives, the first SMTP one sends. */
  readonly targets: readonly ProbeTarget[]
  /** The address, domain in A-labels: sender and recipient. */
  readonly address: string
  readonly lang: Lang
  /** What was seen when it failed, to compare with. */
  readonly before?: readonly Fact[]
  /** How long to wait for the message; 60 s by default. */
  readonly waitMs?: number
  /** False: probe only, touch nothing. */
  readonly send?: boolean
}

/** Why no message was sent. */
export type NotSent = 'not-healthy' | 'no-incoming' | 'no-outgoing' | 'mailbox-full' | 'not-wanted'

export interface SentMessage {
  readonly code: string
  readonly subject: string
  readonly accepted: boolean
  /** What the server said to it. */
  readonly reply: string
  readonly arrival: Arrival | null
  /** From the acceptance to the moment it was seen, in milliseconds. */
  readonly delayMs?: number
  /** True when it, or a copy, may still be there or yet come. */
  readonly left: boolean
}

export interface Verification {
  readonly verdict: VerdictWord
  readonly run: ProbeRun
  readonly message?: SentMessage
  readonly notSent?: NotSent
  readonly changes: readonly Change[]
  readonly ms: number
}

export type VerifyProgress =
  | { readonly step: 'fact'; readonly fact: Fact }
  | { readonly step: 'sent' | 'waiting' | 'arrived' | 'removed'; readonly ms: number; readonly detail?: string }

export interface VerifyWatch {
  readonly onProgress?: (progress: VerifyProgress) => void
  /** Ends the wait; what was sent is still removed as far as it can be, within a few seconds. */
  readonly signal?: AbortSignal
}

/** Touches `mailbox`: call it only with the person's yes. Never throws for what the network or the servers do. */
export async function verifyMailbox(network: Network, plan: VerifyPlan, watch: VerifyWatch = {}): Promise<Verification> {
  const start = performance.now()
  const kept = new Map<ProbeTarget, Session>()
  const incoming = plan.targets.find(({ protocol }) => protocol !== 'smtp')
  const outgoing = plan.targets.find(({ protocol }) => protocol === 'smtp')
  const { targets, address, lang, before = [], waitMs, send, ...request } = plan
  const run = await probeAll(network, targets, {
    ...request,
    sender: address,
    ...(watch.signal && { signal: watch.signal }),
    onFact: (fact) => watch.onProgress?.({ step: 'fact', fact }),
    keep: (session, target) => kept.set(target, session),
  })
  const healthy = run.results.length > 0 && run.results.every(({ outcome }) => outcome === 'healthy')
  const notSent = whyNotSent(plan, run, incoming && kept.get(incoming), outgoing && kept.get(outgoing), incoming, outgoing)
  let message: SentMessage | undefined
  try {
    if (notSent === undefined && watch.signal?.aborted !== true) {
      const user = run.results[targets.indexOf(incoming!)]?.user
      message = await sendToSelf(
        network,
        plan,
        { ...incoming!, ...(user !== undefined && { user }) },
        kept.get(incoming!)!,
        kept.get(outgoing!) as SmtpSession,
        watch,
      )
    }
  } finally {
    await Promise.all([...kept.values()].map((session) => session.quit()))
  }
  const arrived =
    message === undefined ? notSent === 'no-incoming' || notSent === 'no-outgoing' || notSent === 'not-wanted' : message.arrival !== null
  const interrupted = watch.signal?.aborted === true && message?.arrival == null
  return {
    verdict: interrupted ? 'interrupted' : verdictOf(healthy && arrived, before, run.facts),
    run,
    ...(message && { message }),
    ...(notSent && { notSent }),
    changes: changesBetween(before, run.facts),
    ms: Math.round(performance.now() - start),
  }
}

/** A message is sent only where it can be seen to arrive and be taken away again. */
function whyNotSent(
  plan: VerifyPlan,
  run: ProbeRun,
  receiving: Session | undefined,
  sending: Session | undefined,
  incoming: ProbeTarget | undefined,
  outgoing: ProbeTarget | undefined,
): NotSent | undefined {
  if (plan.send === false) return 'not-wanted'
  if (incoming === undefined) return 'no-incoming'
  if (outgoing === undefined) return 'no-outgoing'
  if (receiving === undefined || sending === undefined) return 'not-healthy'
  return run.facts.some(({ name, value }) => name === 'quota' && value === 'full') ? 'mailbox-full' : undefined
}

async function sendToSelf(
  network: Network,
  plan: VerifyPlan,
  incoming: ProbeTarget,
  receiving: Session,
  sending: SmtpSession,
  watch: VerifyWatch,
): Promise<SentMessage> {
  const { address, lang } = plan
  const code = newCode()
  const { lines } = testMessage(address, lang, new Date(), code)
  const subject = TEST_WORDS[lang].subject(code)
  const state: { sent: boolean; reply: string; arrival: Arrival | null; delayMs?: number } = { sent: false, reply: '', arrival: null }
  let left = 0
  try {
    const receiver = await receiverOf(network, plan, incoming, receiving, code)
    const sent = await sendMessage(sending, { from: address, to: [address] }, Buffer.from(`${lines.join('\r\n')}\r\n`))
    state.reply = replyText(sent.reply)
    if (!sent.ok) return { code, subject, accepted: false, reply: state.reply, arrival: null, left: false }
    state.sent = true
    const since = performance.now()
    const ms = () => Math.round(performance.now() - since)
    watch.onProgress?.({ step: 'sent', ms: 0, detail: subject })
    state.arrival = await wait(receiver, plan.waitMs ?? 60_000, watch, ms)
    if (state.arrival) {
      state.delayMs = ms()
      watch.onProgress?.({ step: 'arrived', ms: state.delayMs, detail: state.arrival.folder })
    }
    left = await receiver.remove()
    watch.onProgress?.({ step: 'removed', ms: ms() })
    await receiver.close()
  } catch (error) {
    if (!(error instanceof SesameError)) throw error
    // The connection broke on the way: what was sent is reported as left.
    left = 1
    state.reply ||= error.code
  }
  const { sent, reply, arrival, delayMs } = state
  return {
    code,
    subject,
    accepted: sent,
    reply,
    arrival,
    ...(delayMs !== undefined && { delayMs }),
    left: sent && (left > 0 || arrival === null),
  }
}

/** Looks with a growing pause, so that a slow provider is not asked a hundred times. */
async function wait(receiver: Receiver, waitMs: number, { signal, onProgress }: VerifyWatch, ms: () => number): Promise<Arrival | null> {
  let pause = receiver.pauseMs
  while (signal?.aborted !== true) {
    await sleep(Math.min(pause, Math.max(0, waitMs - ms())), undefined, signal && { signal }).catch(() => undefined)
    const arrival = await receiver.look()
    if (arrival || ms() >= waitMs) return arrival
    onProgress?.({ step: 'waiting', ms: ms() })
    pause = Math.min(pause * 1.5, 15_000)
  }
  return null
}

async function receiverOf(network: Network, plan: VerifyPlan, incoming: ProbeTarget, session: Session, code: string): Promise<Receiver> {
  if (session instanceof ImapSession) return imapReceiver(session, code)
  if (!(session instanceof Pop3Session) || plan.secret === undefined || incoming.user === undefined) {
    throw new SesameError('internal', { why: 'no session to receive with' })
  }
  const { secret } = secretShape(plan.secret.secret, plan.secret.kind === 'oauth' ? undefined : plan.appPassword)
  const ascii = /^[\x20-\x7e]*$/.test(secret.reveal())
  const mechanism = chooseMechanism('pop3', session.mechanisms(), plan.secret.kind, ascii, plan.secret.mechanism) ?? 'USER'
  const transcript = new Transcript()
  return pop3Receiver(session, { network, endpoint: incoming, credentials: { user: incoming.user, secret, mechanism }, transcript }, code)
}
