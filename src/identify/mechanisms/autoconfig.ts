// Mail Autoconfig (draft-ietf-mailmaint-autoconfig): the domain's own document over https, then over plain http as a hint, then its mail exchanger's.

import type { FoundEndpoint, Trust } from '../../model/identity.ts'
import { fetchDocument } from '../document.ts'
import type { Asking, MechanismRun, Said } from '../mechanism.ts'
import { byName, byServer } from '../recognise.ts'
import { CONFIG_LIMITS } from '../tree.ts'
import { exchangerDomains } from './table.ts'

const WELL_KNOWN = '/.well-known/autoconfig/mail/config-v1.1.xml'

export const autoconfig: MechanismRun = {
  mechanism: 'autoconfig',
  reach: 'web',
  source: (address) => `https://autoconfig.${address.asciiDomain}/mail/config-v1.1.xml`,
  async run(asking, say) {
    const { asciiDomain: domain, local } = asking.address
    const query = `?emailaddress=${encodeURIComponent(`${local}@${domain}`)}`
    const ask = (url: string, trust: Trust, listedAs = url): Promise<boolean> => askOne(asking, say, url, trust, listedAs)
    // The address goes only to the domain's own host and only over verified TLS; findings are listed without it.
    const own = await Promise.all([
      ask(`https://autoconfig.${domain}/mail/config-v1.1.xml${query}`, 'named', `https://autoconfig.${domain}/mail/config-v1.1.xml`),
      ask(`https://${domain}${WELL_KNOWN}`, 'named'),
    ])
    if (own.some(Boolean) || asking.signal.aborted) return
    const exchangers = [...new Set((await asking.mx()).records.flatMap(({ exchange }) => exchangerDomains(exchange)))]
      .filter((d) => d !== domain)
      .slice(0, 2)
    // What DNS says can be forged, so a document found by way of MX or of plain http is a hint, however it was fetched.
    await Promise.all([
      ask(`http://autoconfig.${domain}/mail/config-v1.1.xml`, 'hint'),
      ...exchangers.map((mail) => ask(`https://autoconfig.${mail}/mail/config-v1.1.xml`, 'hint')),
    ])
  },
}

/** True when a usable document was found. */
async function askOne(asking: Asking, say: (said: Said) => void, url: string, trust: Trust, source: string): Promise<boolean> {
  const fetched = await fetchDocument(asking, url, { limit: CONFIG_LIMITS.bytes, headers: { accept: 'application/xml, text/xml' } })
  if (fetched.reply === null) {
    const { status, why, detail } = fetched
    say({ source, trust, status, detail, ...(why !== undefined && { why }) })
    return false
  }
  // Most runs never see a document: its reader is loaded with the first.
  const { readClientConfig } = await import('../config-xml.ts')
  const config = readClientConfig(fetched.reply.body, asking.address.asciiDomain)
  if (config === null || config.servers.length === 0) {
    // A web site that answers every path with a page is common: it says nothing about mail.
    const page = /^\s*(<!doctype html|<html)/i.test(fetched.reply.body)
    say({ source, trust, ...(page ? { status: 'nothing', detail: 'html' } : { status: 'failed', why: 'invalid' }) })
    return false
  }
  const endpoints = config.servers.map(
    ({ auth, ...server }): FoundEndpoint => ({ ...server, ...(auth.length > 0 && { auth }), trust, source }),
  )
  const names = [...config.names, ...endpoints.map((e) => e.host)]
  const candidates = [
    ...new Set([
      ...names.flatMap((name) => byName(asking.knowledge, 'autoconfig', name)),
      ...endpoints.flatMap((e) => byServer(asking.knowledge, e.host)),
    ]),
  ]
  say({
    source,
    trust,
    status: 'found',
    detail: [...new Set(endpoints.map((e) => e.host))].join(', ').slice(0, 200),
    endpoints,
    ...(candidates.length > 0 && { candidates }),
    ...(url.startsWith('http:') && { why: 'plain-http' }),
  })
  return true
}
