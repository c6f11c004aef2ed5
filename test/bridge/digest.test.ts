// CRAM-MD5 at the bridge, by Python's own clients: offered only when a device needs it, and it opens what that device may open.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { type Bridge, startBridge } from '../../src/bridge/bridge.ts'
import { hashDevicePassword, makeDevicePassword } from '../../src/bridge/device-password.ts'
import { openDoor } from '../../src/bridge/door.ts'
import { Secret } from '../../src/model/secret.ts'
import { startRelay } from './relay.ts'
import { aDevice, type BridgeWorld, bridgeWorld, PLAIN_DOORS } from './world.ts'

const run = promisify(execFile)

describe('a device that only answers challenges', () => {
  let t: BridgeWorld
  let bridge: Bridge
  const password = makeDevicePassword()
  let relay: { stop(): Promise<void> }
  before(async () => {
    t = await bridgeWorld()
    // Dovecot's submission takes nobody in whose mail it could not hand on.
    relay = await startRelay(t.dovecot, t.account.id)
    const key = randomBytes(32)
    const device = { ...aDevice(t.account, hashDevicePassword(password, key)), digest: true }
    const roll = {
      deviceByHash: () => null,
      account: () => t.account,
      used: () => {},
      anyDigest: () => true,
      digestDevices: () => [device],
      digestPassword: async () => password,
    }
    const key_ = { user: t.account.id, secret: new Secret(t.keys.token), mechanisms: ['XOAUTH2'] as const }
    const keys = { key: async () => ({ ok: true as const, key: key_ }) }
    bridge = await startBridge({ network: t.network, listeners: PLAIN_DOORS, door: openDoor(roll, key), keys, on: () => {} })
  })
  after(async () => {
    await bridge?.stop()
    await t?.stop()
    await relay?.stop()
  })

  const port = (protocol: string) => String(bridge.doors.find(({ listener }) => listener.protocol === protocol)?.port)
  const python = async (script: string, ...args: string[]) => (await run('python3', ['-c', script, ...args])).stdout

  it('imaplib and smtplib come in by the digest, and a wrong one is refused', async () => {
    const imap = `import imaplib,sys
m=imaplib.IMAP4('127.0.0.1',int(sys.argv[1])); print(m.capabilities); print(m.login_cram_md5('printer',sys.argv[2])); print(m.select())`
    const said = await python(imap, port('imap'), password.reveal())
    assert.match(said, /AUTH=CRAM-MD5/)
    assert.match(said, /\('OK', \[b'\d+'\]\)/)
    await assert.rejects(python(imap, port('imap'), 'wrong'), /AUTHENTICATIONFAILED/)
    const smtp = `import smtplib,sys
s=smtplib.SMTP('127.0.0.1',int(sys.argv[1])); s.ehlo(); print(s.esmtp_features['auth']); s.user='printer'; s.password=sys.argv[2]
print(s.auth('CRAM-MD5', s.auth_cram_md5))`
    assert.match(await python(smtp, port('smtp'), password.reveal()), /CRAM-MD5[\s\S]*235/)
  })

  it('a bridge without such a device does not offer it', async () => {
    const said = await python(
      `import imaplib,sys
print(imaplib.IMAP4('127.0.0.1',int(sys.argv[1])).capabilities)`,
      String(t.port('imap')),
    )
    assert.match(said, /AUTH=PLAIN/)
    assert.doesNotMatch(said, /CRAM/)
  })
})
