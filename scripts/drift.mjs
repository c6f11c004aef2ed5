// Where the world has moved away from the knowledge.
// Live: asks DNS and greets each provider's servers, one connection at a time, without any secret.
// Offline: our files against the imported tables, or against a new snapshot that nobody has imported yet.
// Usage: node scripts/drift.mjs [--lab] [--provider ID]... [--budget CONNECTIONS] [--pause MS] [--json] [--dist FOLDER]
//        node scripts/drift.mjs --offline [--ispdb SNAPSHOT.jsonl] [--preparation SNAPSHOT.jsonl] [--provider ID]... [--json]
// Exit codes: 0 nothing has moved, 1 something has, 2 wrong usage, 3 nothing answered.
import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { tableOf as ispdbTable } from './import-ispdb.mjs'
import { tableOf as preparationTable } from './import-preparation.mjs'
import { reportOf } from './import-table.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const print = (line) => process.stdout.write(`${line}\n`)

export const OPTIONS = {
  lab: { type: 'boolean' },
  offline: { type: 'boolean' },
  ispdb: { type: 'string' },
  preparation: { type: 'string' },
  provider: { type: 'string', multiple: true },
  budget: { type: 'string', default: '400' },
  pause: { type: 'string' },
  json: { type: 'boolean' },
  dist: { type: 'string', default: join(root, 'dist') },
}

async function main() {
  const { values } = parseArgs({ options: OPTIONS })
  const load = (path) => import(pathToFileURL(join(resolve(values.dist), 'src', path)).href)
  const knowledge = (await load('knowledge/load.js')).loadKnowledge()
  const unknown = values.provider?.find((id) => !knowledge.providers.some((provider) => provider.id === id))
  if (unknown !== undefined) return wrong(`no provider is called ${unknown}`)
  if (!/^\d+$/.test(values.budget) || !/^\d+$/.test(values.pause ?? '0')) return wrong('--budget and --pause take a number')
  return values.offline ? offline(values, load, knowledge) : live(values, load, knowledge)
}

async function offline(values, load, knowledge) {
  const [{ tableDrift }, { unpack }] = await Promise.all([load('uses/drift.js'), load('knowledge/pack.js')])
  const changed = {}
  const snapshots = {}
  for (const [name, tableOf] of Object.entries({ ispdb: ispdbTable, preparation: preparationTable })) {
    if (values[name] === undefined) continue
    const table = tableOf(readFileSync(values[name], 'utf8'), { revision: 'snapshot', imported: new Date().toISOString().slice(0, 10) })
    snapshots[name] = unpack(table.providers)
    changed[name] = reportOf(JSON.parse(readFileSync(join(root, 'knowledge/tables', `${name}.json`), 'utf8')), table)
  }
  const drifts = tableDrift(knowledge, snapshots, values.provider)
  if (values.json) print(JSON.stringify({ changed, drifts }, null, 2))
  else {
    for (const [name, lines] of Object.entries(changed)) print(`${name}, against the imported table:\n  ${lines.join('  ').trimEnd()}`)
    for (const { provider, table, about, ours, theirs, domains, known } of drifts)
      print(`${provider}: ${table} ${about}: ours ${ours}, theirs ${theirs} (${domains.join(', ')})${known ? '' : ' new in this snapshot'}`)
    print(`${drifts.length} disagreements that no file explains`)
  }
  return drifts.length > 0 ? 1 : 0
}

async function live(values, load, knowledge) {
  const [{ liveDrift, printDrift }, { openNetwork }] = await Promise.all([load('uses/drift.js'), load('uses/network.js')])
  const { network, lab, close } = await openNetwork({ flags: {}, lab: values.lab === true, env: process.env })
  const ended = new AbortController()
  process.once('SIGINT', () => ended.abort())
  const all = []
  let looked = 0
  try {
    const request = {
      ...(values.provider && { providers: values.provider }),
      budget: Number(values.budget),
      pauseMs: Number(values.pause ?? (lab ? 0 : 1_000)),
      signal: ended.signal,
      ...(lab && { holds: await labHolds(load) }),
    }
    for await (const { provider, drifts } of liveDrift(network, knowledge, request)) {
      looked += 1
      all.push(...drifts)
      if (values.json) print(JSON.stringify({ provider, drifts }))
      else for (const drift of drifts.filter(({ kind }) => kind !== 'not-seen')) print(printDrift(drift))
    }
  } finally {
    await close()
  }
  const unseen = all.filter(({ kind }) => kind === 'not-seen')
  const moved = all.filter(({ kind, sure }) => kind !== 'not-seen' && sure)
  process.stderr.write(`${looked} providers looked at, ${moved.length} contradictions, ${unseen.length} questions without an answer\n`)
  if (looked > 0 && all.length > 0 && all.length === unseen.length) return 3
  return moved.length > 0 ? 1 : 0
}

/** The lab is small: what it does not have has not gone. */
async function labHolds(load) {
  const { providers } = (await load('lab/load.js')).loadLab()
  const names = new Set(
    providers.flatMap(({ servers, domains }) => [...servers.map(({ host }) => host), ...domains.map(({ name }) => name)]),
  )
  return (name) => names.has(name)
}

function wrong(why) {
  process.stderr.write(`drift: ${why}\n`)
  return 2
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = await main().catch((error) => {
    if (error?.code?.startsWith?.('ERR_PARSE_ARGS')) return wrong(error.message)
    throw error
  })
