// The ends of a transfer against the lab: who is let in with what, how often a refused secret is sent, and what is told of a mailbox that stays shut.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Lab, startLab } from '../../../src/lab/lab.ts'
import { SesameError } from '../../../src/model/errors.ts'
import { Secret } from '../../../src/model/secret.ts'
import { login } from '../../../src/uses/login.ts'
import { openRoom, type RoomRequest } from '../../../src/uses/transfer/room.ts'
import type { SideShut } from '../../../src/uses/transfer/shut.ts'
import { openSide, type SideWanted } from '../../../src/uses/transfer/side.ts'
import { memoryVault } from '../../../src/vault/memory.ts'
import type { Vault } from '../../../src/vault/vault.ts'
import { goThrough } from '../../oauth/agent.ts'

const PLANTED = 'planted-Secret-4711'

describe('an end of a transfer', () => {
  let lab: Lab
  const { signal } = new AbortController()
  before(async () => {
    lab = await startLab()
  })
  after(() => lab?.stop())

  const request = (more: Partial<RoomRequest> = {}): RoomRequest => ({
    ...{ flags: {}, lab: true, env: {}, running: lab, lang: 'en', signal },
    ...more,
  })
  /** Opens one end, uses it, and closes everything. */
  async function using<T>(
    what: string,
    use: (side: Awaited<ReturnType<typeof openSide>>) => Promise<T>,
    more: Partial<RoomRequest> = {},
    side: Partial<SideWanted> = {},
  ): Promise<T> {
    const room = await openRoom(request(more))
    try {
      const opened = await openSide(what, { room, role: 'from', ...side })
      try {
        return await use(opened)
      } finally {
        await opened.box.close()
      }
    } finally {
      await room.close()
    }
  }
  const names = (what: string, more?: Partial<RoomRequest>, side?: Partial<SideWanted>) =>
    using(what, async ({ box }) => (await box.inventory()).folders.map(({ name }) => name), more, side)
  const code = async (work: Promise<unknown>): Promise<string> => {
    try {
      await work
      return 'no error'
    } catch (error) {
      assert.ok(error instanceof SesameError, String(error))
      assert.ok(!JSON.stringify(error).includes(PLANTED) && !error.message.includes(PLANTED))
      return error.code
    }
  }

  it('opens mailboxes of the lab as their people do: OAuth, app password, password', async () => {
    assert.ok((await names('claire@outlook.com')).includes('Deleted'))
    assert.ok((await names('claire@gmail.com')).includes('[Gmail]/All Mail'))
    assert.ok((await names('claire@icloud.com')).includes('Sent Messages'))
    assert.ok((await names('marie@selfhost.example')).includes('INBOX'))
  })

  it('takes a server with a user name, over TLS or STARTTLS, and what stands in its address is no password', async () => {
    const secret = new Secret('lab-password-1')
    for (const server of [
      'imaps://marie@selfhost.example@mail.selfhost.example',
      'imap://marie%40selfhost.example@mail.selfhost.example:143',
    ])
      assert.ok((await names(server, {}, { secret })).includes('INBOX'))
    assert.equal(await code(names(`imaps://marie:${PLANTED}@mail.selfhost.example`)), 'address-secret')
    assert.equal(await code(names('smtps://marie@mail.selfhost.example')), 'url-invalid')
  })

  it('sends a wrong secret once, whoever waits for a connection, and tells the cause and the steps', async () => {
    const before = lab.seen('imap.gmail.com').signIns.length
    const told: SideShut[] = []
    await using(
      'claire@gmail.com',
      async ({ box }) => {
        const tries = await Promise.allSettled([box.inventory(), box.reader(), box.reader(), box.writer()])
        for (const one of tries) assert.equal(one.status === 'rejected' && (one.reason as SesameError).code, 'side-refused')
        assert.equal(await code(box.inventory()), 'side-refused')
      },
      { onShut: (shut) => told.push(shut) },
      { secret: new Secret(PLANTED) },
    )
    assert.equal(lab.seen('imap.gmail.com').signIns.length - before, 1)
    assert.equal(told.length, 1)
    assert.match(told[0]?.diagnosis?.cause ?? '', /^auth\./)
    assert.ok((told[0]?.diagnosis?.steps.length ?? 0) > 0)
    assert.ok(!JSON.stringify(told).includes(PLANTED))
  })

  it('asks a person again, once, and no more', async () => {
    const asked: boolean[] = []
    const answers = [PLANTED, 'another-wrong-one', 'lab-password-1']
    const ask = async ({ again }: { again: boolean }) => {
      asked.push(again)
      return new Secret(answers.shift() ?? '')
    }
    const vault = memoryVault()
    const open = (askSecret: typeof ask) =>
      names('imaps://marie@selfhost.example@mail.selfhost.example', { askSecret, vault, running: lab, lab: false, flags: lab.network })
    assert.equal(await code(open(ask)), 'side-refused')
    assert.deepEqual(asked, [false, true])
    answers.unshift(PLANTED)
    assert.ok((await open(ask)).includes('INBOX'))
  })

  it('says who is missing: no secret, a sign-in that is wanted, a host that is nowhere, a domain of nobody', async () => {
    const outside = { lab: false, running: undefined, flags: lab.network, vault: memoryVault() }
    assert.equal(await code(names('marie@selfhost.example', outside)), 'side-secret')
    assert.equal(await code(names('marie@outlook.com', outside)), 'sign-in-wanted')
    assert.equal(await code(names('marie@selfhost.example', { ...outside, saved: true })), 'sign-in-unknown')
    assert.equal(await code(names('imaps://marie@nowhere.invalid', outside, { secret: new Secret(PLANTED) })), 'side-unreachable')
    assert.equal(await code(names('marie@nobody.invalid', outside)), 'domain-unknown')
  })

  it('sends no secret where the certificate is another’s, or where nothing is encrypted', async () => {
    const secret = new Secret(PLANTED)
    assert.equal(await code(names('imaps://marie@mail.wrong-name.fault.example', {}, { secret })), 'unsafe-certificate')
    assert.equal(await code(names('imap://marie@mail.starttls-stripping.fault.example', {}, { secret })), 'unsafe-plain')
    for (const host of ['mail.wrong-name.fault.example', 'mail.starttls-stripping.fault.example']) {
      assert.deepEqual(lab.seen(host).signIns, [])
      assert.ok(!lab.seen(host).clear.includes(PLANTED))
    }
  })

  it('a token that the server no longer takes is renewed once, in flight; an ended sign-in is told by its code', async () => {
    const vault: Vault = memoryVault()
    const address = 'marie@outlook.com'
    const { kept } = await login({ ...request({ vault }), address, flow: 'browser', scopes: [], prove: false, desktop: true }, (event) => {
      if (event.kind === 'browser') void goThrough(event.url, { login: address })
    })
    assert.ok(kept)
    const change = async (tokens: object) => {
      const held = await vault.read(`oauth/${address}`)
      assert.ok(held)
      const value = JSON.parse(held.secret.reveal())
      Object.assign(value.tokens, tokens)
      await vault.write(held.entry, new Secret(JSON.stringify(value)))
    }
    // It looks alive and is not.
    await change({ access: 'lab-token-nobody' })
    const before = lab.seen('outlook.office365.com').signIns.length
    assert.ok((await names(address, { vault })).includes('INBOX'))
    assert.deepEqual(
      lab
        .seen('outlook.office365.com')
        .signIns.slice(before)
        .map(({ outcome }) => outcome),
      ['refused', 'ok'],
    )
    lab.oauth.passwordChanged(address)
    await change({ expires: '2020-01-01T00:00:00Z' })
    const told: SideShut[] = []
    assert.equal(await code(names(address, { vault, onShut: (shut) => told.push(shut) })), 'side-refused')
    assert.match(told[0]?.said ?? '', /AADSTS\d+/)
    assert.match(told[0]?.diagnosis?.cause ?? '', /^oauth\./)
  })

  it('a shared mailbox is opened with the sign-in of its delegate', async () => {
    const vault: Vault = memoryVault()
    const address = 'paul@contoso.example'
    await login({ ...request({ vault }), address, flow: 'browser', scopes: [], prove: false, desktop: true }, (event) => {
      if (event.kind === 'browser') void goThrough(event.url, { login: address })
    })
    const signIns = new Map([['team@contoso.example', address]])
    assert.ok((await names('team@contoso.example', { vault, signIns })).includes('INBOX'))
    assert.equal(lab.seen('outlook.office365.com').signIns.at(-1)?.user, 'team@contoso.example')
    assert.equal(
      await code(names('team@contoso.example', { vault, signIns: new Map([['team@contoso.example', 'nobody@contoso.example']]) })),
      'sign-in-unknown',
    )
  })
})
