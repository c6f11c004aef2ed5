// Facts that stand in a text itself: host, port, encryption, mechanism, error code, and the provider whose host it is.

import type { Knowledge } from '../../knowledge/knowledge.ts'
import type { Fact, FactValue } from '../../model/fact.ts'
import type { FactName } from '../../model/facts.ts'

const HOST = /(?<![a-z0-9.-])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}\.[a-z]{2,24}\b/g
/** Places where help is found, never mail hosts. */
const NOT_MAIL =
  /^(?:www|support|help|aka|go|learn|docs|postmaster)\.|^(?:login\.microsoftonline|accounts\.google|oauth2\.googleapis)\.com$|^java\.|^javax\.|^system\./

const MECHANISM = /\bauth(?:enticate)?[ =]+(plain|login|xoauth2|oauthbearer|cram-md5|ntlm|gssapi|digest-md5)\b/
const PORT = /\bport(?:a|o)?(?: number)?\s*[:=]?\s*(\d{2,5})\b/
const HOST_PORT = /[a-z0-9-]\.[a-z]{2,24}(?:\[[\d.]+\])?:(\d{2,5})\b/
const CODE =
  /\baadsts\d{4,7}\b|\bofr\d{3}_\d{3}\b|\b0x[0-9a-f]{8}\b|\b(?:sec|ssl|mozilla_pkix)_error_[a-z_]+\b|\be(?:conn(?:refused|reset|aborted)|timedout|notfound|ai_again|netunreach|hostunreach|socket|auth)\b/

interface Owner {
  readonly family: string
  /** Undefined where several providers of the family share the host. */
  readonly provider?: string
}

const hosts = new WeakMap<Knowledge, ReadonlyMap<string, Owner>>()

/** Mail hosts of the catalogue that belong to one family only. */
function hostsOf(knowledge: Knowledge): ReadonlyMap<string, Owner> {
  let map = hosts.get(knowledge)
  if (map === undefined) {
    const owners = new Map<string, Owner | null>()
    for (const { id, family, servers } of knowledge.providers) {
      for (const host of new Set(servers.map((server) => server.host))) {
        if (host.includes('%')) continue
        const before = owners.get(host)
        owners.set(host, before === undefined ? { family, provider: id } : before?.family === family ? { family } : null)
      }
    }
    map = new Map([...owners].filter((entry): entry is [string, Owner] => entry[1] !== null))
    hosts.set(knowledge, map)
  }
  return map
}

/** `folded` is the unwrapped, folded text. What the context already tells is not stated again. */
export function readShown(knowledge: Knowledge, folded: string, known: { readonly provider?: string; readonly protocol?: string }): Fact[] {
  const facts: Fact[] = []
  const state = (name: FactName, value: FactValue, quote: string): void => {
    facts.push({ name, value, origin: 'shown', quote })
  }
  const found = [...new Set(folded.match(HOST) ?? [])].filter((host) => !NOT_MAIL.test(host))
  const owned = hostsOf(knowledge)
  const host = found.find((h) => owned.has(h)) ?? found.find((h) => /^(?:imap|pop|smtp|mail|outlook|in|out)/.test(h))
  if (host !== undefined) {
    state('host', host, host)
    const owner = owned.get(host)
    if (known.provider === undefined && owner !== undefined) {
      state('family', owner.family, host)
      if (owner.provider !== undefined) state('provider', owner.provider, host)
    }
  }
  const port = PORT.exec(folded) ?? HOST_PORT.exec(folded)
  if (port !== null && Number(port[1]) > 0 && Number(port[1]) < 65_536) state('port', Number(port[1]), port[0])
  const mechanism = MECHANISM.exec(folded.replace(/\* capability[^*]*/g, ''))
  if (mechanism !== null) state('mechanism', mechanism[1]!, mechanism[0])
  const code = CODE.exec(folded)
  if (code !== null) state('error-code', code[0], code[0])
  return facts
}
