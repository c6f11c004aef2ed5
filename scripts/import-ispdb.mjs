// Turns a snapshot of Thunderbird's ISPDB (JSON Lines, one domain a line) into knowledge/tables/ispdb.json, and says what changed.
// Usage: node scripts/import-ispdb.mjs SNAPSHOT.jsonl --revision "c6ad7965 2026-03-12" [--date YYYY-MM-DD] [--out FILE]
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

const SECURITY = { SSL: 'tls', STARTTLS: 'starttls', plain: 'plain' }
const USERNAME = { address: 'full-address', localpart: 'local-part' }
const PROTOCOLS = ['imap', 'pop3', 'smtp']
const DOMAIN = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/

/** The table of a snapshot: each set of servers once, sorted, so that the same facts always give the same bytes. */
export function tableOf(snapshot, { revision, imported }) {
  const packs = new Map()
  const seen = new Set()
  for (const line of snapshot.split('\n').filter((text) => text.trim() !== '')) {
    const row = JSON.parse(line)
    const domain = row.domain.toLowerCase()
    const servers = row.servers.flatMap(serverOf)
    // A line without mail servers (calendar, web access only) helps nobody here, and the first line of a domain is the one that counts.
    if (servers.length === 0 || seen.has(domain) || !DOMAIN.test(domain)) continue
    seen.add(domain)
    const name = row.displayName?.trim() || row.provider
    const key = JSON.stringify([name, servers])
    if (!packs.has(key)) packs.set(key, { name, domains: [], servers })
    packs.get(key).domains.push(domain)
  }
  const providers = [...packs.values()]
    .map((pack) => ({ ...pack, domains: pack.domains.sort() }))
    .sort((a, b) => (a.domains[0] < b.domains[0] ? -1 : 1))
  return {
    source: 'https://github.com/thunderbird/autoconfig',
    licence: 'MPL-2.0: facts taken from files under the Mozilla Public License 2.0, https://www.mozilla.org/MPL/2.0/',
    revision,
    imported,
    providers,
  }
}

function serverOf({ type, host, port, socket, usernameForm }) {
  const security = SECURITY[socket]
  if (!PROTOCOLS.includes(type) || security === undefined || !host) return []
  const name = host.toLowerCase().replaceAll('%emaildomain%', '%DOMAIN%')
  return [{ protocol: type, host: name, port, security, username: USERNAME[usernameForm] ?? 'other' }]
}

/** One line a provider: a change of one is a change of one line. */
export function printTable(table) {
  const { providers, ...head } = table
  const lines = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`)
  return `{\n${lines.join('\n')}\n  "providers": [\n${providers.map((pack) => `    ${JSON.stringify(pack)}`).join(',\n')}\n  ]\n}\n`
}

/** Domains that came, went or have other servers now. */
export function changesOf(before, after) {
  const rows = (table) =>
    new Map((table?.providers ?? []).flatMap((pack) => pack.domains.map((domain) => [domain, JSON.stringify(pack.servers)])))
  const [old, now] = [rows(before), rows(after)]
  return {
    added: [...now.keys()].filter((domain) => !old.has(domain)),
    removed: [...old.keys()].filter((domain) => !now.has(domain)),
    changed: [...now.keys()].filter((domain) => old.has(domain) && old.get(domain) !== now.get(domain)),
  }
}

function main(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { revision: { type: 'string' }, date: { type: 'string' }, out: { type: 'string' } },
  })
  if (positionals.length !== 1 || values.revision === undefined) {
    process.stderr.write('usage: node scripts/import-ispdb.mjs SNAPSHOT.jsonl --revision "HASH DATE" [--date YYYY-MM-DD] [--out FILE]\n')
    return 2
  }
  const out = values.out ?? join(dirname(fileURLToPath(import.meta.url)), '../knowledge/tables/ispdb.json')
  const before = existsSync(out) ? JSON.parse(readFileSync(out, 'utf8')) : null
  const imported = values.date ?? new Date().toISOString().slice(0, 10)
  const table = tableOf(readFileSync(positionals[0], 'utf8'), { revision: values.revision, imported })
  writeFileSync(out, printTable(table))
  for (const [kind, domains] of Object.entries(changesOf(before, table)))
    process.stdout.write(
      `${kind}: ${domains.length}${domains.length > 0 && before !== null ? ` (${domains.slice(0, 50).join(', ')})` : ''}\n`,
    )
  return 0
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) process.exitCode = main(process.argv.slice(2))
