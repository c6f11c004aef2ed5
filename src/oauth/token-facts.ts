// A token compared with what opens this mailbox: the right service, the right permission, the right person, still alive. Pure; gives facts that the doctor judges with.

import type { Fact } from '../model/fact.ts'
import type { Protocol } from '../model/protocol.ts'
import type { TokenClaims } from './shapes.ts'

export interface TokenNeeds {
  /** The mailbox, as it is signed in with. */
  readonly address: string
  readonly protocols: readonly Protocol[]
  /** Per protocol, as the knowledge has them: `https://outlook.office.com/IMAP.AccessAsUser.All`. */
  readonly scopes?: Readonly<Record<string, string>> | undefined
  /** ISO date and time. */
  readonly now: string
  /** Somebody else's mailbox on purpose. */
  readonly shared?: boolean
}

export type TokenFault = 'expired' | 'audience' | 'scope' | 'role' | 'user' | 'sender'

export interface TokenTrouble {
  readonly fault: TokenFault
  readonly protocol?: Protocol
  /** What the token has, as it writes it. */
  readonly has: string
  readonly needs: string
}

/** Exchange Online under each of its names: tokens carry the one that was asked for, or its id in the directory. */
const SAME_AUDIENCE: readonly (readonly string[])[] = [
  ['https://outlook.office.com', 'https://outlook.office365.com', 'https://ps.outlook.com', '00000002-0000-0ff1-ce00-000000000000'],
]
/** Application permissions for what people are asked by scope (Entra). */
const ROLES: Readonly<Record<string, readonly string[]>> = {
  imap: ['IMAP.AccessAsApp', 'full_access_as_app'],
  pop3: ['POP.AccessAsApp', 'full_access_as_app'],
  smtp: ['SMTP.SendAsApp', 'Mail.Send'],
}

/** All that is wrong, the gravest first. A claim that is absent says nothing. */
export function tokenTroubles(claims: TokenClaims, needs: TokenNeeds): TokenTrouble[] {
  const { protocols, now, address } = needs
  const out: TokenTrouble[] = []
  if (claims.expires !== undefined && claims.expires <= now) out.push({ fault: 'expired', has: claims.expires, needs: now })
  const app = isApp(claims)
  for (const protocol of protocols) {
    const wanted = needs.scopes?.[protocol]
    if (wanted === undefined) continue
    const { resource, name } = partsOf(wanted)
    if (resource !== null && claims.audience.length > 0 && !claims.audience.some((one) => sameAudience(one, resource))) {
      out.push({ fault: 'audience', protocol, has: claims.audience.join(' '), needs: resource })
    } else if (app && resource !== null) {
      const roles = ROLES[protocol] ?? []
      if (!claims.roles.some((role) => has(roles, role)))
        out.push({ fault: 'role', protocol, has: claims.roles.join(' '), needs: roles[0] ?? '' })
    } else if (claims.scopes.length > 0 && !claims.scopes.some((scope) => same(scope, wanted) || same(partsOf(scope).name, name))) {
      out.push({ fault: 'scope', protocol, has: claims.scopes.join(' '), needs: wanted })
    }
  }
  const { user } = claims
  if (!app && user !== undefined && isAnother(user, address)) {
    // A mailbox of several people is read under its own name, but SMTP signs in as the person whose token it is.
    if (needs.shared !== true) out.push({ fault: 'user', has: user, needs: address })
    else if (protocols.includes('smtp')) out.push({ fault: 'sender', protocol: 'smtp', has: user, needs: address })
  }
  return out
}

/** The facts of `model/facts.ts` that the troubles come to. */
export function tokenFacts(claims: TokenClaims, needs: TokenNeeds): Fact[] {
  const troubles = tokenTroubles(claims, needs)
  const words = new Map<string, Fact>()
  for (const trouble of troubles) {
    const value = WORD[trouble.fault]
    const quote = `${LABEL[trouble.fault]}: ${trouble.has || '–'}`
    if (!words.has(value)) words.set(value, { name: 'token-is', value, origin: 'probe', quote })
  }
  return [...words.values()]
}

const WORD: Readonly<Record<TokenFault, string>> = {
  expired: 'expired',
  audience: 'for-other-rights',
  scope: 'for-other-rights',
  role: 'for-other-rights',
  user: 'of-another',
  sender: 'of-another',
}
/** As the claim is called in the token. */
const LABEL: Readonly<Record<TokenFault, string>> = {
  expired: 'exp',
  audience: 'aud',
  scope: 'scp',
  role: 'roles',
  user: 'upn',
  sender: 'upn',
}

function isApp({ scopes, roles, user }: TokenClaims): boolean {
  return user === undefined && scopes.length === 0 && roles.length > 0
}

/** `https://outlook.office.com/SMTP.Send` names its service and a permission of it; `https://mail.google.com/` and `mail.read` only themselves. */
function partsOf(scope: string): { readonly resource: string | null; readonly name: string } {
  const match = /^(https:\/\/[^/]+)\/([A-Za-z][\w]*(?:\.[\w]+)+|\.default)$/.exec(scope)
  return match === null ? { resource: null, name: scope } : { resource: match[1]!, name: match[2]! }
}

function sameAudience(a: string, b: string): boolean {
  const [one, other] = [a, b].map((text) => text.replace(/\/+$/, '').toLowerCase())
  return one === other || SAME_AUDIENCE.some((names) => names.includes(one!) && names.includes(other!))
}

/** Directories sign people in under a name of another domain than the mailbox's: only another name before the @ is another person. */
function isAnother(user: string, address: string): boolean {
  const local = (text: string) => text.replace(/@.*$/, '').replace(/\+.*$/, '').toLowerCase()
  return user.includes('@') && local(user) !== local(address)
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

function has(list: readonly string[], word: string): boolean {
  return list.some((one) => same(one, word))
}
