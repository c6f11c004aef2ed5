// The database where things go wrong: two processes at once, a damaged file, a newer one, a place that cannot be written.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { SesameError } from '../../src/model/errors.ts'
import { openStore } from '../../src/store/database.ts'
import { countCases, findCases, keepCase, type StoredCase } from '../../src/store/past-cases.ts'
import { dataFolder } from '../../src/store/place.ts'

const one = (id: string): StoredCase => ({
  ...{ id, at: '2026-11-22T10:00:00.000Z', address: 'm•••@icloud.com', provider: 'icloud', app: null, cause: null },
  ...{ outcome: 'unknown', proved: false, seek: 'icloud', saved: { id } },
})

function code(wanted: string) {
  return (error: unknown) => error instanceof SesameError && error.code === wanted && String(error.args.file).endsWith('sesame.db')
}

/** A process of its own that opens the same database and writes `count` cases. */
function writer(folder: string, name: string, count: number): Promise<number | null> {
  const program = `
    const { openStore } = await import(${JSON.stringify(new URL('../../src/store/database.js', import.meta.url).href)})
    const { keepCase } = await import(${JSON.stringify(new URL('../../src/store/past-cases.js', import.meta.url).href)})
    const db = await openStore({ folder: ${JSON.stringify(folder)}, env: {} })
    const one = ${JSON.stringify(one('x'))}
    for (let i = 0; i < ${count}; i++) keepCase(db, { ...one, id: ${JSON.stringify(name)} + i })
    db.close()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'ignore', 'inherit'] })
  return new Promise((resolve) => child.on('close', resolve))
}

describe('database', () => {
  let folder = ''
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'sesame-store-'))
  })
  after(() => rmSync(folder, { recursive: true }))

  it('three processes make it and write to it at once: nothing is lost', async () => {
    const shared = join(folder, 'shared')
    assert.deepEqual(await Promise.all(['a', 'b', 'c'].map((name) => writer(shared, name, 100))), [0, 0, 0])
    const db = await openStore({ folder: shared, env: {} })
    try {
      assert.equal(countCases(db), 300)
      assert.deepEqual(findCases(db, ['icloud', '%'], 10), [])
      assert.equal(findCases(db, ['icloud'], 10).length, 10)
    } finally {
      db.close()
    }
  })

  it('a process that was killed in the middle leaves it whole', async () => {
    const killed = join(folder, 'killed')
    const program = `
      const { openStore } = await import(${JSON.stringify(new URL('../../src/store/database.js', import.meta.url).href)})
      const { keepCase } = await import(${JSON.stringify(new URL('../../src/store/past-cases.js', import.meta.url).href)})
      const db = await openStore({ folder: ${JSON.stringify(killed)}, env: {} })
      for (let i = 0; ; i++) { keepCase(db, { ...${JSON.stringify(one('x'))}, id: 'k' + i }); if (i === 50) process.stdout.write('go') }`
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
    child.stdout.once('data', () => child.kill('SIGKILL'))
    await new Promise((resolve) => child.on('close', resolve))
    const db = await openStore({ folder: killed, env: {} })
    try {
      assert.ok(countCases(db) >= 50)
    } finally {
      db.close()
    }
  })

  it('a damaged file is named and left as it is', async () => {
    for (const [name, bytes] of Object.entries({ text: Buffer.from('not a database, '.repeat(400)), torn: await torn(folder) })) {
      const damaged = join(folder, `damaged-${name}`)
      mkdirSync(damaged)
      writeFileSync(join(damaged, 'sesame.db'), bytes)
      await assert.rejects(openStore({ folder: damaged, env: {} }), code('store-damaged'), name)
      assert.ok(readFileSync(join(damaged, 'sesame.db')).equals(bytes))
    }
  })

  it('a newer one is not touched', async () => {
    const newer = join(folder, 'newer')
    const db = await openStore({ folder: newer, env: {} })
    db.exec('PRAGMA user_version = 999')
    db.close()
    await assert.rejects(openStore({ folder: newer, env: {} }), code('store-newer'))
  })

  it('a place that cannot be written is named', async () => {
    writeFileSync(join(folder, 'a-file'), '')
    await assert.rejects(openStore({ folder: join(folder, 'a-file'), env: {} }), code('store-unwritable'))
    await assert.rejects(openStore({ folder: '/dev/null/nowhere', env: {} }), code('store-unwritable'))
  })

  it('two writers in one process: the second waits', async () => {
    const shared = join(folder, 'shared')
    const [a, b] = [await openStore({ folder: shared, env: {} }), await openStore({ folder: shared, env: {} })]
    try {
      keepCase(a, one('first'))
      keepCase(b, one('second'))
      assert.equal(countCases(a), countCases(b))
    } finally {
      a.close()
      b.close()
    }
  })

  it('lies where the platform wants it', () => {
    const home = '/home/marie'
    assert.equal(dataFolder({ env: {}, platform: 'linux', home }), '/home/marie/.local/share/sesame')
    assert.equal(dataFolder({ env: { XDG_DATA_HOME: '/data' }, platform: 'linux', home }), '/data/sesame')
    assert.equal(dataFolder({ env: { XDG_DATA_HOME: 'data' }, platform: 'linux', home }), '/home/marie/.local/share/sesame')
    assert.equal(dataFolder({ env: {}, platform: 'darwin', home: '/Users/marie' }), '/Users/marie/Library/Application Support/Sesame')
    assert.equal(dataFolder({ env: { SESAME_DATA: '/own' }, platform: 'linux', home }), '/own')
    assert.equal(dataFolder({ folder: '/asked', env: { SESAME_DATA: '/own' }, platform: 'linux', home }), '/asked')
  })
})

/** A real database with its middle overwritten. */
async function torn(folder: string): Promise<Buffer> {
  const whole = join(folder, 'whole')
  const db = await openStore({ folder: whole, env: {} })
  for (let i = 0; i < 500; i++) keepCase(db, one(`t${i}`))
  db.close()
  const bytes = readFileSync(join(whole, 'sesame.db'))
  return bytes.fill(0xff, 4096, bytes.length - 100)
}
