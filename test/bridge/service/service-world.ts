// Bridges as the processes that people run: one data folder with a real vault, a real authorization server, a real Dovecot that asks it about every token, and a place where notices arrive.

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { hashDevicePassword, makeDevicePassword } from '../../../src/bridge/device-password.ts'
import type { Account } from '../../../src/bridge/shapes.ts'
import { Secret } from '../../../src/model/secret.ts'
import { createNetwork } from '../../../src/net/create.ts'
import { signInByBrowser } from '../../../src/oauth/browser-flow.ts'
import { discover } from '../../../src/oauth/discover.ts'
import type { Grant, Tokens } from '../../../src/oauth/shapes.ts'
import { addDevice, keepAccount } from '../../../src/store/bridge.ts'
import { openStore } from '../../../src/store/database.ts'
import { hashKey } from '../../../src/uses/bridge/hash-key.ts'
import { type BridgeStatus, bridgeStatus } from '../../../src/uses/bridge/status.ts'
import { grantShelf } from '../../../src/uses/grant-shelf.ts'
import { makeVault } from '../../../src/vault/make.ts'
import { openVault } from '../../../src/vault/open.ts'
import { goThrough } from '../../oauth/agent.ts'
import { value } from '../../oauth/outcome.ts'
import { type OAuthServer, SECRET, startOAuthServer } from '../../oauth/server.ts'
import { type Dovecot, startDovecot } from '../../real/dovecot.ts'
import { aDevice } from '../world.ts'

export const MARIE = 'marie@example.test'
const PASSPHRASE = 'planted passphrase of the vault'
const MAIN = fileURLToPath(new URL('../../cli/run-main.js', import.meta.url))

export interface Running {
  readonly child: ChildProcess
  readonly said: () => string
  /** Resolves with the exit code, or the signal's name. */
  readonly ended: Promise<number | string>
  doors(): Promise<Readonly<Record<string, number>>>
  metrics(): Promise<string>
}

export interface ServiceWorld {
  readonly folder: string
  readonly oauth: OAuthServer
  readonly dovecot: Dovecot
  readonly password: string
  readonly posted: { readonly path: string; readonly headers: Readonly<Record<string, unknown>>; readonly body: string }[]
  readonly hook: string
  /** All that must be seen nowhere. */
  secrets(): readonly string[]
  settings(json: unknown): void
  /** As `sesame login` would: another process's vault. `dead`: its token has ended and cannot be renewed. */
  signIn(dead?: boolean): Promise<void>
  start(args?: readonly string[], env?: Readonly<Record<string, string>>): Promise<Running>
  status(): Promise<BridgeStatus>
  until<T>(what: string, look: () => Promise<T | null | undefined | false>): Promise<T>
  stop(): Promise<void>
}

export async function serviceWorld(): Promise<ServiceWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'sesame-service-'))
  const oauth = await startOAuthServer()
  const url = `http://checker:${SECRET}@127.0.0.1:${oauth.port}/token/introspection`
  const dovecot = await startDovecot({ checkTokens: { url, user: 'sub' } })
  const posted: ServiceWorld['posted'] = []
  const inbox = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text
    })
    request.on('end', () => {
      posted.push({ path: request.url ?? '', headers: request.headers, body })
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((done) => inbox.listen(0, '127.0.0.1', done))
  inbox.unref()
  const hook = `http://127.0.0.1:${(inbox.address() as AddressInfo).port}`

  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 })
    return join(folder, name)
  }
  await makeVault({ folder, passphrase: new Secret(PASSPHRASE), cost: { log2n: 10, r: 8, p: 1 } })
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    LC_ALL: 'C.UTF-8',
    SESAME_DATA: folder,
    SESAME_VAULT_PASSPHRASE_FILE: file('passphrase', PASSPHRASE),
    SESAME_NETWORK: file('network.json', JSON.stringify({ cacert: dovecot.ca, connectTo: [`${dovecot.host}::127.0.0.1:`] })),
  }
  const network = createNetwork({})
  const server = value(await discover(network, oauth.issuer))
  const tokens: Tokens[] = []
  const password = makeDevicePassword()
  const children: ChildProcess[] = []

  async function withVault<T>(work: (vault: Awaited<ReturnType<typeof openVault>>) => Promise<T>): Promise<T> {
    const vault = await openVault({ folder, env })
    try {
      return await work(vault)
    } finally {
      vault.close()
    }
  }
  const account: Account = {
    id: MARIE,
    upstream: { kind: 'oauth', grant: MARIE },
    sending: 'smtp',
    endpoints: { imap: { protocol: 'imap', host: dovecot.host, port: dovecot.ports.imaps, security: 'tls' } },
  }
  const db = await openStore({ folder, env })
  keepAccount(db, MARIE, account)
  const hash = hashDevicePassword(password, await withVault(hashKey))
  const { id, account: _, hash: __, made, revoked, lastUsed, lastFrom, ...told } = aDevice(account, hash)
  addDevice(db, { id, account: MARIE, hash, made, told })
  db.close()

  const world: ServiceWorld = {
    ...{ folder, oauth, dovecot, posted, hook, password: password.reveal() },
    secrets: () => [
      ...[PASSPHRASE, password.reveal(), SECRET, 'planted-hook-token'],
      ...tokens.flatMap(({ access, refresh, id: it }) => [access, refresh, it].flatMap((one) => (one === undefined ? [] : [one.reveal()]))),
    ],
    settings: (json) => void file('bridge.json', typeof json === 'string' ? json : JSON.stringify(json)),
    async signIn(dead = false) {
      const got = value(
        await signInByBrowser({
          ...{ network, server, client: { id: 'desktop' }, scopes: ['openid', 'offline_access', 'mail.read'], lang: 'en' },
          open: (page) => void goThrough(page, { login: MARIE }),
        }),
      )
      tokens.push(got)
      if (dead) await oauth.revokeAll()
      const now = new Date().toISOString()
      const expires = dead ? new Date(Date.now() - 1_000).toISOString() : (got.expires ?? null)
      const grant: Grant = {
        ...{ id: MARIE, address: MARIE, provider: null, server, clientId: 'desktop', flow: 'browser', scopes: got.scopes },
        ...{ made: now, refreshed: null, expires, refusal: null },
      }
      await withVault(async (vault) => {
        await vault.write({ name: 'key/hook', sort: 'key', title: 'hook' }, new Secret('planted-hook-token'))
        await grantShelf(vault, folder).write(grant, { ...got, ...(expires !== null && { expires }) })
      })
    },
    async start(args = [], more = {}) {
      const all = ['bridge', '--imap', 'plain:127.0.0.1:0', '--metrics', '127.0.0.1:0', '--log', 'json', ...args]
      const child = spawn(process.execPath, [MAIN, ...all], { env: { ...env, ...more }, stdio: ['ignore', 'pipe', 'pipe'] })
      children.push(child)
      let said = ''
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => {
          said += text
        })
      const ended = new Promise<number | string>((done) => child.once('exit', (code, signal) => done(code ?? signal ?? 'gone')))
      const mine = async () => (await world.status()).runs.find(({ pid }) => pid === child.pid)
      const running: Running = {
        ...{ child, said: () => said, ended },
        doors: async () =>
          Object.fromEntries(((await mine())?.doors ?? []).map(({ protocol, port, security }) => [`${protocol} ${security}`, port])),
        metrics: async () => (await mine())?.metrics ?? '',
      }
      await world.until(`a bridge: ${said}`, async () => {
        if (child.exitCode !== null) throw new Error(`it ended: ${said}`)
        return (await mine()) !== undefined
      })
      return running
    },
    status: () => bridgeStatus({ data: folder, env, flags: {}, lab: false, lang: 'en' }),
    async until(what, look) {
      const end = performance.now() + 60_000
      for (;;) {
        const found = await look()
        if (found) return found
        if (performance.now() > end) throw new Error(`waited in vain for ${what}`)
        await wait(50)
      }
    },
    async stop() {
      for (const child of children) child.kill('SIGKILL')
      await new Promise((done) => inbox.close(done))
      await dovecot.stop()
      await oauth.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  await world.signIn()
  return world
}

/** One IMAP client, held open: says a line, hears until the pattern. */
export function imap(port: number): { say(line: string, until: RegExp): Promise<string>; readonly socket: Socket } {
  const socket = connect(port, '127.0.0.1')
  let heard = ''
  socket.on('error', () => {})
  socket.setEncoding('utf8').on('data', (text: string) => {
    heard += text
  })
  return {
    socket,
    async say(line, until) {
      heard = ''
      if (line !== '') socket.write(`${line}\r\n`)
      const end = performance.now() + 60_000
      while (!until.test(heard)) {
        if (performance.now() > end || (socket.destroyed && !until.test(heard))) throw new Error(`heard only: ${heard}`)
        await wait(10)
      }
      return heard
    },
  }
}

export async function signInOnce(port: number, password: string): Promise<string> {
  const client = imap(port)
  await client.say('', /^\* OK/)
  const said = await client.say(`a LOGIN ${MARIE} ${password}`, /^a (OK|NO)[^\n]*\n/m)
  client.socket.destroy()
  return said
}
