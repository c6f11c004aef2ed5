// What is begun before the identity is final: only what is public, and nothing of it when the mailbox turns out to be elsewhere.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Lab, startLab } from '../../src/lab/lab.ts'
import { parseAddress } from '../../src/model/address.ts'
import { Secret } from '../../src/model/secret.ts'
import { createNetwork } from '../../src/net/create.ts'
import type { Network } from '../../src/net/network.ts'
import { AttemptBudget } from '../../src/probe/index.ts'
import { identifyAndLook, type LookEvent } from '../../src/uses/look.ts'

const ADDRESS = 'claire@icloud.com'
const PASSWORD = 'labw-ords-only-here'
const LISTED = ['imap.mail.me.com', 'smtp.mail.me.com']

describe('a look that begins with the catalogue', () => {
  let lab: Lab
  before(async () => {
    lab = await startLab()
  })
  after(() => lab?.stop())

  /** The lab's network, whose answer for the mail exchanger is held back or replaced. */
  function run(mx: (real: Network) => Network['mx'], signal = new AbortController().signal) {
    const real = createNetwork(lab.network)
    const events: LookEvent[] = []
    const budget = new AttemptBudget()
    const wishes = { protocol: undefined, prefersPop: false }
    const request = { wishes, secret: new Secret(PASSWORD), budget, signal }
    const looked = identifyAndLook({ ...real, mx: mx(real) }, parseAddress(ADDRESS)!, request, (event) => events.push(event))
    return { looked, events, budget }
  }
  const signIns = () => LISTED.flatMap((host) => lab.seen(host).signIns).length
  const commands = () => LISTED.flatMap((host) => lab.seen(host).commands).length

  it('makes no sign-in and tells nothing while the exchanger is not known; then goes on with what was begun', async () => {
    const before = { signIns: signIns(), commands: commands(), connections: connectionsOf(lab) }
    let answer = () => {}
    const held = new Promise<void>((resolve) => {
      answer = resolve
    })
    const { looked, events, budget } = run((real) => async (name) => {
      await held
      return real.mx(name)
    })
    for (let waited = 0; waited < 60_000 && commands() === before.commands; waited += 10) await sleep(10)
    assert.ok(commands() > before.commands, 'the public side is looked at meanwhile')
    await sleep(150)
    assert.deepEqual([signIns() - before.signIns, budget.made, events.length], [0, 0, 0])
    answer()
    const { run: ended } = await looked
    assert.deepEqual(
      ended.results.map(({ outcome }) => outcome),
      ['healthy', 'healthy'],
    )
    assert.deepEqual([signIns() - before.signIns, connectionsOf(lab) - before.connections], [2, 2])
    assert.deepEqual([events[0]?.kind, events.length], ['probing', ended.facts.length + 1])
  })

  it('drops it when the exchanger names another provider: no secret there, no attempt counted, nothing told of it', async () => {
    const before = signIns()
    const { looked, events, budget } = run(() => async () => {
      await sleep(150)
      return { status: 'ok', records: [{ exchange: 'icloud-com.mail.protection.outlook.com', priority: 0 }], ms: 150 }
    })
    const { identity, run: ended } = await looked
    assert.equal(identity.provider, 'm365')
    assert.ok(ended.results.every(({ endpoint }) => endpoint.host.endsWith('office365.com')))
    assert.ok(events.every((event) => !LISTED.includes(event.host.replace(/:\d+$/, ''))))
    assert.equal(signIns(), before)
    assert.equal(budget.made, ended.facts.filter((f) => f.name === 'sign-in' && f.value !== 'not-tried').length)
  })

  it('ends at once when it is broken off', async () => {
    const before = signIns()
    const stop = new AbortController()
    const { looked, budget } = run(() => () => new Promise(() => {}), stop.signal)
    await sleep(100)
    stop.abort(new Error('enough'))
    await assert.rejects(looked, { message: 'enough' })
    assert.deepEqual([signIns(), budget.made], [before, 0])
  })
})

function connectionsOf(lab: Lab): number {
  return LISTED.reduce((sum, host) => sum + lab.seen(host).connections, 0)
}
