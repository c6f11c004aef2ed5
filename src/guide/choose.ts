// The most specific text that fits: the exact cause before its parent; app and provider, then app, then provider, then kind of app, then the general one.

import { parentCause } from '../model/cause.ts'
import { within } from '../model/date.ts'
import type { Procedure } from '../model/knowledge.ts'
import { holds } from './holds.ts'
import { appPasswordIsUseless, typedSecretsAreUseless } from './policy.ts'
import { textsAbout } from './shelf.ts'
import type { Subject } from './subject.ts'

/** Returns null when the knowledge has no text for it. */
export function chooseProcedure(procedures: readonly Procedure[], subject: Subject): Procedure | null {
  const cause = workableCause(subject)
  const of = (id: string) => best(textsAbout(procedures, subject.lang, 'cause', id), subject)
  return of(cause) ?? of(parentCause(cause)) ?? of('other')
}

export function chooseTask(procedures: readonly Procedure[], subject: Subject, task: string): Procedure | null {
  return best(textsAbout(procedures, subject.lang, 'task', task), subject)
}

/** Where no app password opens anything, the causes that are about app passwords have one way out, and it is not another app password. */
function workableCause({ cause, provider, protocol, date }: Subject): string {
  if (!cause.startsWith('auth.app_password') || !appPasswordIsUseless(provider, protocol, date)) return cause
  return typedSecretsAreUseless(provider, protocol, date) ? 'auth.basic_disabled' : 'auth.smtp_auth_disabled'
}

function best(texts: readonly Procedure[], subject: Subject): Procedure | null {
  let winner: Procedure | null = null
  for (const p of texts) {
    if (!fits(p, subject)) continue
    if (
      !winner ||
      weightOf(p, subject) > weightOf(winner, subject) ||
      (weightOf(p, subject) === weightOf(winner, subject) && p.id < winner.id)
    )
      winner = p
  }
  return winner
}

function fits(p: Procedure, s: Subject): boolean {
  return (
    allows(p.providers, s.provider?.id) &&
    allows(p.families, s.provider?.family) &&
    allows(p.clients, ...s.clientIds) &&
    allows(p.clientKinds, s.client?.kind) &&
    allows(p.protocols, s.protocol) &&
    (!p.account || p.account === s.account) &&
    (!p.when || holds(p.when, s.facts) === 'yes') &&
    within(s.date, p.since, p.until)
  )
}

/** A text for some may not be shown to one of whom we do not know that they are among them. */
function allows<T>(list: readonly T[] | undefined, ...values: readonly (T | undefined)[]): boolean {
  return !list || values.some((value) => value !== undefined && list.includes(value))
}

function weightOf(p: Procedure, { client }: Subject): number {
  const window = p.since || p.until ? 1 : 0
  return (
    (p.clients ? 80 : 0) +
    // Of two texts that are alike otherwise, that of the finer app.
    (client !== null && p.clients?.includes(client.id) ? 5 : 0) +
    (p.providers ? 40 : 0) +
    (p.families ? 30 : 0) +
    (p.clientKinds ? 20 : 0) +
    (p.when ? 15 : 0) +
    (p.account ? 3 : 0) +
    (p.protocols ? 2 : 0) +
    window
  )
}
