// The whole bridge as a person runs it, on the lab: signed in once, a device added, its password good for IMAP and SMTP; a shared mailbox; an app that signs in as itself.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import type { BridgeEvent, Listener } from '../../src/bridge/shapes.ts'
import { type Lab, startLab } from '../../src/lab/lab.ts'
import { Secret } from '../../src/model/secret.ts'
import { addBridgeDevice, listBridge, type NewDevice, revokeBridgeDevice } from '../../src/uses/bridge/devices.ts'
import { type RunningBridge, runBridge } from '../../src/uses/bridge/run.ts'
import { type LoginRequest, login } from '../../src/uses/login.ts'
import { memoryVault } from '../../src/vault/memory.ts'
import type { Vault } from '../../src/vault/vault.ts'
import { goThrough } from '../oauth/agent.ts'

const run = promisify(execFile)
const DOORS: readonly Listener[] = (['imap', 'smtp'] as const).map((protocol) => ({
  ...{ protocol, address: '127.0.0.1', port: 0, security: 'plain', oldTls: false },
}))

describe('the bridge, from the sign-in to the device', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sesame-bridge-uses-'))
  const events: BridgeEvent[] = []
  const planted: string[] = []
  let lab: Lab
  let vault: Vault
  let bridge: RunningBridge
  const signal = new AbortController().signal
  const around = () => ({ flags: {}, lab: true, env: {}, running: lab, vault, data: folder })

  before(async () => {
    lab = await startLab()
    vault = memoryVault()
    bridge = await runBridge(around(), DOORS, (event) => events.push(event))
  })
  after(async () => {
    await bridge?.stop()
    await lab?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  async function signIn(address: string, more: Partial<LoginRequest> = {}): Promise<string> {
    const request = { ...around(), address, flow: 'browser', scopes: [], prove: false, desktop: true, lang: 'en', signal } as const
    const { grant, refusal } = await login({ ...request, ...more }, (event) => {
      if (event.kind === 'browser') void goThrough(event.url, { login: address })
    })
    assert.ok(grant, JSON.stringify(refusal))
    return grant.id
  }

  async function add(device: NewDevice): Promise<string> {
    const { password } = await addBridgeDevice(around(), device)
    planted.push(password.reveal())
    return password.reveal()
  }

  /** Opens the mailbox and sends to itself; what Python's clients heard. */
  async function use(address: string, password: string): Promise<string> {
    const script = `import imaplib,smtplib,sys
i,s,user,password=sys.argv[1:]
m=imaplib.IMAP4('127.0.0.1',int(i)); print(m.login(user,password)); print(m.select()); m.logout()
c=smtplib.SMTP('127.0.0.1',int(s)); c.login(user,password); c.sendmail(user,[user],b'Subject: through\\r\\n\\r\\nhello\\r\\n'); print('sent'); c.quit()`
    const port = (protocol: string) => String(bridge.doors.find(({ listener }) => listener.protocol === protocol)?.port)
    return run('python3', ['-c', script, port('imap'), port('smtp'), address, password]).then(
      ({ stdout }) => stdout,
      (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
    )
  }

  it('one’s own mailbox: in, sent, and shut out after the revocation', async () => {
    await signIn('marie@outlook.com')
    const password = await add({ name: 'printer', address: 'marie@outlook.com' })
    assert.match(await use('marie@outlook.com', password), /'OK'[\s\S]*sent/)
    assert.equal(await revokeBridgeDevice({ data: folder, env: {} }, 'printer'), true)
    assert.match(await use('marie@outlook.com', password), /AUTHENTICATIONFAILED/)
    const { devices } = await listBridge({ data: folder, env: {} })
    assert.ok(devices[0]?.lastUsed !== null && devices[0]?.revoked !== null)
  })

  it('a shared mailbox, from one entry: read under its name, sent by the delegate; who has no right is told so', async () => {
    await signIn('paul@contoso.example')
    const password = await add({ name: 'team-nas', address: 'team@contoso.example', delegate: 'paul@contoso.example' })
    assert.match(await use('team@contoso.example', password), /'OK'[\s\S]*sent/)
    await signIn('marie@contoso.example')
    const other = await add({ name: 'marie-nas', address: 'team@contoso.example', delegate: 'marie@contoso.example' })
    assert.match(await use('team@contoso.example', other), /\[CONTACTADMIN\] The sign-in works but opens another mailbox/)
  })

  it('an app that signs in as itself, for a mailbox that it was given', async () => {
    const app = lab.oauth.apps().secret
    const [mailbox = ''] = app.mailboxes
    const id = await signIn(mailbox, { flow: 'app', clientId: app.id, clientSecret: new Secret(app.secret as string), tenant: app.tenant })
    const password = await add({ name: 'archive', address: mailbox, signIn: id })
    assert.match(await use(mailbox, password), /'OK'[\s\S]*sent/)
  })

  it('no device password in the database, nor in what was told', () => {
    assert.equal(planted.length, 4)
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
    const bytes = files.flatMap((file) => (statSync(file).isFile() ? [readFileSync(file, 'latin1')] : [])).join('')
    assert.ok(bytes.includes('team-nas'))
    for (const password of planted) assert.ok(!bytes.includes(password) && !JSON.stringify(events).includes(password))
  })
})
