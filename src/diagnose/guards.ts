// Advice that would do harm is never given, however much evidence speaks for it: these rules hold the log-odds of a cause down.

import { CAUSE_IDS, type CauseId } from '../model/cause.ts'
import type { FactValue } from '../model/fact.ts'
import type { FactName } from '../model/facts.ts'
import type { Condition } from '../model/knowledge.ts'
import type { Compiled } from './compiled.ts'
import { type FactBase, isLive, valuesOf } from './fact-base.ts'

export interface Guard {
  readonly id: string
  readonly causes: readonly CauseId[]
  readonly when: Condition
  /** The highest log-odds that such a cause may keep. */
  readonly cap: number
}

const PRACTICALLY_IMPOSSIBLE = -12
const UNLIKELY = -4

const APP_PASSWORDS: readonly CauseId[] = ['auth.app_password_required', 'auth.app_password_mistyped', 'auth.app_password_revoked']

/** Causes that a sign-in which just worked with the same secret excludes at the server. */
const SERVER_REFUSES: readonly CauseId[] = [
  'auth.basic_disabled',
  'auth.app_password_required',
  'auth.app_password_revoked',
  'auth.protocol_disabled_user',
  'auth.protocol_disabled_admin',
  'auth.smtp_auth_disabled',
  'auth.policy_blocked',
  'auth.account_verification',
  'net.dns',
  'net.host_wrong',
  'server.outage',
  'tls.cert_expired',
  'tls.cert_name',
]

/** Causes that lie behind the sign-in: nothing can be said of them while nothing answers. */
const BEHIND_THE_DOOR: readonly CauseId[] = CAUSE_IDS.filter((id) => /^(auth|oauth|quota|send|sync)\./.test(id))

/** Causes that end before a server can judge a sign-in. */
const BEFORE_THE_DOOR: readonly CauseId[] = CAUSE_IDS.filter(
  (id) => /^(net|tls)\./.test(id) && id !== 'net.host_wrong' && id !== 'tls.clock_skew',
)

/** Causes that come after it: what works wrongly in an open mailbox, and what an app does that our own probe does not. */
const AFTER_THE_DOOR: readonly CauseId[] = CAUSE_IDS.filter((id) => /^(sync|client)\./.test(id))

/** Causes that say that the secret or its name is not the right one. */
const WRONG_SECRET: readonly CauseId[] = [...APP_PASSWORDS, 'auth.wrong_password', 'auth.username_form', 'auth.basic_disabled']

export const GUARDS: readonly Guard[] = [
  {
    // Since 16 September 2024 Microsoft takes no password of any sort for personal mailboxes; one made that month would have died within days.
    id: 'no-app-password-at-outlook-com',
    causes: APP_PASSWORDS,
    when: { facts: { family: ['microsoft'], account: ['personal'], date: ['>=2024-09-01'] } },
    cap: PRACTICALLY_IMPOSSIBLE,
  },
  {
    id: 'no-app-password-at-microsoft-365',
    causes: APP_PASSWORDS,
    when: { facts: { provider: ['m365'] } },
    cap: PRACTICALLY_IMPOSSIBLE,
  },
  {
    id: 'no-app-password-where-refused',
    causes: APP_PASSWORDS,
    when: { facts: { 'policy.app-password': ['refused'] } },
    cap: PRACTICALLY_IMPOSSIBLE,
  },
  {
    id: 'no-oauth-where-none',
    causes: ['auth.basic_disabled', 'auth.client_too_old'],
    when: { facts: { 'policy.oauth': ['refused'], 'policy.password': ['accepted'] } },
    cap: UNLIKELY,
  },
  {
    // Nothing, anywhere: a door that opened on another protocol is still to be explained.
    id: 'nothing-answers',
    causes: [...BEHIND_THE_DOOR, ...AFTER_THE_DOOR],
    when: { facts: { probe: ['unreachable', 'stopped'] }, not: { facts: { probe: ['healthy', 'sign-in-refused'] } } },
    cap: UNLIKELY,
  },
  {
    id: 'no-connection',
    causes: CAUSE_IDS.filter((id) => /^tls\./.test(id)),
    when: {
      any: [
        { facts: { tcp: ['refused', 'timeout', 'reset', 'unreachable'] } },
        { facts: { dns: ['nxdomain', 'nodata', 'timeout', 'servfail', 'none'] } },
      ],
      not: { facts: { tcp: ['ok'] } },
    },
    cap: UNLIKELY,
  },
  {
    id: 'somebody-answers',
    causes: [...BEFORE_THE_DOOR, ...AFTER_THE_DOOR],
    when: { any: [{ facts: { probe: ['sign-in-refused'] } }, { facts: { mailbox: ['refused'] } }] },
    cap: UNLIKELY,
  },
  {
    id: 'server-refuses-for-good',
    causes: ['server.outage'],
    when: { facts: { 'sign-in': ['refused'] } },
    cap: UNLIKELY,
  },
  {
    // RFC 5530 §3: UNAVAILABLE and its kin say nothing of the secret.
    id: 'not-now-is-no-refusal',
    causes: WRONG_SECRET,
    when: { facts: { 'sign-in': ['temporary'] }, not: { facts: { 'sign-in': ['refused'] } } },
    cap: UNLIKELY,
  },
  {
    id: 'name-and-secret-were-taken',
    causes: WRONG_SECRET,
    when: { facts: { 'sign-in': ['ok'], mailbox: ['refused'] }, not: { facts: { 'sign-in': ['refused'] } } },
    cap: UNLIKELY,
  },
  {
    id: 'healthy-server',
    causes: SERVER_REFUSES,
    when: { facts: { probe: ['healthy'] } },
    cap: UNLIKELY,
  },
  {
    // A password that opened the mailbox a moment ago is not wrong; the one stored in the app may be.
    id: 'healthy-name',
    causes: ['auth.username_form', 'auth.app_password_mistyped'],
    when: { facts: { probe: ['healthy'], 'password-certain': [true] } },
    cap: UNLIKELY,
  },
]

/** Causes whose fix is to sign in again with another secret: on a locked account that makes it worse. */
const ANOTHER_ATTEMPT: readonly CauseId[] = ['auth.wrong_password', 'auth.username_form', 'auth.app_password_mistyped']

/** Lowers the log-odds of guarded causes in place. */
export function guard(known: Compiled, base: FactBase, logits: number[]): void {
  for (const rule of GUARDS) {
    if (known.test(rule.when)(base) === true) cap(known, logits, rule.causes, rule.cap)
  }
  if (nobodyComplains(base)) cap(known, logits, CAUSE_IDS.filter(isNamed), UNLIKELY)
  if (base.stop || known.test(LOCKED)(base) === true) cap(known, logits, ANOTHER_ATTEMPT, UNLIKELY)
}

/** All is well and nobody says otherwise: no cause may be suspected. */
function nobodyComplains(base: FactBase): boolean {
  const only = (name: FactName, value: FactValue) => isLive(base, name) && valuesOf(base, name).every((v) => v === value)
  if (!only('probe', 'healthy') || valuesOf(base, 'quota').some((value) => value !== 'ok')) return false
  return [...base.facts.values()].every((held) => held.every(({ origin }) => origin === 'probe' || origin === 'known'))
}

function isNamed(id: CauseId): boolean {
  return id !== 'other'
}

const LOCKED: Condition = { facts: { 'sign-in': ['locked'] } }

function cap(known: Compiled, logits: number[], causes: readonly CauseId[], highest: number): void {
  for (const cause of causes) {
    const index = known.groupOf.get(cause)
    if (index !== undefined) logits[index] = Math.min(logits[index]!, highest)
  }
}
