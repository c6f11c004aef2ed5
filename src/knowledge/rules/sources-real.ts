// sources-real: a source is a page that can be opened again: under a real name, behind no shortener, and no page of search results.

import { parse } from 'tldts'
import { type Fault, faultAt, nodes, type Rule, type World } from '../rule.ts'

export const sourcesReal: Rule = {
  name: 'sources-real',
  why: 'Whoever doubts a fact must be able to read where it comes from; a shortened link or a search shows everybody something else.',
  check: (world) => [...sourceFaults(world)],
}

const SHORTENERS = new Set([
  'bit.ly',
  'tinyurl.com',
  't.co',
  'goo.gl',
  'g.co',
  'ow.ly',
  'is.gd',
  'buff.ly',
  'aka.ms',
  'lnkd.in',
  'rebrand.ly',
  'cutt.ly',
  'rb.gy',
  'shorturl.at',
  'urlz.fr',
  'tiny.cc',
  'youtu.be',
])
const SEARCH =
  /(^|\.)(google\.[a-z.]+|bing\.com|duckduckgo\.com|qwant\.com|ecosia\.org|search\.yahoo\.com|baidu\.com|yandex\.[a-z]+|startpage\.com)$/
const SEARCH_PATH = /^\/(search|html|web|s|results?)?\/?$/i

/** What is wrong with an address as a source, or null. */
export function addressFault(address: string): string | null {
  if (!URL.canParse(address)) return 'this address cannot be read'
  const url = new URL(address)
  const { domain, isIcann, isPrivate, isIp } = parse(url.hostname, { allowPrivateDomains: true })
  if (url.protocol !== 'https:') return 'sources are cited over https'
  if (isIp) return 'an IP address is nobody’s page'
  if (domain === null || !(isIcann || isPrivate)) return `${url.hostname} is under no public domain`
  if (url.username !== '' || url.password !== '') return 'an address with a user name in it'
  if (SHORTENERS.has(domain) || SHORTENERS.has(url.hostname)) return `${url.hostname} shortens addresses: write the page that it leads to`
  if (SEARCH.test(url.hostname) && SEARCH_PATH.test(url.pathname) && /[?&](q|query|p|wd|text)=/.test(url.search))
    return 'a page of search results is no source: cite what it found'
  return null
}

function* sourceFaults({ files }: World): Generator<Fault> {
  for (const file of files)
    for (const [path, node] of nodes(file.source.data)) {
      const cited = path.at(-2) === 'sources' || (path.at(-1) === 'source' && path.includes('conflicts'))
      if (!cited || typeof node !== 'string') continue
      for (const [address] of node.matchAll(/https?:\/\/[^\s,;()]+/g)) {
        const fault = addressFault(address.replace(/[.:]$/, ''))
        if (fault !== null) yield faultAt(file, path, fault)
      }
    }
}
