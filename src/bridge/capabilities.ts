// What is told to the client that it can do: never what only we, or only the provider, could.

/** Before the sign-in: what this side does itself. Nothing of what the provider may do is promised. */
export function imapBefore({ offersTls, maySpeak }: { readonly offersTls: boolean; readonly maySpeak: boolean }): readonly string[] {
  // RFC 9051 §6.2.1, RFC 3501 §6.2.3: LOGINDISABLED where a password would cross in clear. No LITERAL+: the provider may not know it.
  return [
    'IMAP4rev1',
    'ID',
    ...(offersTls ? ['STARTTLS'] : []),
    ...(maySpeak ? ['SASL-IR', 'AUTH=PLAIN', 'AUTH=LOGIN'] : ['LOGINDISABLED']),
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
export function popBefore({ offersTls, maySpeak }: { readonly offersTls: boolean; readonly maySpeak: boolean }): readonly string[] {
  return [
    ...(offersTls ? ['STLS'] : []),
    ...(maySpeak ? ['USER', 'SASL PLAIN LOGIN'] : []),
    'UIDL',
    'TOP',
    'RESP-CODES',
    'AUTH-RESP-CODE',
    'IMPLEMENTATION Sesame',
  ]
}
