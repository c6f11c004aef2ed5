// What a person should know before a transfer begins: what will not fit, what the target forgets, what changes. Pure; the gravest first.

import type { Finding, PairFacts, PlanFacts, Severity } from './shapes.ts'

const GRAVITY: readonly Severity[] = ['blocks', 'loses', 'changes', 'know']
/** RFC 9051 §2.3.2: a server may keep fewer of these, and every one keeps most. */
const SYSTEM = new Set(['\\seen', '\\answered', '\\flagged', '\\deleted', '\\draft', '\\recent'])

export function findingsOf(facts: PlanFacts): readonly Finding[] {
  const found = [
    ...room(facts),
    ...tooLarge(facts),
    ...flagsLost(facts),
    ...hidden(facts),
    ...deleted(facts),
    ...names(facts),
    ...habits(facts),
  ]
  return found.toSorted((a, b) => GRAVITY.indexOf(a.severity) - GRAVITY.indexOf(b.severity))
}

function* room({ pairs, target }: PlanFacts): Generator<Finding> {
  const needed = sum(pairs, (one) => Math.max(0, one.bytes - (one.already?.bytes ?? 0)))
  const { quota } = target.traits
  if (quota !== undefined) {
    const free = Math.max(0, quota.limit - quota.used)
    if (needed > free) yield { kind: 'no-room', severity: 'blocks', missing: needed - free, needed, free }
  } else if (needed > 0 && target.kind === 'imap') yield { kind: 'room-unknown', severity: 'know', needed }
}

function* tooLarge({ pairs, target }: PlanFacts): Generator<Finding> {
  const limit = target.traits.appendLimit ?? target.limits.messageBytes
  const messages = sum(pairs, (one) => one.tooLarge?.messages ?? 0)
  if (limit !== undefined && messages > 0)
    yield { kind: 'too-large', severity: 'loses', messages, bytes: sum(pairs, (one) => one.tooLarge?.bytes ?? 0), limit }
}

/** RFC 9051 §7.1: without `\*` a folder keeps the flags that it names, and no others. */
function* flagsLost({ pairs }: PlanFacts): Generator<Finding> {
  const lost = new Map<string, number>()
  // A folder that is not made yet is taken to keep what its neighbours keep.
  const usual = pairs.find((one) => one.keeps !== undefined)?.keeps
  for (const { flags = {}, keeps = usual } of pairs) {
    if (keeps === undefined || keeps.keywords) continue
    const kept = new Set(keeps.flags.map((flag) => flag.toLowerCase()))
    for (const [flag, messages] of Object.entries(flags))
      if (!kept.has(flag.toLowerCase()) && !(SYSTEM.has(flag.toLowerCase()) && keeps.flags.length === 0))
        lost.set(flag, (lost.get(flag) ?? 0) + messages)
  }
  if (lost.size === 0) return
  const flags = [...lost].toSorted(([, a], [, b]) => b - a).map(([flag]) => flag)
  yield { kind: 'keywords-lost', severity: 'loses', messages: Math.max(...lost.values()), flags }
}

/** A folder with exactly as many messages as the provider shows has more that it hides. */
function* hidden({ pairs, source }: PlanFacts): Generator<Finding> {
  const { shownPerFolder: shown } = source.limits
  if (shown === undefined) return
  const folders = pairs.filter((one) => (one.pair.source.status?.messages ?? one.messages) >= shown).map((one) => one.pair.source.name)
  if (folders.length > 0) yield { kind: 'shown-only', severity: 'loses', shown, folders }
}

function* deleted({ pairs, rules, target }: PlanFacts): Generator<Finding> {
  const messages = sum(pairs, (one) => one.deleted ?? 0)
  if (messages === 0 || rules.deleted === 'leave') return
  if (target.limits.deletesAtOnce === true) yield { kind: 'deleted-vanish', severity: 'loses', messages }
  else yield { kind: 'deleted-stay', severity: 'know', messages }
}

function* names({ pairs, map }: PlanFacts): Generator<Finding> {
  const renamed = pairs.filter(({ pair }) => pair.because !== undefined).length
  if (renamed > 0) yield { kind: 'renamed', severity: 'changes', folders: renamed }
  const together = new Map<string, string[]>()
  for (const { pair } of pairs) {
    const target = pair.target.path.join('/')
    together.set(target, [...(together.get(target) ?? []), pair.source.path.join('/')])
  }
  for (const [target, sources] of together) if (sources.length > 1) yield { kind: 'merged', severity: 'changes', target, sources }
  for (const { side, use, folders } of map.unclear)
    yield { kind: 'unclear', severity: 'changes', side, use, folders: folders.map((f) => f.path.join('/')) }
}

function* habits({ pairs, source, target }: PlanFacts): Generator<Finding> {
  const messages = sum(pairs, (one) => one.messages - (one.already?.messages ?? 0))
  if (messages <= 0) return
  if (target.limits.finalLineEnd === true) yield { kind: 'line-end', severity: 'changes' }
  const unseen = sum(pairs, (one) => one.unseen ?? 0)
  if (target.limits.answersReceipts === true && unseen > 0) yield { kind: 'receipts', severity: 'know', unseen }
  // Trap T19: a new mailbox gives every message a new name, by which POP3 apps know what they have.
  if (target.kind === 'imap' && source.kind !== 'pop3') yield { kind: 'pop-again', severity: 'know', messages }
}

function sum(pairs: readonly PairFacts[], of: (one: PairFacts) => number): number {
  return pairs.reduce((total, one) => total + of(one), 0)
}
