// The door alone: who is let in, what a wrong password costs, and that nobody learns why.

import assert from 'node:assert/strict'
import { createHmac, randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { hashDevicePassword, makeDevicePassword } from '../../src/bridge/device-password.ts'
import { openDoor } from '../../src/bridge/door.ts'
import { comesFrom, isNetwork } from '../../src/bridge/networks.ts'
import type { Account, Device, Knock } from '../../src/bridge/shapes.ts'
import { Secret } from '../../src/model/secret.ts'
import { aDevice } from './world.ts'

const account: Account = {
  id: 'scan@contoso.example',
  upstream: { kind: 'oauth', grant: 'scan@contoso.example' },
  endpoints: {},
  sending: 'smtp',
}
const key = randomBytes(32)
const password = makeDevicePassword()
const device = aDevice(account, hashDevicePassword(password, key))

function door(changes: Partial<Device> = {}) {
  let time = Date.parse('2026-11-22T12:00:00Z')
  const roll = {
    deviceByHash: (hash: string) => (hash === device.hash ? { ...device, ...changes } : null),
    account: (id: string) => (id === account.id ? account : null),
    used: () => {},
    digestDevices: () => [{ ...device, ...changes }].filter(({ digest }) => digest),
    digestPassword: async () => password,
  }
  const opened = openDoor(roll, key, () => time)
  const knock = (more: Partial<Knock> = {}) =>
    opened.knock({ protocol: 'smtp', user: account.id, proof: password, from: '127.0.0.1', secure: false, oldTls: false, ...more })
  const later = (ms: number) => {
    time += ms
  }
  return { knock, later }
}

const why = async (knock: ReturnType<ReturnType<typeof door>['knock']>) => {
  const admission = await knock
  return admission.ok ? 'in' : admission.why
}

describe('the door of the bridge', () => {
  it('knows a device by its password, however a panel writes it, under any of its names', async () => {
    const { knock } = door()
    const typed = password.reveal().toUpperCase().replaceAll('-', ' ')
    for (const user of ['scan@contoso.example', 'SCAN@Contoso.example ', 'scan', 'printer'])
      assert.equal(await why(knock({ user, proof: new Secret(typed) })), 'in')
    assert.equal(await why(knock({ user: 'boss@contoso.example' })), 'wrong-password')
  })

  it('waits longer with each wrong password, forgets after ten minutes, and forgives at once who then is right', async () => {
    const { knock, later } = door()
    const wrong = async () => {
      const denied = await knock({ proof: new Secret('wrong') })
      return denied.ok ? -1 : denied.waitMs
    }
    for (const ms of [200, 500, 1_000, 2_000, 4_000, 8_000, 8_000]) assert.equal(await wrong(), ms)
    later(600_001)
    assert.equal(await wrong(), 200)
    assert.equal(await why(knock()), 'in')
    assert.equal(await wrong(), 200)
    const other = await knock({ proof: new Secret('wrong'), from: '192.168.1.9', secure: true })
    assert.equal(other.ok ? -1 : other.waitMs, 200)
    for (let i = 0; i < 20; i++) await wrong()
    assert.equal(await why(knock({ proof: new Secret('wrong') })), 'too-many')
  })

  it('looks at everything that was said of the device', async () => {
    assert.equal(await why(door({ revoked: '2026-01-01T00:00:00Z' }).knock()), 'revoked')
    assert.equal(await why(door({ expires: '2026-11-21' }).knock()), 'expired')
    assert.equal(await why(door({ protocols: ['imap'] }).knock()), 'protocol')
    assert.equal(await why(door().knock({ from: '192.168.1.9', secure: true })), 'network')
    const atHome = door({ networks: ['192.168.1.0/24', 'fd00::/8'] })
    assert.equal(await why(atHome.knock({ from: '192.168.1.9', secure: true })), 'in')
    assert.equal(await why(atHome.knock({ from: '::ffff:192.168.1.9', secure: true })), 'in')
    assert.equal(await why(atHome.knock({ from: 'fd00::17', secure: true })), 'in')
    assert.equal(await why(atHome.knock({ from: '192.168.1.9', secure: false })), 'insecure')
    assert.equal(await why(atHome.knock({ from: '192.168.2.9', secure: true })), 'network')
  })

  it('a device that answers a challenge: the right digest, of this challenge, under its name, and nothing else', async () => {
    const { knock } = door({ digest: true })
    const challenge = '<1896.697170952@postoffice.example.net>'
    const digest = (secret: string, of = challenge) => createHmac('md5', secret).update(of).digest('hex')
    const right = digest(password.reveal())
    assert.equal(await why(knock({ proof: { challenge, response: right } })), 'in')
    assert.equal(await why(knock({ proof: { challenge: '<another@example.net>', response: right } })), 'wrong-password')
    assert.equal(await why(knock({ proof: { challenge, response: digest('wrong') } })), 'wrong-password')
    assert.equal(await why(knock({ proof: { challenge, response: '' } })), 'wrong-password')
    assert.equal(await why(knock({ user: 'boss@contoso.example', proof: { challenge, response: right } })), 'wrong-password')
    assert.equal(await why(door().knock({ proof: { challenge, response: right } })), 'wrong-password')
  })

  it('any text as a network or an address: an answer, never a crash', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.string({ maxLength: 40 }), (network, address) => {
        if (isNetwork(network)) assert.equal(typeof comesFrom([network], address), 'boolean')
      }),
    )
    for (const bad of ['', '10.0.0.0/33', '10.0.0/8', '10.0.0.0/-1', 'printer', '::/129', '10.0.0.0/8/8'])
      assert.equal(isNetwork(bad), false, bad)
  })

  it('makes passwords that no two devices share, of letters that every panel has', () => {
    const made = new Set(Array.from({ length: 2_000 }, () => makeDevicePassword().reveal()))
    assert.equal(made.size, 2_000)
    for (const one of made) assert.match(one, /^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/)
  })
})
