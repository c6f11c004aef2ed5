// The history: nobody changes it by SQL, tampering shows, many processes add to it at once, and a kill in the middle leaves it whole.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import Database from 'libsql'
import { checkHistory, editSheet, listSheets, newSheet, recordHistory, showSheet } from '../../src/sesame.ts'
import { openStore } from '../../src/store/database.ts'
import { type RecordsPlace, recordsPlace } from './desk.ts'

const SHEETS = JSON.stringify(new URL('../../src/uses/sheets.js', import.meta.url).href)

/** A process of its own; `first`: resolves when it has written something. */
function worker(folder: string, body: string) {
  const program = `const { editSheet, newSheet } = await import(${SHEETS})\nconst request = { folder: ${JSON.stringify(folder)}, env: {}, by: 'p' + process.pid }\n${body}`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  return { child, ended, first: new Promise((resolve) => child.stdout.once('data', resolve)) }
}

describe('the history of records', () => {
  let place: RecordsPlace
  before(() => {
    place = recordsPlace()
  })
  after(() => place.close())

  it('processes that edit the same sheet lose nothing, and the chain is whole', async () => {
    const { request } = place
    await newSheet({ ...request, address: 'team@example.org' })
    const names = ['a', 'b', 'c']
    const workers = names.map((name) =>
      worker(
        request.folder,
        `for (let i = 0; i < 10; i++) await editSheet({ ...request, name: 'team@example.org', edits: ['owners+=${name}' + i + ';${name}' + i] })`,
      ),
    )
    // Checked while they write: a half-seen moment would be a false alarm.
    for (let i = 0; i < 5; i++) assert.equal((await checkHistory(request)).intact, true)
    assert.deepEqual(await Promise.all(workers.map((one) => one.ended)), [0, 0, 0])
    const { sheet, version } = await showSheet({ ...request, name: 'team@example.org' })
    assert.deepEqual([...sheet.owners].sort(), names.flatMap((name) => Array.from({ length: 10 }, (_, i) => `${name}${i}`)).sort())
    assert.equal(version, 31)
    const check = await checkHistory(request)
    assert.deepEqual([check.intact, check.events], [true, 31])
    assert.equal(new Set((await recordHistory({ ...request, name: 'team@example.org' })).map((one) => one.who)).size, 4)
  })

  it('killed in the middle of writing: what was said to be written is there, and the chain is whole', async () => {
    const { request } = place
    const killed = worker(
      request.folder,
      `for (let i = 0; ; i++) { await newSheet({ ...request, address: 'k' + i + '@example.org' }); if (i === 5) process.stdout.write('go') }`,
    )
    await killed.first
    killed.child.kill('SIGKILL')
    await killed.ended
    assert.ok((await listSheets({ ...request, search: '@example.org' })).found >= 7)
    assert.equal((await checkHistory(request)).intact, true)
  })

  it('refuses every change by SQL: update, delete, replacing and inserting in between', async () => {
    const db = await openStore({ folder: place.request.folder, env: {} })
    try {
      const before = db.prepare('SELECT count(*), max(hash) FROM record_event').raw().get()
      for (const sql of [
        "UPDATE record_event SET who = 'nobody' WHERE seq = 1",
        'DELETE FROM record_event WHERE seq = 2',
        'DELETE FROM record_event',
        "INSERT OR REPLACE INTO record_event SELECT 1, at, 'nobody', subject, what, detail, state, 'x' FROM record_event WHERE seq = 1",
        "REPLACE INTO record_event SELECT seq, at, 'nobody', subject, what, detail, state, hash FROM record_event WHERE seq = 3",
        "INSERT INTO record_event SELECT -5, at, who, subject, what, detail, state, 'y' FROM record_event WHERE seq = 1",
        "INSERT INTO record_event SELECT 9999, at, who, subject, what, detail, state, 'z' FROM record_event WHERE seq = 1",
      ])
        assert.throws(() => db.exec(sql), /only ever added/, sql)
      assert.deepEqual(db.prepare('SELECT count(*), max(hash) FROM record_event').raw().get(), before)
    } finally {
      db.close()
    }
  })

  it('tampering behind our back shows: an event, a sheet, a cut end', async () => {
    const { request } = place
    await newSheet({ ...request, address: 'cut@example.org' })
    const { head, events } = await checkHistory(request)
    assert.ok(head)
    await editSheet({ ...request, name: 'cut@example.org', edits: ['owners=Paul'] })
    const noted = await checkHistory({ ...request, expected: head.slice(0, 16) })
    assert.deepEqual([noted.intact, noted.expected?.found, noted.events], [true, true, events + 1])
    const behind = (sql: string) => {
      const db = new Database(join(request.folder, 'sesame.db'))
      db.exec(`DROP TRIGGER IF EXISTS record_event_kept; DROP TRIGGER IF EXISTS record_event_stays; ${sql}`)
      db.close()
    }
    behind("UPDATE sheet SET body = replace(body, 'Paul', 'Eve!') WHERE key = 'cut@example.org'")
    const changed = await checkHistory(request)
    assert.deepEqual([changed.intact, changed.faults], [false, [{ kind: 'state', subject: 'cut@example.org' }]])
    behind("UPDATE sheet SET body = replace(body, 'Eve!', 'Paul') WHERE key = 'cut@example.org'")
    assert.equal((await checkHistory(request)).intact, true)
    behind("UPDATE record_event SET who = 'somebody' WHERE seq = 4")
    assert.deepEqual(
      (await checkHistory(request)).faults.map((one) => [one.kind, one.seq]),
      [['event', 4]],
    )
    behind(
      "UPDATE record_event SET who = 'Claire' WHERE seq = 4; DELETE FROM record_event WHERE seq > 10; DELETE FROM sheet WHERE key NOT LIKE 'team%'",
    )
    const cut = await checkHistory({ ...request, expected: head })
    assert.deepEqual([cut.intact, cut.expected?.found], [false, false], 'a cut end is proved by a seal that was noted')
  })
})
