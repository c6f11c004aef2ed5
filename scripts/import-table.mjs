// What the imports of domain tables share: servers in the model's words, many domains of one provider in one line, and a report of what changed.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const SECURITY = { SSL: 'tls', STARTTLS: 'starttls', plain: 'plain' }
const USERNAME = { address: 'full-address', localpart: 'local-part' }
const PROTOCOLS = ['imap', 'pop3', 'smtp']

/** The servers of a line. A way in clear beside an encrypted one of the same protocol is left out: nobody should ever be sent there. */
export function serversOf(line) {
  const servers = line.servers.flatMap(serverOf)
  const encrypted = new Set(servers.filter(({ security }) => security !== 'plain').map(({ protocol }) => protocol))
  return servers.filter(({ protocol, security }) => security !== 'plain' || !encrypted.has(protocol))
}

function serverOf({ type, host, port, socket, usernameForm }) {
  const security = SECURITY[socket]
  if (!PROTOCOLS.includes(type) || security === undefined || !host) return []
  const name = host.toLowerCase().replaceAll('%emaildomain%', '%DOMAIN%')
  return [{ protocol: type, host: name, port, security, username: USERNAME[usernameForm] ?? 'other' }]
}

export function linesOf(snapshot) {
  return snapshot
    .split('\n')
    .filter((text) => text.trim() !== '')
    .map((text) => JSON.parse(text))
}

/** Rows with the same facts share an entry, sorted, so that the same facts always give the same bytes; the first row of a domain counts. */
export function packRows(rows) {
  const packs = new Map()
  const seen = new Set()
  for (const { domain, name, ...facts } of rows) {
    if (seen.has(domain)) continue
    seen.add(domain)
    const key = JSON.stringify([name, facts])
    if (!packs.has(key)) packs.set(key, { name, domains: [], ...facts })
    packs.get(key).domains.push(domain)
  }
  return [...packs.values()]
    .map((pack) => ({ ...pack, domains: pack.domains.sort() }))
    .sort((a, b) => (a.domains[0] < b.domains[0] ? -1 : 1))
}

/** One line a provider: a change of one is a change of one line. */
export function printTable(table) {
  const { providers, ...head } = table
  const lines = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`)
  return `{\n${lines.join('\n')}\n  "providers": [\n${providers.map((pack) => `    ${JSON.stringify(pack)}`).join(',\n')}\n  ]\n}\n`
}

/** Domains that came, went or have other facts now. A new name of the same provider is no change. */
export function changesOf(before, after) {
  const [old, now] = [factsOf(before), factsOf(after)]
  return {
    added: [...now.keys()].filter((domain) => !old.has(domain)),
    removed: [...old.keys()].filter((domain) => !now.has(domain)),
    changed: [...now.keys()].filter((domain) => old.has(domain) && differing(old.get(domain), now.get(domain)).length > 0),
  }
}

function factsOf(table) {
  return new Map((table?.providers ?? []).flatMap(({ name: _name, domains, ...facts }) => domains.map((domain) => [domain, facts])))
}

/** The names of the facts that are not the same: `servers`, `needs` ... */
function differing(before, after) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
}

/** The report, one line a kind of change; what changed says in which facts. */
export function reportOf(before, after) {
  const [old, now] = [factsOf(before), factsOf(after)]
  const changes = changesOf(before, after)
  const shown = {
    ...changes,
    changed: changes.changed.map((domain) => `${domain}: ${differing(old.get(domain), now.get(domain)).join(' and ')}`),
  }
  return Object.entries(shown).map(([kind, list]) => {
    const few = list.slice(0, 50).join(', ')
    const named = list.length === 0 || before === null ? '' : ` (${few}${list.length > 50 ? ', ...' : ''})`
    return `${kind}: ${list.length}${named}\n`
  })
}

/** The command: reads the snapshot, writes the table, prints what changed. Returns the exit code. */
export function runImport(args, { script, file, tableOf }) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { revision: { type: 'string' }, date: { type: 'string' }, out: { type: 'string' } },
  })
  if (positionals.length !== 1 || values.revision === undefined) {
    process.stderr.write(`usage: node scripts/${script} SNAPSHOT.jsonl --revision "HASH DATE" [--date YYYY-MM-DD] [--out FILE]\n`)
    return 2
  }
  const out = values.out ?? join(dirname(fileURLToPath(import.meta.url)), '../knowledge/tables', file)
  const before = existsSync(out) ? JSON.parse(readFileSync(out, 'utf8')) : null
  const imported = values.date ?? new Date().toISOString().slice(0, 10)
  const table = tableOf(readFileSync(positionals[0], 'utf8'), { revision: values.revision, imported })
  writeFileSync(out, printTable(table))
  for (const line of reportOf(before, table)) process.stdout.write(line)
  return 0
}
