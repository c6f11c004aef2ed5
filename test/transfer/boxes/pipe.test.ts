// A backup from somebody else in which a message is a named pipe: it is damaged, and nobody waits for it.

import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

test('a named pipe in the place of a message is told as damaged at once', { skip: process.platform === 'win32' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'sesame-pipe-'))
  try {
    const pipe = join(folder, 'message')
    execFileSync('mkfifo', [pipe])
    // In a process of its own: whoever waits for a pipe hears nothing else.
    const script = `import { deliver } from ${JSON.stringify(new URL('../../../src/transfer/boxes/files/deliver.js', import.meta.url).href)}
      const sink = { begin() {}, data() {}, end() {}, ready: () => undefined }
      console.log(await deliver({ uid: 1, size: 1, flags: [], keywords: [], date: null }, { path: ${JSON.stringify(pipe)}, from: 0 }, false, sink))`
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { timeout: 120_000, encoding: 'utf8' })
    assert.equal(stdout.trim(), 'damaged')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
