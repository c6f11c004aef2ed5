// Opening, reading and writing the vault of a folder.

import assert from 'node:assert/strict'
import { existsSync, lstatSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { Secret } from '../../src/model/secret.ts'
import { makeVault } from '../../src/vault/make.ts'
import { memoryVault } from '../../src/vault/memory.ts'
import { openVault } from '../../src/vault/open.ts'
import { CHEAP, code, emptyFolder, entry, openIn, PASSPHRASE, vaultIn } from './world.ts'

describe('a vault', () => {
  let place = emptyFolder()
  before(() => {
    place.remove()
    place = emptyFolder()
  })
  after(() => place.remove())

  it('keeps what it is given, with its dates, for the next one who opens it', async () => {
    const vault = await vaultIn(join(place.folder, 'one'))
    await vault.write(
      entry('password/marie@icloud.com', { user: 'marie', url: 'imaps://imap.mail.me.com', due: '2027-01-01' }),
      new Secret('hush'),
    )
    vault.close()
    await assert.rejects(vault.list(), code('vault-locked'))
    const again = await openIn(join(place.folder, 'one'))
    const [listed] = await again.list()
    assert.equal(listed?.user, 'marie')
    assert.equal(listed?.made, listed?.changed)
    assert.doesNotMatch(JSON.stringify(listed), /hush/)
    const kept = await again.read('password/marie@icloud.com')
    assert.equal(kept?.secret.reveal(), 'hush')
    await again.write(entry('password/marie@icloud.com'), new Secret('hush 2'))
    const changed = await again.read('password/marie@icloud.com')
    assert.equal(changed?.entry.made, listed?.made)
    assert.ok((changed?.entry.changed ?? '') >= (listed?.changed ?? 'z'))
    assert.equal(await again.delete('password/marie@icloud.com'), true)
    assert.equal(await again.delete('password/marie@icloud.com'), false)
    assert.equal(await again.read('password/marie@icloud.com'), null)
    again.close()
  })

  it('shows at once what another one wrote', async () => {
    const a = await vaultIn(join(place.folder, 'two'))
    const b = await openIn(join(place.folder, 'two'))
    for (let n = 0; n < 5; n++) {
      await a.write(entry(`a${n}`), new Secret('x'))
      await b.write(entry(`b${n}`), new Secret('y'))
      assert.equal((await a.list()).length, 2 * (n + 1))
    }
    a.close()
    b.close()
  })

  it('asks three times for the passphrase, then says that it is another', async () => {
    const folder = join(place.folder, 'three')
    ;(await vaultIn(folder)).close()
    const asked: boolean[] = []
    const ask = async (again: boolean) => {
      asked.push(again)
      return new Secret('not that one')
    }
    await assert.rejects(openVault({ folder, env: {}, ask }), code('vault-passphrase'))
    assert.deepEqual(asked, [false, true, true])
    await assert.rejects(openVault({ folder, env: {} }), code('vault-locked'))
    await assert.rejects(openVault({ folder, env: {}, ask: async () => null }), code('vault-locked'))
    // Typed on a keyboard that sends accents apart.
    ;(await openIn(folder, PASSPHRASE.normalize('NFD'))).close()
  })

  it('is not there, or is there already: both are said, nothing is made or changed', async () => {
    const folder = join(place.folder, 'four')
    await assert.rejects(openIn(folder), code('vault-missing'))
    assert.ok(!existsSync(folder))
    ;(await vaultIn(folder)).close()
    await assert.rejects(makeVault({ folder, passphrase: new Secret('x'), cost: CHEAP }), code('vault-exists'))
    ;(await openIn(folder)).close()
  })

  it('may be reached by a link, which stays one', async () => {
    const real = join(place.folder, 'real')
    const folder = join(place.folder, 'linked')
    ;(await vaultIn(real)).close()
    mkdirSync(folder)
    symlinkSync(join(real, 'vault.json'), join(folder, 'vault.json'))
    const vault = await openIn(folder)
    await vault.write(entry('x'), new Secret('y'))
    vault.close()
    assert.ok(lstatSync(join(folder, 'vault.json')).isSymbolicLink())
    const there = await openIn(real)
    assert.equal((await there.list()).length, 1)
    there.close()
  })

  it('is closed to others, with its backup and its locks', async () => {
    const folder = join(place.folder, 'five')
    const vault = await vaultIn(folder)
    await vault.write(entry('x'), new Secret('y'))
    vault.close()
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const { mode } = statSync(join(folder, file))
      assert.equal(mode & 0o077, 0, file)
    }
    assert.deepEqual(readdirSync(folder).sort(), ['locks', 'vault.json', 'vault.json.bak'])
  })
})

describe('a vault in memory', () => {
  it('does what the other does, and forgets', async () => {
    const vault = memoryVault()
    await vault.write(entry('x'), new Secret('y'))
    assert.equal((await vault.read('x'))?.secret.reveal(), 'y')
    assert.deepEqual(await Promise.all([vault.alone('x', async () => 1), vault.alone('x', async () => 2)]), [1, 2])
    vault.close()
    await assert.rejects(vault.list(), code('vault-locked'))
  })
})
