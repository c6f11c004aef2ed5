// Unlocking once: the agent is a process of its own that gives its key to this person's commands alone, and forgets.

import assert from 'node:assert/strict'
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { Secret } from '../../src/model/secret.ts'
import { agentUntil, keyFromAgent, lockAgent } from '../../src/vault/agent/client.ts'
import { socketOf } from '../../src/vault/agent/place.ts'
import { serveKey } from '../../src/vault/agent/serve.ts'
import { changePassphrase } from '../../src/vault/change-passphrase.ts'
import { openVault } from '../../src/vault/open.ts'
import { headerOf } from '../../src/vault/place.ts'
import { unlockFor } from '../../src/vault/unlock-for.ts'
import { done, program } from './program.ts'
import { CHEAP, code, emptyFolder, entry, PASSPHRASE, vaultIn } from './world.ts'

const isRoot = process.getuid?.() === 0
const HOUR = 3_600_000

describe('the agent', { timeout: 60_000 }, () => {
  const place = emptyFolder()
  const runtime = join(place.folder, 'runtime')
  mkdirSync(runtime, { mode: 0o700 })
  const env = { XDG_RUNTIME_DIR: runtime }
  const ask = async () => new Secret(PASSPHRASE)
  const started: string[] = []
  after(async () => {
    for (const folder of started) await lockAgent({ folder, env })
    place.remove()
  })

  async function unlocked(name: string, idleMs = HOUR) {
    const folder = join(place.folder, name)
    const vault = await vaultIn(folder)
    await vault.write(entry('a'), new Secret('hush'))
    vault.close()
    started.push(folder)
    await unlockFor({ folder, env, ask }, idleMs)
    return { folder, env }
  }

  it('opens the vault for another process, until it is told to forget', async () => {
    const request = await unlocked('one')
    const path = await socketOf(request)
    assert.equal(lstatSync(path).mode & 0o777, 0o600)
    assert.equal(lstatSync(join(path, '..')).mode & 0o777, 0o700)
    const list = `
      const vault = await openVault({ folder: ${JSON.stringify(request.folder)}, env: process.env })
      process.stdout.write((await vault.read('a')).secret.reveal())`
    const ran = await done(program(list, { env: { ...process.env, ...env } }))
    assert.deepEqual([ran.stdout, ran.stderr], ['hush', ''])
    const until = Date.parse((await agentUntil(request)) ?? '')
    assert.ok(until > Date.now() + HOUR / 2 && until <= Date.now() + HOUR)
    assert.equal(await lockAgent(request), true)
    assert.equal(existsSync(path), false)
    assert.equal(await lockAgent(request), false)
    assert.equal(await agentUntil(request), null)
    await assert.rejects(openVault(request), code('vault-locked'))
  })

  it('is one a vault: the second unlocking takes the place of the first', async () => {
    const request = await unlocked('again')
    await unlockFor({ ...request, ask }, 2 * HOUR)
    assert.ok(Date.parse((await agentUntil(request)) ?? '') > Date.now() + 1.5 * HOUR)
    await assert.rejects(unlockFor({ ...request, ask: async () => new Secret('no') }, HOUR), code('vault-passphrase'))
    ;(await openVault(request)).close()
  })

  it('forgets when nobody asked for a while, and when the clock says so after a sleep', async () => {
    const folder = join(place.folder, 'idle')
    ;(await vaultIn(folder)).close()
    const request = { folder, env }
    const header = await headerOf(folder)
    const charge = { socket: await socketOf(request), vault: header.id, keyId: header.keyId, key: Buffer.alloc(32, 7).toString('base64') }
    const agent = await serveKey({ ...charge, idleMs: 2_000 })
    assert.equal((await keyFromAgent(request, header))?.[0], 7)
    await agent.ended
    assert.equal(await keyFromAgent(request, header), null)
    // Looking is no use of it.
    let clock = Date.now()
    const looked = await serveKey({ ...charge, idleMs: HOUR }, () => clock)
    const before = await agentUntil(request)
    clock += 60_000
    assert.equal((await keyFromAgent({ ...request, quiet: true }, header))?.[0], 7)
    assert.equal(await agentUntil(request), before)
    assert.equal((await keyFromAgent(request, header))?.[0], 7)
    assert.notEqual(await agentUntil(request), before)
    looked.forget()
    await looked.ended
    // A laptop that slept: the timer stood still, the clock went on.
    const asleep = await serveKey({ ...charge, idleMs: HOUR }, () => clock)
    assert.equal((await keyFromAgent(request, header))?.[0], 7)
    clock += HOUR + 1
    assert.equal(await keyFromAgent(request, header), null)
    await asleep.ended
  })

  it('forgets a key that is no longer the vault’s', async () => {
    const request = await unlocked('changed')
    await changePassphrase({ ...request, ask, next: async () => new Secret('another one'), cost: CHEAP })
    assert.equal(await agentUntil(request), null)
    await assert.rejects(openVault(request), code('vault-locked'))
    // One that was not told, asked for a newer key, forgets by itself.
    const other = await unlocked('newer')
    const header = await headerOf(other.folder)
    assert.equal(await keyFromAgent(other, { ...header, keyId: 'newer' }), null)
    assert.equal(await keyFromAgent(other, header), null)
  })

  it('a socket that a kill left behind is nobody, and is taken over', async () => {
    const request = await unlocked('stale')
    const path = await socketOf(request)
    await lockAgent(request)
    const killed = program(`(await import('node:net')).createServer().listen(${JSON.stringify(path)}, () => process.stdout.write('on'))`)
    const ended = done(killed)
    const early = await Promise.race([new Promise((resolve) => killed.stdout?.once('data', () => resolve(null))), ended])
    assert.equal(early, null)
    killed.kill('SIGKILL')
    await ended
    assert.ok(lstatSync(path).isSocket())
    await assert.rejects(openVault(request), code('vault-locked'))
    await unlockFor({ ...request, ask }, HOUR)
    ;(await openVault(request)).close()
  })

  it('whoever else put a socket or a folder there is not asked', async (t) => {
    const folder = join(place.folder, 'foreign')
    ;(await vaultIn(folder)).close()
    const request = { folder, env }
    const path = await socketOf(request)
    let asked = 0
    const liar = await listening(path, () => asked++)
    t.after(() => liar.close())
    // It is ours: it would be asked.
    await openVault(request).catch(() => {})
    assert.equal(asked, 1)
    if (isRoot) {
      chownSync(path, 65_534, 65_534)
      await assert.rejects(openVault(request), code('vault-locked'))
      chownSync(path, 0, 0)
    }
    chmodSync(join(path, '..'), 0o770)
    await assert.rejects(openVault(request), code('vault-locked'))
    await assert.rejects(unlockFor({ ...request, ask }, HOUR), code('vault-readable'))
    chmodSync(join(path, '..'), 0o700)
    assert.equal(asked, 1)
    rmSync(path, { force: true })
    symlinkSync('/dev/null', path)
    assert.equal(await agentUntil(request), null)
    rmSync(path)
    writeFileSync(path, 'a file')
    assert.equal(await agentUntil(request), null)
    rmSync(path)
  })

  it('answers that are no answers, and none at all, are as if nobody were there', async () => {
    const folder = join(place.folder, 'odd')
    ;(await vaultIn(folder)).close()
    const request = { folder, env }
    for (const said of ['nonsense\n', '7\n', '{"key":7}\n', '{"key":"AAAA"}\n', '']) {
      const liar = await listening(await socketOf(request), () => said)
      await assert.rejects(openVault(request), code('vault-locked'))
      ;(await openVault({ ...request, ask })).close()
      await new Promise((resolve) => liar.close(resolve))
    }
  })

  function listening(path: string, says: () => unknown): Promise<Server> {
    rmSync(path, { force: true })
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', () => socket.end(String(says())))
    })
    return new Promise((resolve) => server.listen(path, () => resolve(server)))
  }
})
