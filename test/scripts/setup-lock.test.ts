// First use: two starts at once build once; a set-up that was killed holds nobody up.

import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const PREPARE = fileURLToPath(new URL('../../../scripts/prepare.mjs', import.meta.url))
const SOURCE = existsSync(PREPARE) ? PREPARE : fileURLToPath(new URL('../../../../scripts/prepare.mjs', import.meta.url))
/** Stands for the real build: notes that it ran, and takes a moment. */
const BUILD = `import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
appendFileSync('builds', 'b')
await new Promise((resolve) => setTimeout(resolve, 1200))
mkdirSync('dist', { recursive: true })
writeFileSync('dist/.built', '')
`

function checkout(): string {
  const root = mkdtempSync(join(tmpdir(), 'sesame-test-'))
  for (const folder of ['scripts', 'src', 'node_modules']) mkdirSync(join(root, folder))
  copyFileSync(SOURCE, join(root, 'scripts/prepare.mjs'))
  writeFileSync(join(root, 'scripts/build.mjs'), BUILD)
  writeFileSync(join(root, 'package-lock.json'), '{}')
  writeFileSync(join(root, 'node_modules/.sesame-lock'), createHash('sha256').update('{}').digest('hex'))
  return root
}

/** Takes as long as whoever started it lives. */
const ENDLESS = `const starter = process.ppid
while (process.ppid === starter) await new Promise((resolve) => setTimeout(resolve, 50))
`

const start = (root: string): ChildProcess => spawn(process.execPath, [join(root, 'scripts/prepare.mjs')], { stdio: 'ignore' })

function ended(child: ChildProcess): Promise<number | null> {
  const limit = setTimeout(() => child.kill('SIGKILL'), 120_000)
  return new Promise((resolve) =>
    child.on('close', (code) => {
      clearTimeout(limit)
      resolve(code)
    }),
  )
}

async function inCheckout(act: (root: string) => Promise<void>): Promise<void> {
  const root = checkout()
  try {
    await act(root)
    assert.ok(!existsSync(join(root, '.setup-lock')), 'the lock is still there')
  } finally {
    rmSync(root, { recursive: true })
  }
}

test('three starts at once build once', () =>
  inCheckout(async (root) => {
    const codes = await Promise.all([start(root), start(root), start(root)].map(ended))
    assert.deepEqual(codes, [0, 0, 0])
    assert.equal(readFileSync(join(root, 'builds'), 'utf8'), 'b')
  }))

test('a set-up that was killed is taken over at once', () =>
  inCheckout(async (root) => {
    writeFileSync(join(root, 'scripts/build.mjs'), ENDLESS)
    const killed = start(root)
    const over = ended(killed)
    while (!existsSync(join(root, '.setup-lock/holder'))) await new Promise((resolve) => setTimeout(resolve, 10))
    killed.kill('SIGKILL')
    await over
    writeFileSync(join(root, 'scripts/build.mjs'), BUILD)
    assert.ok(existsSync(join(root, '.setup-lock')))
    assert.equal(await ended(start(root)), 0)
  }))

test('a lock of this computer without a living holder is no lock', () =>
  inCheckout(async (root) => {
    mkdirSync(join(root, '.setup-lock'))
    writeFileSync(join(root, '.setup-lock/holder'), `999999999 ${hostname()}\n`)
    assert.equal(await ended(start(root)), 0)
  }))
