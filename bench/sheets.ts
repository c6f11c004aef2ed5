// Ten thousand account sheets: imported, listed, searched, exported; beside grep over the same sheets as one YAML file, and sqlite3 over the same database.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkHistory, dueList, editSheet, exportSheets, importSheets, listSheets, showSheet } from '../src/sesame.ts'
import { medianOf, ms, report, timeCommand } from './measure.ts'

const COUNT = 10_000
const RUNS = 5
const SESAME = fileURLToPath(new URL('../../sesame.mjs', import.meta.url))
const FIRST = ['Marie', 'Paul', 'Élodie', 'Nina', 'Otto', 'Claire', 'Hugo', 'Zoé']
const APPS = ['outlook-windows', 'thunderbird', 'apple-mail-ios', 'gmail-android', 'printer']
const PROVIDERS = ['icloud', 'gmail', 'm365', 'outlook-com', 'ovh']

/** As a helpdesk's inventory is: a row a mailbox, with its person, device, app and the day of its password. */
function inventory(): Uint8Array {
  const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T
  const rows = Array.from({ length: COUNT }, (_, n) => {
    const day = new Date(Date.UTC(2025, 0, 1 + (n % 700))).toISOString().slice(0, 10)
    const name = `${pick(FIRST, n)} Dupont-${n}`
    return [
      `user${n}@company${n % 400}.example`,
      name,
      pick(PROVIDERS, n),
      `PC-${n}`,
      pick(APPS, n),
      pick(['OAuth', 'app password', 'password'], n),
      day,
      `Site ${n % 40}, floor ${n % 7}`,
    ].join(';')
  })
  return new TextEncoder().encode(['address;owner;provider;device;app;auth;last password change;note', ...rows].join('\n'))
}

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sesame-bench-'))
  const request = { folder: join(folder, 'data'), env: {}, by: 'bench', now: '2026-11-22' }
  const timed = async (work: () => Promise<unknown>) => {
    const started = performance.now()
    await work()
    return performance.now() - started
  }
  const often = (work: () => Promise<unknown>) => medianOf(RUNS, () => timed(work))
  try {
    const bytes = inventory()
    const importing = await timed(() => importSheets({ ...request, bytes, format: 'csv' }))
    const { text } = await exportSheets({ ...request, format: 'yaml', lang: 'en' })
    const yaml = join(folder, 'sheets.yaml')
    writeFileSync(yaml, text)
    const database = join(request.folder, 'sesame.db')
    const peer = (command: string, args: readonly string[]) => medianOf(RUNS, () => timeCommand(command, args)).catch(() => Number.NaN)
    const shown = (value: number) => (Number.isNaN(value) ? 'not installed' : ms(value))
    const search = [SESAME, 'sheet', 'list', '--search', 'dupont-4242', '--data', request.folder]
    const built =
      existsSync(fileURLToPath(new URL('../../dist/src/cli/commands/sheet-list.js', import.meta.url))) &&
      spawnSync(process.execPath, search).status === 0
    let edits = 0
    report(`Account sheets, ${COUNT} of them (median of ${RUNS})`, [
      ['imported from CSV, each with its sealed event', `${ms(importing)}  ${Math.round((1000 * COUNT) / importing)} a second`],
      ['database', `${(statSync(database).size / 1e6).toFixed(1)} MB`],
      ['all listed', ms(await often(() => listSheets(request)))],
      ['search of two words, one found', ms(await often(() => listSheets({ ...request, search: 'élodie dupont-4242' })))],
      ['search of a word that 250 have', ms(await often(() => listSheets({ ...request, search: '"site 7' })))],
      ['one shown', ms(await often(() => showSheet({ ...request, name: 'user7777@company177.example' })))],
      [
        'one changed, on the disk',
        ms(await often(() => editSheet({ ...request, name: 'user7777@company177.example', edits: [`notes=${edits++}`] }))),
      ],
      ['due within 30 days', ms(await often(() => dueList(request)))],
      ['the whole history checked', ms(await often(() => checkHistory(request)))],
      ['all exported as YAML', ms(await often(() => exportSheets({ ...request, format: 'yaml', lang: 'en' })))],
      ['sesame sheet list --search, start-up included', built ? shown(await peer(process.execPath, search)) : 'no build beside this one'],
      ['grep over the sheets as one YAML file (peer)', shown(await peer('grep', ['-i', '-c', 'dupont-4242', yaml]))],
      [
        'sqlite3, the same search without index (peer)',
        shown(await peer('sqlite3', [database, "SELECT address FROM sheet WHERE body LIKE '%dupont-4242%'"])),
      ],
    ])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

await run()
