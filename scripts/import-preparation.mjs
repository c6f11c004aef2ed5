// Turns a snapshot of what mail domains need before a sign-in (JSON Lines, one domain a line) into knowledge/tables/preparation.json, and says what changed.
// Usage: node scripts/import-preparation.mjs SNAPSHOT.jsonl --revision "1ac191717^ 2026-04-22" [--date YYYY-MM-DD] [--out FILE]
import { pathToFileURL } from 'node:url'
import { linesOf, packRows, runImport, serversOf } from './import-table.mjs'

const NEEDS = {
  appPassword: 'app-password',
  enableAccessInWebmail: 'switch-on',
  paidPlan: 'paid-plan',
  twoFactorFirst: 'two-factor-first',
  noStandardImap: 'no-standard-imap',
  localBridge: 'local-bridge',
  oauthRequired: 'oauth-required',
  oauthPossible: 'oauth-possible',
  torOnly: 'tor-only',
}
const STATUS = { OK: 'ok', PREPARATION: 'preparation', BROKEN: 'broken' }
/** Also a name for every host below it (`*.example.org`), and one label alone where a network has no public suffix. */
const DOMAIN = /^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/

/** The table of a snapshot. A domain without servers stays: that it cannot be opened, or only after a step, is the fact. */
export function tableOf(snapshot, { revision, imported }) {
  const rows = linesOf(snapshot)
    .map(rowOf)
    .filter(({ domain, status }) => status !== undefined && DOMAIN.test(domain))
  return {
    source: 'https://github.com/chatmail/core',
    licence:
      'MPL-2.0: facts taken from the provider list of chatmail/core, a library under the Mozilla Public License 2.0, https://www.mozilla.org/MPL/2.0/; the list was made from chatmail/provider-db, of which no licence text was found',
    revision,
    imported,
    providers: packRows(rows),
  }
}

function rowOf(line) {
  const needs = Object.entries(NEEDS).flatMap(([key, need]) => (line.needs[key] === true ? [need] : []))
  return {
    domain: line.domain.toLowerCase(),
    name: line.provider,
    status: STATUS[line.status],
    servers: serversOf(line),
    needs,
    checked: line.lastChecked.slice(0, 7),
    ...(/^https?:\/\//.test(line.website ?? '') && { website: line.website }),
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = runImport(process.argv.slice(2), { script: 'import-preparation.mjs', file: 'preparation.json', tableOf })
