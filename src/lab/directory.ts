// Who may come in: finds the account behind a sign-in name, says which kind of secret was shown, and what the provider answers to that kind.

import { domainToASCII } from 'node:url'
import { type Mailbox, makeMailbox } from './mailbox.ts'
import type { Attempt, Dialect, LabAccountData, LabData, LabProvider, LabReply, SecretKind, Variant } from './model.ts'

export type MailProtocol = 'imap' | 'pop3' | 'smtp'
export type Mechanism = 'LOGIN' | 'PLAIN' | 'XOAUTH2' | 'OAUTHBEARER' | 'USER'

export interface LiveAccount {
  readonly data: LabAccountData
  readonly address: string
  readonly provider: LabProvider
  readonly dialects: Readonly<Record<MailProtocol, Dialect>>
  readonly mailbox: () => Mailbox
  refusals: number
}

export interface SignInResult {
  /** Null: refused, and `reply` says how. */
  readonly account: LiveAccount | null
  readonly reply: LabReply
}

export interface Directory {
  readonly accounts: readonly LiveAccount[]
  signIn(at: LabProvider, protocol: MailProtocol, user: string, secret: string, mechanism: Mechanism): SignInResult
  /** The account that receives mail for an address, aliases included. */
  recipient(address: string): LiveAccount | undefined
  /** True when some provider of the lab holds the domain. */
  holds(domain: string): boolean
}

const BEARER = new Set<SecretKind>(['oauth', 'expired-token', 'wrong-scope-token', 'other-users-token'])

/** Addresses compare in lower case and with the domain in its ASCII form (RFC 5891). */
export function canonical(address: string): string {
  const at = address.lastIndexOf('@')
  if (at < 0) return address.toLowerCase()
  const domain = address.slice(at + 1).toLowerCase()
  return `${address.slice(0, at).toLowerCase()}@${domainToASCII(domain) || domain}`
}

export function replyOf(dialect: Dialect, name: string, mechanism = ''): LabReply {
  return dialect.replies[`${name}@${mechanism}`] ?? dialect.replies[name] ?? { say: [] }
}

/** What a bearer token is, when the lab's own authorization servers gave it. */
export type Judge = (token: string, account: LiveAccount, protocol: MailProtocol) => Attempt | undefined

export function makeDirectory(data: LabData, judge: () => Judge | undefined = () => undefined): Directory {
  const accounts = data.providers.flatMap((provider) =>
    provider.domains.flatMap((domain) => domain.accounts.map((account) => live(account, provider, domain.variant))),
  )
  const byAddress = new Map<string, LiveAccount>()
  const aliases = new Map<string, LiveAccount>()
  for (const account of accounts) {
    byAddress.set(account.address, account)
    for (const alias of account.data.aliases) aliases.set(canonical(alias), account)
  }
  const domains = new Set(data.providers.flatMap((p) => p.domains.map((d) => d.name)))

  function find(
    at: LabProvider,
    protocol: MailProtocol,
    user: string,
  ): { account: LiveAccount; how: 'ok' | 'alias' | 'wrong-form' } | undefined {
    const here = (a: LiveAccount | undefined) => (a && (a.provider.id === at.id || a.provider.behind === at.id) ? a : undefined)
    const name = canonical(user)
    const full = name.includes('@')
    const account = full ? here(byAddress.get(name)) : accounts.find((a) => here(a) && a.address.startsWith(`${name}@`))
    if (account) {
      const form = full ? 'full-address' : 'local-part'
      return { account, how: account.dialects[protocol].usernames.includes(form) ? 'ok' : 'wrong-form' }
    }
    const behind = here(aliases.get(name))
    return behind && { account: behind, how: 'alias' }
  }

  function signIn(at: LabProvider, protocol: MailProtocol, user: string, secret: string, mechanism: Mechanism): SignInResult {
    const bearer = mechanism === 'XOAUTH2' || mechanism === 'OAUTHBEARER'
    const found = find(at, protocol, user)
    const dialect = found?.account.dialects[protocol] ?? at.dialects[protocol]
    const issued = found && bearer ? judge()?.(secret, found.account, protocol) : undefined
    const attempt = found === undefined ? 'unknown-user' : (issued ?? kindOf(found.account.data, secret, bearer))
    let outcome = outcomeOf(dialect, attempt, bearer)
    if (outcome === 'ok' && found && found.how !== 'ok') outcome = outcomeOf(dialect, found.how, bearer)
    const patience = dialect.patience
    if (found && patience && found.account.refusals >= patience.refusals) outcome = patience.reply
    if (outcome === 'ok' && found) return { account: found.account, reply: replyOf(dialect, 'sign-in-ok', mechanism) }
    if (found) found.account.refusals++
    return { account: null, reply: replyOf(dialect, outcome, mechanism) }
  }

  return {
    accounts,
    signIn,
    recipient: (address) => byAddress.get(canonical(address)) ?? aliases.get(canonical(address)),
    holds: (domain) => domains.has(domainToASCII(domain.toLowerCase())),
  }
}

/** What the shown secret is. A token typed as a password, or a password sent as a token, is simply wrong. */
function kindOf(account: LabAccountData, secret: string, bearer: boolean): Attempt {
  const bare = account.spaces === 'strip' ? secret.replaceAll(' ', '') : secret
  for (const [kind, value] of Object.entries(account.secrets) as [SecretKind, string][]) {
    if (BEARER.has(kind) !== bearer) continue
    if (value === secret || (kind.endsWith('app-password') && value === bare)) return kind
  }
  return bearer ? 'bad-token' : 'wrong'
}

/** What nobody wrote down ends as the nearest thing that somebody did. */
function outcomeOf(dialect: Dialect, attempt: Attempt, bearer: boolean): string {
  const named = dialect.signIn[attempt]
  if (named !== undefined) return named
  if (attempt === 'alias') return 'ok'
  const general = bearer ? 'bad-token' : 'wrong'
  return dialect.signIn[general] ?? general
}

function live(data: LabAccountData, provider: LabProvider, ofDomain?: Variant): LiveAccount {
  const dialects = {
    imap: vary(provider.dialects.imap, ofDomain?.imap, data.variant?.imap),
    pop3: vary(provider.dialects.pop3, ofDomain?.pop3, data.variant?.pop3),
    smtp: vary(provider.dialects.smtp, ofDomain?.smtp, data.variant?.smtp),
  }
  let mailbox: Mailbox | undefined
  return {
    data,
    address: canonical(data.address),
    provider,
    dialects,
    refusals: 0,
    mailbox: () => {
      const { namespace, box } = dialects.imap
      const { folders, allMail } = box ?? {}
      mailbox ??= makeMailbox(data.address, { count: data.messages, quota: data.quota, namespace, folders, allMail })
      return mailbox
    },
  }
}

function vary(dialect: Dialect, ...variants: (Variant['imap'] | undefined)[]): Dialect {
  let out = dialect
  for (const variant of variants) if (variant) out = { ...out, ...variant, signIn: { ...out.signIn, ...variant.signIn } }
  return out
}
