// A damaged file is known as such, whatever happened to it, and is never written over.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { Secret } from '../../src/model/secret.ts'
import { bytesOfVault } from '../../src/vault/file-vault.ts'
import { restoreVault } from '../../src/vault/restore.ts'
import { readSealed } from '../../src/vault/sealed.ts'
import { code, emptyFolder, entry, openIn, PASSPHRASE, vaultIn } from './world.ts'

const place = emptyFolder()
const folder = join(place.folder, 'v')
const file = join(folder, 'vault.json')
let good = Buffer.alloc(0)

/** What somebody would write who knows how the sum is made. */
function summed(change: (value: Record<string, never>) => unknown): Buffer {
  const value = JSON.parse(good.toString('utf8')) as Record<string, never>
  const { check: _, ...rest } = (change(value) ?? value) as Record<string, unknown>
  const body = JSON.stringify(rest, null, 1).replace(/\n}$/, '')
  return Buffer.from(`${body},\n "check": "${createHash('sha256').update(body).digest('hex')}"\n}\n`)
}

async function refused(bytes: Buffer, expected = 'vault-damaged'): Promise<void> {
  writeFileSync(file, bytes)
  await assert.rejects(openIn(folder), code(expected))
  assert.ok(readFileSync(file).equals(bytes))
}

describe('a damaged vault', () => {
  before(async () => {
    const vault = await vaultIn(folder)
    await vault.writeAll([
      { entry: entry('a'), secret: new Secret('first') },
      { entry: entry('b'), secret: new Secret('second') },
    ])
    vault.close()
    good = readFileSync(file)
  })
  after(() => place.remove())

  it('is known by any single bit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: good.length - 1 }), fc.integer({ min: 0, max: 7 }), (at, bit) => {
        const bytes = Buffer.from(good)
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
        assert.throws(() => readSealed(bytes, file), code('vault-damaged'))
      }),
      { numRuns: 2000 },
    )
  })

  it('a pipe in its place keeps nobody waiting', { skip: process.platform === 'win32' }, async () => {
    const pipe = join(place.folder, 'pipe')
    assert.equal(spawnSync('mkfifo', [pipe]).status, 0)
    await assert.rejects(bytesOfVault(pipe), code('vault-damaged'))
  })

  it('is known when it was cut, lengthened, or is something else', () => {
    for (let length = 0; length < good.length; length += 97)
      assert.throws(() => readSealed(good.subarray(0, length), file), code('vault-damaged'))
    assert.throws(() => readSealed(Buffer.concat([good, Buffer.from('\n')]), file), code('vault-damaged'))
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(Buffer.from)), (bytes) => {
        assert.throws(() => readSealed(Buffer.from(bytes), file), code('vault-damaged'))
      }),
      { numRuns: 500 },
    )
  })

  it('is refused whole: the commands say so and leave its bytes alone', async () => {
    await refused(Buffer.alloc(0))
    await refused(good.subarray(0, -10))
    await refused(Buffer.from('{"a":1}'))
    writeFileSync(file, good)
    const vault = await openIn(folder)
    writeFileSync(file, good.subarray(0, -1))
    await assert.rejects(vault.write(entry('c'), new Secret('x')), code('vault-damaged'))
    assert.equal(readFileSync(file).length, good.length - 1)
    vault.close()
    rmSync(file)
    await assert.rejects(openIn(folder), (error: unknown) => code('vault-damaged')(error) && /"gone"/.test(String(error)))
  })

  it('is known when somebody took the trouble to sum it: bounds, slots, entries', async () => {
    const slot = (more: object) => (value: Record<string, never>) => ({
      ...value,
      slots: [{ ...(value.slots as unknown as object[])[0], ...more }],
    })
    for (const more of [{ log2n: 30 }, { log2n: 1 }, { log2n: 20, r: 16 }, { p: 1e9 }, { kind: 'other' }, { nonce: 'AA==' }, { salt: 7 }])
      await refused(summed(slot(more)))
    await refused(summed((value) => ({ ...value, slots: 'none' })))
    await refused(summed((value) => ({ ...value, data: 5 })))
    await refused(summed((value) => ({ ...value, id: null })))
    await refused(
      summed((value) => ({ ...value, version: 2 })),
      'vault-newer',
    )
    // The entries are bound to their header, and cannot be exchanged.
    await refused(summed((value) => ({ ...value, keyId: 'another' })))
    await refused(summed((value) => ({ ...value, data: Buffer.alloc(5000, 1).toString('base64') })))
    await refused(summed((value) => ({ ...value, data: '' })))
    // A slot moved here from elsewhere looks like another passphrase; it opens nothing.
    await refused(
      summed((value) => ({ ...value, id: 'another' })),
      'vault-passphrase',
    )
  })

  it('is mended from its backup, once that was seen to open, and is kept', async () => {
    writeFileSync(file, good)
    const vault = await openIn(folder)
    await vault.write(entry('c'), new Secret('third'))
    vault.close()
    writeFileSync(file, good.subarray(0, -10))
    const ask = async () => new Secret(PASSPHRASE)
    await assert.rejects(restoreVault({ folder, env: {} }), code('vault-locked'))
    await assert.rejects(restoreVault({ folder, env: {}, ask: async () => new Secret('not it') }), code('vault-passphrase'))
    const restored = await restoreVault({ folder, env: {}, ask })
    assert.deepEqual([restored.entries, restored.swapped], [2, false])
    assert.ok(readFileSync(restored.aside ?? '').equals(good.subarray(0, -10)))
    const again = await openIn(folder)
    assert.equal((await again.read('b'))?.secret.reveal(), 'second')
    // A sound one changes places with its backup, there and back.
    await again.write(entry('d'), new Secret('fourth'))
    assert.equal((await restoreVault({ folder, env: {}, ask })).entries, 2)
    assert.equal((await again.list()).length, 2)
    assert.deepEqual({ ...(await restoreVault({ folder, env: {}, ask })), file }, { file, entries: 3, swapped: true, aside: null })
    assert.equal((await again.read('d'))?.secret.reveal(), 'fourth')
    again.close()
    writeFileSync(`${file}.bak`, 'nonsense')
    await assert.rejects(restoreVault({ folder, env: {}, ask }), code('vault-damaged'))
    ;(await openIn(folder)).close()
  })
})
