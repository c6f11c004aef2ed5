// What is written at a name that a person chose: a link of theirs is followed, one that somebody else planted is not.

import assert from 'node:assert/strict'
import { chmodSync, lchownSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { saveTextPrivately } from '../../src/uses/save.ts'

describe('a file that is saved', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sesame-save-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  const precious = join(folder, 'precious')

  it('goes through a link of one’s own', async () => {
    writeFileSync(precious, 'old')
    symlinkSync(precious, join(folder, 'own'))
    await saveTextPrivately(join(folder, 'own'), 'new')
    assert.equal(readFileSync(precious, 'utf8'), 'new')
  })

  it('never through a link that somebody else left in a folder for everybody', { skip: process.getuid?.() !== 0 }, async () => {
    chmodSync(folder, 0o1777)
    writeFileSync(precious, 'precious')
    const planted = join(folder, 'case.json')
    symlinkSync(precious, planted)
    lchownSync(planted, 65_534, 65_534)
    await assert.rejects(saveTextPrivately(planted, 'overwritten'), { code: 'file-unwritable' })
    assert.equal(readFileSync(precious, 'utf8'), 'precious')
  })
})
