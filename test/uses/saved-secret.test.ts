// The sign-in that is kept, used by whoever needs it: the doctor finds the mailbox sound with it, and names the cause when the provider has ended it.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Lab, startLab } from '../../src/lab/lab.ts'
import { Secret } from '../../src/model/secret.ts'
import { doctor } from '../../src/uses/doctor.ts'
import { type LoginRequest, login } from '../../src/uses/login.ts'
import { savedSecret } from '../../src/uses/saved-secret.ts'
import { memoryVault } from '../../src/vault/memory.ts'
import type { Vault } from '../../src/vault/vault.ts'
import { goThrough } from '../oauth/agent.ts'

const ADDRESS = 'marie@outlook.com'

describe('a kept sign-in', () => {
  let lab: Lab
  let vault: Vault
  const signal = new AbortController().signal
  const around = () => ({ flags: {}, lab: true, env: {}, running: lab, vault, signal })
  const judged = async (saved: Awaited<ReturnType<typeof savedSecret>>) =>
    doctor(
      {
        ...around(),
        address: ADDRESS,
        messages: [...saved.evidence],
        tells: [],
        secret: saved.secret ?? undefined,
        secretKind: saved.kind,
        offline: false,
        lang: 'en',
      },
      () => {},
    )

  /** The kept access token looks old from now on. */
  async function runOut(): Promise<void> {
    const held = await vault.read(`oauth/${ADDRESS}`)
    assert.ok(held)
    const kept = JSON.parse(held.secret.reveal())
    kept.tokens.expires = '2020-01-01T00:00:00Z'
    await vault.write(held.entry, new Secret(JSON.stringify(kept)))
  }

  before(async () => {
    lab = await startLab()
    vault = memoryVault()
    const request: LoginRequest = { ...around(), address: ADDRESS, flow: 'browser', scopes: [], prove: false, desktop: true, lang: 'en' }
    const { exit, kept } = await login(request, (event) => {
      if (event.kind === 'browser') void goThrough(event.url, { login: ADDRESS })
    })
    assert.deepEqual([exit, kept], [0, true])
  })
  after(() => lab?.stop())

  it('opens the mailbox for the doctor, who sees nothing wrong', async () => {
    const saved = await savedSecret({ ...around(), address: ADDRESS })
    assert.deepEqual([saved.kind, saved.refusal, saved.evidence.length], ['oauth', null, 0])
    assert.equal((await judged(saved)).outcome, 'works')
  })

  it('is renewed when its token has run out', async () => {
    const before = await savedSecret({ ...around(), address: ADDRESS })
    await runOut()
    const saved = await savedSecret({ ...around(), address: ADDRESS })
    assert.notEqual(saved.secret?.reveal(), before.secret?.reveal())
    assert.equal((await judged(saved)).outcome, 'works')
  })

  it('ended by a changed password: no token, and the doctor names the cause by the code', async () => {
    lab.oauth.passwordChanged(ADDRESS)
    await runOut()
    const saved = await savedSecret({ ...around(), address: ADDRESS })
    assert.equal(saved.secret, null)
    assert.match(saved.evidence.join(), /AADSTS\d+/)
    const result = await judged(saved)
    assert.equal(result.outcome, 'fault')
    assert.match(result.diagnosis.causes[0]?.id ?? '', /^oauth\.token_expired/)
    assert.match(JSON.stringify(result.guide), /sesame login marie@outlook\.com/)
  })
})
