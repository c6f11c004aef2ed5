// The settings card: what to type where, in the app's own words. Never a secret, never a plain connection.

import type { SettingsRow } from '../model/guide.ts'
import type { Protocol } from '../model/protocol.ts'
import { type ServerChoice, serverFor, userFor } from './endpoints.ts'
import { WORDS } from './labels.ts'
import { oauthAbility, ruleOn, typedSecretsAreUseless } from './policy.ts'
import { securityWord } from './security-word.ts'
import type { Subject } from './subject.ts'

/** Empty when no server is known: a guess would send people to the wrong place. */
export function cardFor(subject: Subject): SettingsRow[] {
  const words = WORDS[subject.lang]
  // A printer or a scanner has no inbox: reading settings would only confuse.
  const sendsOnly = subject.client?.kind === 'device' && subject.protocol === 'smtp'
  const incoming = sendsOnly ? null : serverFor(subject, incomingProtocol(subject))
  const outgoing = serverFor(subject, 'smtp')
  const rows: SettingsRow[] = []
  if (onlyByWindow(subject)) rows.push({ label: words.servers, value: words.foundByApp })
  if (incoming) {
    rows.push(...serverRows(subject, incoming, `${words.incoming} (${incoming.protocol === 'pop3' ? 'POP' : 'IMAP'})`))
  }
  if (outgoing) {
    rows.push(...serverRows(subject, outgoing, `${words.outgoing} (SMTP)`))
    rows.push({
      label: words.sendSigned,
      value: !incoming ? words.yesAlone : incoming.username === outgoing.username ? words.yes : words.yesOtherName,
    })
  }
  if (subject.provider?.webmail) rows.push({ label: words.webSite, value: subject.provider.webmail })
  return rows
}

/** Typed by hand, these servers would lead many apps back to a password that is refused. */
function onlyByWindow({ client, provider, protocol, date }: Subject): boolean {
  // A program finds no server by itself: its author types the names and hands over a token.
  if (client?.kind !== 'app') return false
  return typedSecretsAreUseless(provider, protocol, date) && oauthAbility(client, provider, protocol, date) === 'able'
}

function incomingProtocol(subject: Subject): Protocol {
  if (subject.protocol === 'pop3') return 'pop3'
  return serverFor(subject, 'imap') ? 'imap' : 'pop3'
}

function serverRows(subject: Subject, server: ServerChoice, label: string): SettingsRow[] {
  const words = WORDS[subject.lang]
  const user = userFor(subject, server) ?? (server.username === 'local-part' ? words.localPart : words.fullAddress)
  const rows: SettingsRow[] = [
    { label, value: server.host },
    { label: words.port, value: server.port.toString() },
    { label: words.security, value: securityWord(server.security === 'starttls' ? 'starttls' : 'tls', subject) },
  ]
  if (server.username !== 'other' || server.usernameText) rows.push({ label: words.user, value: user })
  const how = signInKind(subject, server.protocol)
  if (how) rows.push({ label: words.signIn, value: how })
  return rows
}

/** The kind of secret that opens this server today in this app, in words. */
function signInKind(subject: Subject, protocol: Protocol): string | null {
  const words = WORDS[subject.lang]
  const rule = ruleOn(subject.provider, protocol, subject.date)
  if (!rule) return null
  const ability = oauthAbility(subject.client, subject.provider, protocol, subject.date)
  if (rule.oauth !== 'refused' && ability === 'able') return words.byWindow
  if (rule.appPassword === 'accepted' && rule.password !== 'accepted') {
    return subject.provider?.appPassword?.name[subject.lang] ?? words.appPassword
  }
  if (rule.password !== 'refused') return words.byPassword
  if (rule.appPassword !== 'refused') return subject.provider?.appPassword?.name[subject.lang] ?? words.appPassword
  return rule.oauth === 'refused' ? null : words.byWindowOnly
}
