// The SASL mechanisms of mail (RFC 4422): what is sent first, and what answers each challenge. Every form of a secret is hidden before it leaves here.

import { createHmac } from 'node:crypto'
import type { Credentials, SaslMechanism } from './session.ts'

export interface SaslExchange {
  /** The SASL name, as the server must offer it. */
  readonly name: string
  /** Absent when the server speaks first. */
  readonly initial?: Buffer
  /** The answer to a challenge, or null to give up (`*`). An error challenge gets the answer that ends it. */
  respond(challenge: Buffer): Buffer | null
}

interface SaslPeer {
  readonly host: string
  readonly port: number
}

/** `hide` is called with every text that must not be shown. `USER` is no SASL mechanism: each protocol has its own commands for it. */
export function startSasl(credentials: Credentials, peer: SaslPeer, hide: (text: string) => void): SaslExchange {
  const secret = credentials.secret.reveal()
  hide(secret)
  const exchange = MECHANISMS[credentials.mechanism](credentials.user, secret, peer)
  if (exchange.initial) hide(exchange.initial.toString('base64'))
  return {
    ...exchange,
    respond(challenge) {
      const answer = exchange.respond(challenge)
      if (answer !== null && answer.length > 1) hide(answer.toString('base64'))
      return answer
    },
  }
}

/** What of the server's list we can speak, in the server's order. */
export function knownMechanisms(names: Iterable<string>): SaslMechanism[] {
  return [...new Set(names)].filter((name): name is SaslMechanism => name in MECHANISMS && name !== 'USER')
}

type Mechanism = (user: string, secret: string, peer: SaslPeer) => SaslExchange

const MECHANISMS: Record<SaslMechanism, Mechanism> = {
  // RFC 4616 §2: [authzid] NUL authcid NUL passwd, in UTF-8.
  PLAIN: (user, secret) => ({
    name: 'PLAIN',
    initial: Buffer.from(`\0${user}\0${secret}`),
    respond: () => null,
  }),

  // draft-murchison-sasl-login: the user name answers the first prompt and the password the second, whatever they say.
  LOGIN: (user, secret) => {
    const answers = [user, secret]
    return {
      name: 'LOGIN',
      respond: () => {
        const next = answers.shift()
        return next === undefined ? null : Buffer.from(next)
      },
    }
  },

  // The format of Google and Microsoft. An error comes as a challenge of JSON; an empty answer ends the exchange.
  XOAUTH2: (user, token) => ({
    name: 'XOAUTH2',
    initial: Buffer.from(`user=${user}\x01auth=Bearer ${token}\x01\x01`),
    respond: () => Buffer.alloc(0),
  }),

  // RFC 7628 §3.1, with the GS2 header of RFC 5801 §4: `=` and `,` of the name are written =3D and =2C. §3.2.3: %x01 answers an error.
  OAUTHBEARER: (user, token, peer) => {
    const name = user.replaceAll('=', '=3D').replaceAll(',', '=2C')
    return {
      name: 'OAUTHBEARER',
      initial: Buffer.from(`n,a=${name},\x01host=${peer.host}\x01port=${peer.port}\x01auth=Bearer ${token}\x01\x01`),
      respond: () => Buffer.from([1]),
    }
  },

  // RFC 2195 §2: the name, a space, and the keyed digest of the challenge in lower-case hexadecimal.
  'CRAM-MD5': (user, secret) => {
    let answered = false
    return {
      name: 'CRAM-MD5',
      respond: (challenge) => {
        if (answered) return null
        answered = true
        return Buffer.from(`${user} ${createHmac('md5', secret).update(challenge).digest('hex')}`)
      },
    }
  },

  USER: () => ({ name: 'USER', respond: () => null }),
}
