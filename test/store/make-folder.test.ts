// Folders made one by one, for their owner only, and an answer wherever one asks.

import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { makeFolder } from '../../src/store/make-folder.ts'

test('makes what is missing and tells the first; what is there stays as it is', () => {
  const top = mkdtempSync(join(tmpdir(), 'sesame-make-'))
  try {
    assert.equal(makeFolder(join(top, 'a/b/c')), join(top, 'a'))
    assert.equal(makeFolder(join(top, 'a/b/c')), undefined)
    for (const name of ['a', 'a/b', 'a/b/c']) assert.equal(statSync(join(top, name)).mode & 0o777, 0o700)
    writeFileSync(join(top, 'file'), '')
    for (const name of ['file', 'file/x/y']) assert.throws(() => makeFolder(join(top, name)), { code: /ENOTDIR|EEXIST/ })
    symlinkSync(join(top, 'a'), join(top, 'link'))
    assert.equal(makeFolder(join(top, 'link/d')), join(top, 'link/d'))
    symlinkSync(join(top, 'nowhere'), join(top, 'dead'))
    assert.throws(() => makeFolder(join(top, 'dead/d')), { code: /EEXIST|ENOENT/ })
  } finally {
    rmSync(top, { recursive: true, force: true })
  }
})

test('comes back where no folder can be made', { skip: !existsSync('/proc/self') }, () => {
  for (const path of ['/proc/foo', '/proc/foo/bar/baz', '/proc/self/foo/bar']) assert.throws(() => makeFolder(path), { code: /^E/ })
})
