// Fills `{holes}` of a text with what is known. A text with a hole that has no value is not shown at all.

import { joined } from '../model/elision.ts'
import type { Security } from '../model/protocol.ts'
import { PROTOCOLS } from '../model/protocol.ts'
import { domainOf, serverFor, userFor } from './endpoints.ts'
import { WORDS } from './labels.ts'
import { securityWord } from './security-word.ts'
import type { Subject } from './subject.ts'

export type Holes = Readonly<Record<string, string | undefined>>

export function holesOf(subject: Subject): Holes {
  const { provider, client, lang } = subject
  const words = WORDS[lang]
  const holes: Record<string, string | undefined> = {
    provider: provider?.name ?? words.yourProvider,
    client: (client?.phrase ?? client?.name)?.[lang] ?? words.yourApp,
    address: subject.address ?? words.yourAddress,
    'address.typed': subject.address ?? words.addressTyped,
    domain: domainOf(subject),
    webmail: provider?.webmail,
    date: subject.date,
    protocol: subject.protocol?.toUpperCase(),
    host: subject.protocol && serverFor(subject, subject.protocol)?.host,
    port: subject.protocol && serverFor(subject, subject.protocol)?.port.toString(),
    'appPassword.name': provider?.appPassword?.name[lang] ?? words.appPassword,
    'appPassword.url': provider?.appPassword?.url,
    'appPassword.path': provider?.appPassword?.path[lang],
    'appPassword.max': provider?.appPassword?.max?.toString(),
    'switch.where': switchPlace(subject),
    'reset.where': provider?.passwordReset?.[lang],
    'log.where': client?.log?.[lang],
  }
  for (const protocol of PROTOCOLS) {
    const server = serverFor(subject, protocol)
    holes[`user.${protocol}`] = userFor(subject, server)
    holes[`${protocol}.host`] = server?.host
    holes[`${protocol}.port`] = server?.port.toString()
    holes[`${protocol}.security`] = server ? securityWord(server.security as Exclude<Security, 'plain'>, subject) : undefined
  }
  return holes
}

/** Returns null when a hole has no value. */
export function fill(text: string, holes: Holes): string | null {
  if (!text.includes('{')) return text
  let missing = false
  const filled = text.replace(/((?:[^\s{}`]+ )?)\{([a-zA-Z]+[a-zA-Z0-9.]*)\}/g, (_, before: string, name: string, at: number) => {
    // In a command one word stands for what nobody told.
    const value = name === 'address' && before !== '' && isCode(text, at) ? holes['address.typed'] : holes[name]
    if (value === undefined) missing = true
    return joined(before, value ?? '')
  })
  if (missing) return null
  // “your mail app”, “the new Outlook” at the head of a sentence; a brand keeps its own capitals.
  return text.startsWith('{')
    ? filled.replace(/^(?:(?:your|the|votre|le|la) |l’)/, (word) => word.charAt(0).toUpperCase() + word.slice(1))
    : filled
}

function isCode(text: string, at: number): boolean {
  return (text.slice(0, at).match(/`/g)?.length ?? 0) % 2 === 1
}

/** Every line that can be filled; the others are left out. */
export function fillAll(lines: readonly string[], holes: Holes): string[] {
  return lines.map((line) => fill(line, holes)).filter((line) => line !== null)
}

function switchPlace({ provider, protocol, date, lang }: Subject): string | undefined {
  const places = provider?.switchOn?.filter(
    (s) =>
      (!protocol || s.protocols.includes(protocol)) &&
      s.default !== 'on' &&
      (s.since === undefined || date >= s.since) &&
      (s.until === undefined || date < s.until),
  )
  return places?.at(-1)?.where[lang]
}
