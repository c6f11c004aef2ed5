// What is told to the client that it can do: never what only we, or only the provider, could.

import { mechanismsFor } from './hear-sasl.ts'

/** What of a visit decides it. */
export interface Moment {
  readonly offersTls: boolean
  readonly maySpeak: boolean
  readonly offersDigest: boolean
}

/** Before the sign-in: what this side does itself. Nothing of what the provider may do is promised. */
export function imapBefore(moment: Moment): readonly string[] {
  const { offersTls, maySpeak } = moment
  // RFC 9051 §6.2.1, RFC 3501 §6.2.3: LOGINDISABLED where a password would cross in clear. No LITERAL+: the provider may not know it.
  return [
    'IMAP4rev1',
    'ID',
    ...(offersTls ? ['STARTTLS'] : []),
    ...(maySpeak ? ['SASL-IR', ...mechanismsFor(moment).map((name) => `AUTH=${name}`)] : ['LOGINDISABLED']),
  ]
}

// Those were for getting in, and in is where the client is.
const SPENT = /^(AUTH=.*|SASL-IR|LOGINDISABLED|LOGIN-REFERRALS|STARTTLS)$/i

/** After it: what the provider said, without the ways in. */
export function imapAfter(provider: Iterable<string>): readonly string[] {
  const rest = [...provider].filter((name) => !SPENT.test(name))
  return rest.length > 0 ? rest : ['IMAP4rev1']
}

/** RFC 2449: what POP3 can do here before the sign-in; UIDL and TOP are in every provider's. */
export function popBefore(moment: Moment): readonly string[] {
  const { offersTls, maySpeak } = moment
  return [
    ...(offersTls ? ['STLS'] : []),
    ...(maySpeak ? ['USER', `SASL ${mechanismsFor(moment).join(' ')}`] : []),
    'UIDL',
    'TOP',
    'RESP-CODES',
    'AUTH-RESP-CODE',
    'IMPLEMENTATION Sesame',
  ]
}
