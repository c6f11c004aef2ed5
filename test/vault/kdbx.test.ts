// A KeePass file as the vault: KeePassXC and Sésame write to the same file, and neither loses what the other keeps there.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { Secret } from '../../src/model/secret.ts'
import { lockAgent } from '../../src/vault/agent/client.ts'
import { changePassphrase } from '../../src/vault/change-passphrase.ts'
import { newKdbx, saveKdbx } from '../../src/vault/formats/kdbx.ts'
import { makeVault } from '../../src/vault/make.ts'
import { openVault } from '../../src/vault/open.ts'
import { restoreVault } from '../../src/vault/restore.ts'
import { vaultStatus } from '../../src/vault/status.ts'
import { unlockFor } from '../../src/vault/unlock-for.ts'
import { code, emptyFolder, entry, openIn, PASSPHRASE } from './world.ts'

const skip = spawnSync('which', ['keepassxc-cli']).status !== 0 && 'keepassxc-cli cannot be found: apt-get install keepassxc'
const CHEAP_KDBX = { memoryKib: 64, iterations: 2, parallelism: 1 }

/** Runs KeePassXC with the passphrase and what else it asks for, a line each. */
function keepassxc(args: readonly string[], passphrase = PASSPHRASE, ...more: readonly string[]): string {
  const ran = spawnSync('keepassxc-cli', args, {
    input: [passphrase, ...more, ''].join('\n'),
    encoding: 'utf8',
    env: { ...process.env, LANG: 'C.UTF-8' },
  })
  assert.equal(ran.status, 0, ran.stderr)
  return ran.stdout
}

describe('a KeePass file as the vault', { skip }, () => {
  const place = emptyFolder()
  const folder = join(place.folder, 'data')
  const kdbx = join(place.folder, 'Passwords of ours.kdbx')
  const ask = async () => new Secret(PASSPHRASE)
  after(async () => {
    await lockAgent({ folder, env: {} })
    place.remove()
  })

  it('one that is there is taken as it is; each sees what the other wrote', async () => {
    writeFileSync(kdbx, await saveKdbx(await newKdbx('Ours', new Secret(PASSPHRASE), CHEAP_KDBX)))
    keepassxc(['add', '-q', '-u', 'marie', '--url', 'https://example.com', '-p', kdbx, 'Webmail'], PASSPHRASE, 'from-keepassxc')
    await assert.rejects(makeVault({ folder, kdbx, passphrase: new Secret('not it') }), code('vault-passphrase'))
    assert.equal(await makeVault({ folder, kdbx, passphrase: new Secret(PASSPHRASE) }), kdbx)
    const vault = await openIn(folder)
    assert.deepEqual([vault.format, vault.file], ['kdbx', kdbx])
    const [theirs] = await vault.list()
    assert.deepEqual([theirs?.title, theirs?.user], ['Webmail', 'marie'])
    await vault.write(entry('password/paul@example.com', { title: 'Paul' }), new Secret('from-us'))
    assert.match(keepassxc(['show', '-q', '-s', '-a', 'Password', kdbx, 'Webmail']), /^from-keepassxc$/m)
    assert.match(keepassxc(['search', '-q', kdbx, 'Paul']), /Paul/)
    // KeePassXC changes it while we have it open.
    keepassxc(['add', '-q', '-p', kdbx, 'Later'], PASSPHRASE, 'later')
    assert.ok((await vault.list()).some(({ title }) => title === 'Later'))
    await vault.write(entry('password/anna@example.com', { title: 'Anna' }), new Secret('x'))
    assert.match(keepassxc(['ls', '-q', '-R', kdbx]), /Later/)
    const name = (await vault.list()).find(({ title }) => title === 'Webmail')?.name ?? ''
    assert.equal((await vault.read(name))?.secret.reveal(), 'from-keepassxc')
    assert.equal(await vault.delete(name), true)
    vault.close()
    assert.equal(statSync(kdbx).mode & 0o077, 0)
    assert.deepEqual(readdirSync(place.folder).sort(), ['Passwords of ours.kdbx', 'Passwords of ours.kdbx.bak', 'data'])
  })

  it('is unlocked once by the agent; a passphrase that KeePassXC changed is asked for anew', async () => {
    const request = { folder, env: {} }
    await assert.rejects(openVault(request), code('vault-locked'))
    await unlockFor({ ...request, ask }, 3_600_000)
    const status = await vaultStatus(request)
    assert.deepEqual([status.format, status.open, status.opens, status.file], ['kdbx', true, ['passphrase'], kdbx])
    const vault = await openVault(request)
    await changePassphrase({ ...request, ask, next: async () => new Secret('the second one') })
    await assert.rejects(vault.list(), code('vault-locked'))
    vault.close()
    assert.match(keepassxc(['ls', '-q', '-R', kdbx], 'the second one'), /Later/)
    // The backup opens with the new one alone, too.
    keepassxc(['ls', '-q', `${kdbx}.bak`], 'the second one')
    // An agent that still holds an old passphrase does not stand in the way.
    await unlockFor({ ...request, ask: async () => new Secret('the second one') }, 3_600_000)
    keepassxc(['db-edit', '-q', '-p', kdbx], 'the second one', PASSPHRASE, PASSPHRASE)
    ;(await openIn(folder)).close()
    await assert.rejects(openVault(request), code('vault-locked'))
  })

  it('damaged, it is said and not written over, and its backup comes back', async () => {
    const request = { folder, env: {}, ask }
    const vault = await openIn(folder)
    await vault.write(entry('last'), new Secret('x'))
    vault.close()
    truncateSync(kdbx, statSync(kdbx).size - 100)
    await assert.rejects(openVault(request), code('vault-damaged'))
    const restored = await restoreVault(request)
    assert.equal(restored.file, kdbx)
    const again = await openIn(folder)
    assert.ok((await again.list()).some(({ title }) => title === 'Later'))
    again.close()
    keepassxc(['ls', '-q', kdbx])
  })

  it('is made where there is none, and KeePassXC opens it', async () => {
    const made = join(place.folder, 'new', 'made.kdbx')
    const data = join(place.folder, 'data2')
    await makeVault({ folder: data, kdbx: made, passphrase: new Secret(PASSPHRASE), kdbxCost: CHEAP_KDBX })
    const vault = await openIn(data)
    await vault.write(entry('password/é “quoted” 🗝', { title: 'Clé' }), new Secret('p\u00e9 "x"'))
    vault.close()
    assert.match(keepassxc(['search', '-q', made, 'Clé']), /Clé/)
    // Nothing of it in clear.
    assert.doesNotMatch(readFileSync(made, 'latin1'), /quoted/)
  })
})
