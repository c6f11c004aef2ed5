// Many at once: two hundred sign-ins with a token that has ended make one refresh at a real OAuth server, in one process and over two; five hundred lie idle and live.

import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { startBridge } from '../../src/bridge/bridge.ts'
import { hashDevicePassword, makeDevicePassword } from '../../src/bridge/device-password.ts'
import { openDoor } from '../../src/bridge/door.ts'
import type { BridgeEvent } from '../../src/bridge/shapes.ts'
import { Secret } from '../../src/model/secret.ts'
import { createNetwork } from '../../src/net/create.ts'
import type { Network } from '../../src/net/network.ts'
import { signInByBrowser } from '../../src/oauth/browser-flow.ts'
import { discover } from '../../src/oauth/discover.ts'
import type { GrantShelf } from '../../src/oauth/shapes.ts'
import { keysFrom } from '../../src/uses/bridge/keys.ts'
import { grantShelf } from '../../src/uses/grant-shelf.ts'
import { makeVault } from '../../src/vault/make.ts'
import { memoryVault } from '../../src/vault/memory.ts'
import { openVault } from '../../src/vault/open.ts'
import type { Vault } from '../../src/vault/vault.ts'
import { createAuthority } from '../net/pki.ts'
import { goThrough } from '../oauth/agent.ts'
import { value } from '../oauth/outcome.ts'
import { type OAuthServer, startOAuthServer } from '../oauth/server.ts'
import { HOST, type Script, script, TRUSTED } from '../wire/script.ts'
import { provider } from './hostile-world.ts'
import { accountAt, MARIE } from './many-account.ts'
import { aDevice, PLAIN_DOORS } from './world.ts'

const WORKER = fileURLToPath(new URL('./many-worker.js', import.meta.url))
/** A provider in a process of its own that says yes to everybody. */
const PROVIDER = fileURLToPath(new URL('../../bench/bridge-upstream.js', import.meta.url))

interface Door {
  readonly port: number
  readonly password: string
}

describe('many at once', () => {
  const network = createNetwork({ cacert: TRUSTED, connectTo: [`${HOST}::127.0.0.1:`] })
  const folder = mkdtempSync(join(tmpdir(), 'sesame-many-'))
  let oauth: OAuthServer
  let mail: Script
  /** Tokens that the provider was shown. */
  const shown = new Set<string>()

  before(async () => {
    oauth = await startOAuthServer()
    mail = await script(
      (peer) =>
        provider(peer, 'imap', (token) => {
          shown.add(token)
          return true
        }),
      'tls',
    )
  })
  after(async () => {
    await mail?.stop()
    await oauth?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  /** A sign-in whose access token has ended, with a refresh token that is good for one use. */
  async function signedInLongAgo(shelf: GrantShelf): Promise<void> {
    const plain = createNetwork({})
    const server = value(await discover(plain, oauth.issuer))
    const outcome = await signInByBrowser({
      ...{ network: plain, server, client: { id: 'desktop' }, scopes: ['openid', 'offline_access', 'mail.read'], lang: 'en' },
      open: (url) => void goThrough(url, { login: MARIE }),
    })
    const tokens = { ...value(outcome), expires: new Date(Date.now() - 1_000).toISOString() }
    const now = new Date().toISOString()
    const { scopes, expires } = tokens
    const grant = { id: MARIE, address: MARIE, provider: null, server, clientId: 'desktop', flow: 'browser' as const, scopes }
    await shelf.write({ ...grant, made: now, refreshed: null, expires, refusal: null }, tokens)
  }

  async function hereBridge(
    shelf: GrantShelf,
    vault: Vault,
    there: { readonly network?: Network; readonly port?: number; readonly on?: (event: BridgeEvent) => void } = {},
  ) {
    const account = accountAt(there.port ?? mail.port)
    const key = randomBytes(32)
    const password = makeDevicePassword()
    const device = aDevice(account, hashDevicePassword(password, key))
    const bridge = await startBridge({
      network: there.network ?? network,
      listeners: PLAIN_DOORS,
      door: openDoor({ deviceByHash: () => device, account: () => account, used: () => {} }, key),
      keys: keysFrom(vault, shelf, network),
      on: there.on ?? (() => {}),
    })
    return { bridge, door: { port: bridge.doors[0]!.port, password: password.reveal() } }
  }

  it('two hundred sign-ins, one process: one refresh, nobody hangs, everybody is in', async () => {
    const vault = memoryVault()
    const shelf = grantShelf(vault, folder)
    await signedInLongAgo(shelf)
    shown.clear()
    const before = oauth.refreshes()
    const { bridge, door } = await hereBridge(shelf, vault)
    const said = await Promise.all(Array.from({ length: 200 }, () => enter(door)))
    assert.deepEqual([...new Set(said.map(({ answer }) => answer.slice(0, 4)))], ['a OK'])
    assert.equal(oauth.refreshes() - before, 1)
    assert.equal(shown.size, 1)
    for (const { socket } of said) socket.destroy()
    await bridge.stop()
  })

  it('two hundred sign-ins, two bridges in processes of their own on one vault: one refresh', async () => {
    const place = join(folder, 'shared')
    await makeVault({ folder: place, passphrase: new Secret('two bridges'), cost: { log2n: 10, r: 8, p: 1 } })
    const file = join(folder, 'passphrase')
    const ca = join(folder, 'ca.pem')
    writeFileSync(file, 'two bridges\n', { mode: 0o600 })
    writeFileSync(ca, TRUSTED)
    const env = { ...process.env, SESAME_VAULT_PASSPHRASE_FILE: file }
    const vault = await openVault({ folder: place, env })
    await signedInLongAgo(grantShelf(vault, place))
    vault.close()
    shown.clear()
    const before = oauth.refreshes()
    const children = [1, 2].map(() => fork(WORKER, [place, ca, String(mail.port)], { env }))
    try {
      const doors = await Promise.all(children.map((child) => first<Door>(child)))
      const said = await Promise.all(Array.from({ length: 200 }, (_, i) => enter(doors[i % 2] as Door)))
      assert.deepEqual([...new Set(said.map(({ answer }) => answer.slice(0, 4)))], ['a OK'])
      assert.equal(oauth.refreshes() - before, 1)
      assert.equal(shown.size, 1)
      for (const { socket } of said) socket.destroy()
    } finally {
      for (const child of children) child.disconnect()
    }
  })

  it('five hundred lie idle: each still gets its answers', async () => {
    const authority = createAuthority()
    const child = fork(PROVIDER, [JSON.stringify(authority.issue({ names: [HOST] }))])
    const port = await first<number>(child)
    const vault = memoryVault()
    const shelf = grantShelf(vault, folder)
    await signedInLongAgo(shelf)
    const events: BridgeEvent[] = []
    const trusting = createNetwork({ cacert: authority.cert, connectTo: [`${HOST}::127.0.0.1:`] })
    const { bridge, door } = await hereBridge(shelf, vault, { network: trusting, port, on: (event) => events.push(event) })
    const all: Socket[] = []
    while (all.length < 500) all.push(...(await Promise.all(Array.from({ length: 100 }, () => enter(door)))).map(({ socket }) => socket))
    assert.equal(bridge.doors[0]!.visitors, 500)
    const answers = await Promise.all(all.map((socket) => ask(socket, 'b NOOP\r\n', /^b OK.*\r\n/m)))
    assert.equal(answers.length, 500)
    assert.equal(events.filter(({ kind }) => kind === 'ended' || kind === 'shut').length, 0)
    for (const socket of all) socket.destroy()
    await bridge.stop()
    child.disconnect()
  })
})

async function enter({ port, password }: Door): Promise<{ readonly socket: Socket; readonly answer: string }> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  const answer = await ask(socket, `a LOGIN ${MARIE} ${password}\r\n`, /^a (OK|NO|BAD).*\r\n/m)
  return { socket, answer: /^a .*/m.exec(answer)?.[0] ?? '' }
}

function ask(socket: Socket, text: string, until: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = ''
    const timer = setTimeout(() => reject(new Error(`hangs after ${heard}`)), 120_000)
    const onData = (chunk: Buffer) => {
      heard += chunk
      if (!until.test(heard)) return
      clearTimeout(timer)
      socket.off('data', onData)
      resolve(heard)
    }
    socket.on('data', onData)
    socket.on('error', reject)
    socket.write(text)
  })
}

function first<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as T))
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)))
  })
}
