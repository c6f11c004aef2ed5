// Every account of the lab is examined as its README says; the doctor must find what the account was made to show, with at most two sign-ins.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Lab, startLab } from '../../src/lab/lab.ts'
import { loadLab } from '../../src/lab/load.ts'
import type { DoctorResult } from '../../src/sesame.ts'
import { isAmong, onLab, ranking, shellWords } from './on-lab.ts'

const MAX_ATTEMPTS = 2

const addresses = loadLab().providers.flatMap((p) => p.domains.flatMap((d) => d.accounts.flatMap((a) => (a.expect ? [a.address] : []))))
const isFault = (address: string) => address.endsWith('.fault.example')
/** Most of a run at a server that never answers is waiting: many at once. The others compute, and each has three seconds to find out who is asked for: few. */
const GROUPS = [
  { servers: 'that fail', concurrency: 12, of: addresses.filter(isFault) },
  { servers: 'that answer', concurrency: 2, of: addresses.filter((address) => !isFault(address)) },
]

describe('the doctor on the lab', () => {
  let lab: Lab
  const results = new Map<string, DoctorResult>()
  before(async () => {
    lab = await startLab()
  })
  after(() => lab?.stop())

  for (const { servers, concurrency, of } of GROUPS)
    describe(`finds what each account shows, at servers ${servers}`, { concurrency }, () => {
      for (const address of of)
        it(address, async () => {
          const account = lab.accounts.find((a) => a.address === address)
          assert.ok(account?.expect)
          const { expect, doctor, secretShown } = account
          const result = await onLab(lab, shellWords(doctor), secretShown === 'none' ? undefined : account.secrets[secretShown])
          results.set(address, result)
          const said = `${account.shows.en} => ${ranking(result)}`
          assert.ok(result.attempts <= MAX_ATTEMPTS, said)
          if (expect.outcome === 'works') {
            assert.deepEqual([result.outcome, result.exit, result.guide], ['works', 0, null], said)
            return
          }
          assert.ok(isAmong(expect.cause, result.diagnosis.causes[0]?.id), said)
          // Several causes that nothing seen can tell apart: then it is honest not to be sure, and never right to say that all is well.
          if (expect.cause.length === 1 || result.outcome === 'works') assert.deepEqual([result.outcome, result.exit], ['fault', 1], said)
          assert.ok((result.guide?.steps.length ?? 0) > 0, 'a fault without a step to take')
        })
    })

  it('signs in no more often than it says, and never without TLS', () => {
    assert.equal(results.size, addresses.length)
    const hosts = new Set(loadLab().providers.flatMap((p) => p.servers.map((s) => s.host)))
    const seen = [...hosts].flatMap((host) => lab.seen(host).signIns)
    assert.ok(seen.every(({ secure }) => secure))
    const said = [...results.values()].reduce((sum, { attempts }) => sum + attempts, 0)
    // A server that hangs up as the name is sent may never have read it: the doctor counts it, the server does not.
    assert.ok(seen.length > 0 && seen.length <= said, `${seen.length} seen, ${said} said`)
  })
})
