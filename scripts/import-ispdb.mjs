// Turns a snapshot of Thunderbird's ISPDB (JSON Lines, one domain a line) into knowledge/tables/ispdb.json, and says what changed.
// Usage: node scripts/import-ispdb.mjs SNAPSHOT.jsonl --revision "c6ad7965 2026-03-12" [--date YYYY-MM-DD] [--out FILE]
import { pathToFileURL } from 'node:url'
import { changesOf, linesOf, packRows, printTable, runImport, serversOf } from './import-table.mjs'

export { changesOf, printTable }

const DOMAIN = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/

/** The table of a snapshot. A line without mail servers (calendar, web access only) helps nobody here. */
export function tableOf(snapshot, { revision, imported }) {
  const rows = linesOf(snapshot)
    .map((line) => ({ domain: line.domain.toLowerCase(), name: line.displayName?.trim() || line.provider, servers: serversOf(line) }))
    .filter(({ domain, servers }) => servers.length > 0 && DOMAIN.test(domain))
  return {
    source: 'https://github.com/thunderbird/autoconfig',
    licence: 'MPL-2.0: facts taken from files under the Mozilla Public License 2.0, https://www.mozilla.org/MPL/2.0/',
    revision,
    imported,
    providers: packRows(rows),
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = runImport(process.argv.slice(2), { script: 'import-ispdb.mjs', file: 'ispdb.json', tableOf })
