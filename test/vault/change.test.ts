// A new passphrase: the old one opens nothing that is there, and the old key nothing that is written later. Other programs that save meanwhile lose nothing.

import assert from 'node:assert/strict'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { Secret } from '../../src/model/secret.ts'
import { changePassphrase } from '../../src/vault/change-passphrase.ts'
import { openSealed } from '../../src/vault/contents.ts'
import { fileVault } from '../../src/vault/file-vault.ts'
import { readSealed } from '../../src/vault/sealed.ts'
import { tryOf } from '../../src/vault/unlock.ts'
import { CHEAP, code, emptyFolder, entry, openIn, PASSPHRASE, vaultIn } from './world.ts'

const place = emptyFolder()
const NEXT = 'the second passphrase'
const ask = async () => new Secret(PASSPHRASE)

const keyOf = (bytes: Buffer, passphrase: string) => tryOf(readSealed(bytes, 'f').header)(new Secret(passphrase))

describe('a changed vault', () => {
  after(() => place.remove())

  it('opens with the new passphrase alone, its backup too; the old key reads nothing new', async () => {
    const folder = join(place.folder, 'one')
    const file = join(folder, 'vault.json')
    const vault = await vaultIn(folder)
    await vault.write(entry('a'), new Secret('hush'))
    const old = readFileSync(file)
    const key = await keyOf(old, PASSPHRASE)
    assert.ok(key !== null && (await openSealed(old, key, 'f'))?.read('a')?.secret.reveal() === 'hush')
    const never = async () => assert.fail('asked for a new one before the old one was right')
    await assert.rejects(changePassphrase({ folder, env: {}, ask: async () => new Secret('no'), next: never }), code('vault-passphrase'))
    assert.ok(readFileSync(file).equals(old))
    await changePassphrase({ folder, env: {}, ask, next: async () => new Secret(NEXT), cost: CHEAP })
    for (const name of [file, `${file}.bak`]) {
      const bytes = readFileSync(name)
      assert.equal(await keyOf(bytes, PASSPHRASE), null)
      assert.equal(await openSealed(bytes, key, name), null)
      assert.notEqual(await keyOf(bytes, NEXT), null)
    }
    // Who had it open asks again.
    await assert.rejects(vault.list(), code('vault-passphrase'))
    vault.close()
    const again = await openIn(folder, NEXT)
    assert.equal((await again.read('a'))?.secret.reveal(), 'hush')
    again.close()
  })

  it('a program that knows no lock of ours may save between our reading and our writing', async () => {
    const folder = join(place.folder, 'two')
    const other = join(place.folder, 'other')
    const vault = await vaultIn(folder)
    mkdirSync(other)
    copyFileSync(vault.file, join(other, 'vault.json'))
    const theirs = await openIn(other)
    await theirs.write(entry('theirs'), new Secret('x'))
    const key = await keyOf(readFileSync(vault.file), PASSPHRASE)
    let saves = 0
    const ours = fileVault({
      ...{ file: vault.file, format: 'sesame', folder },
      unlock: async () => key ?? assert.fail(),
      async open(bytes, with_, file) {
        const contents = await openSealed(bytes, with_, file)
        const slow = async () => {
          // While this one is at it, the other one saves.
          if (saves++ === 0) writeFileSync(file, readFileSync(theirs.file))
          return contents?.bytes() ?? assert.fail()
        }
        return contents && { ...contents, bytes: slow }
      },
    })
    await ours.write(entry('ours'), new Secret('y'))
    assert.equal(saves, 2)
    assert.deepEqual((await vault.list()).map(({ name }) => name).sort(), ['ours', 'theirs'])
    for (const one of [vault, theirs, ours]) one.close()
  })
})
