// What people and other programs type: a password in the wrong place, names of the language itself, numbers for hosts.

import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { parseAddress } from '../../src/model/address.ts'
import { SesameError } from '../../src/model/errors.ts'
import { addressOf } from '../../src/uses/address-of.ts'
import { checkCase } from '../../src/uses/case-file.ts'
import { savePrivately } from '../../src/uses/save.ts'
import { serversOf } from '../../src/uses/server-url.ts'

function refusal(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    assert.ok(error instanceof SesameError)
    return error.message
  }
  assert.fail('it was taken')
}

test('a password in an address of a server never becomes a host, nor part of an error', () => {
  for (const text of [
    'imaps://marie:p@ss-w0rd@host.example',
    'imaps://marie:p@ss-w0rd/x@host.example',
    'imaps://marie:ss-w0rd@host.example:99999',
    'marie:ss-w0rd/@host.example:1:2',
  ])
    assert.doesNotMatch(
      refusal(() => serversOf(text)),
      /w0rd/,
    )
  assert.equal(serversOf('imaps://marie:secret@host.example')[0]!.host, 'host.example')
  assert.doesNotMatch(
    refusal(() => addressOf('marie:ss-w0rd@host.example')),
    /w0rd/,
  )
})

test('words of the language are no schemes and no facts', () => {
  for (const scheme of ['constructor', '__proto__', 'toString']) refusal(() => serversOf(`${scheme}://host.example`))
  for (const name of ['constructor', '__proto__', 'toString', 'imap.constructor'])
    assert.equal(checkCase({ id: '1', observed: [{ name, value: 'x', origin: 'probe' }] }).ok, false, name)
})

test('an address that would deceive its reader, or that names no mail domain, is none', () => {
  for (const text of [
    'a\u001b]0;x\u0007@example.org',
    'a\u202egro@example.org',
    'a\u200b@example.org',
    'a\u009b2J@example.org',
    'a@127.1',
    'a@0x7f.1',
    'a@2130706433',
  ])
    assert.equal(parseAddress(text), null, JSON.stringify(text))
  assert.equal(parseAddress('o’brien+été@exämple.org')?.asciiDomain, 'xn--exmple-cua.org')
})

test('saving follows a link and never replaces what is no file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sesame-test-'))
  try {
    writeFileSync(join(folder, 'target.json'), 'old')
    symlinkSync('target.json', join(folder, 'link.json'))
    await savePrivately(join(folder, 'link.json'), { a: 1 })
    assert.deepEqual(JSON.parse(readFileSync(join(folder, 'target.json'), 'utf8')), { a: 1 })
    await savePrivately('/dev/null', { a: 1 })
    assert.ok(statSync('/dev/null').isCharacterDevice())
    await assert.rejects(savePrivately(folder, { a: 1 }), { code: 'file-unwritable' })
    await assert.rejects(savePrivately('/dev/full', { a: 1 }), { code: 'file-unwritable' })
  } finally {
    rmSync(folder, { recursive: true })
  }
})
