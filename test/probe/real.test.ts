// The probes and the proof of repair on Debian's Dovecot and Postfix: what is stated here was said by real servers.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Endpoint } from '../../src/model/protocol.ts'
import { Secret } from '../../src/model/secret.ts'
import { createNetwork } from '../../src/net/create.ts'
import type { Network } from '../../src/net/network.ts'
import {
  type ProbeRun,
  type ProbeTarget,
  probeAll,
  type Verification,
  type VerifyPlan,
  type VerifyProgress,
  verifyMailbox,
} from '../../src/probe/index.ts'
import { type Dovecot, startDovecot } from '../real/dovecot.ts'
import { type Postfix, startPostfix } from '../real/postfix.ts'

describe('on real servers', () => {
  let dovecot: Dovecot
  let postfix: Postfix
  let network: Network

  before(async () => {
    dovecot = await startDovecot()
    postfix = await startPostfix(dovecot)
    network = createNetwork({ connectTo: [`${dovecot.host}::127.0.0.1:`], cacert: dovecot.caPem })
  })
  after(async () => {
    await postfix?.stop()
    await dovecot?.stop()
  })

  const target = (protocol: Endpoint['protocol'], port: number, security: Endpoint['security'], user: string): ProbeTarget => ({
    protocol,
    host: dovecot.host,
    port,
    security,
    trust: 'named',
    user,
    hints: { provider: 'test' },
  })
  const targetsOf = (user: string) => [
    target('imap', dovecot.ports.imaps, 'tls', user),
    target('smtp', postfix.ports.submission, 'starttls', user),
    target('pop3', dovecot.ports.pop3s, 'tls', user),
  ]
  const password = (value: string) => ({ secret: new Secret(value), kind: 'password' as const })
  const values = (run: ProbeRun, name: string, protocol: string) =>
    run.facts.filter((fact) => fact.name === name && fact.about?.startsWith(protocol)).map(({ value }) => value)

  it('a mailbox that works: signed in, entered, quota read; the third endpoint waits, for two attempts are enough', async () => {
    const [marie] = dovecot.users
    const streamed: string[] = []
    const run = await probeAll(network, targetsOf(marie!.user), {
      secret: password(marie!.password),
      sender: marie!.user,
      onFact: ({ name }) => streamed.push(name),
    })
    assert.deepEqual(
      run.results.map(({ outcome }) => outcome),
      ['healthy', 'healthy', 'reachable'],
    )
    assert.equal(run.results[2]?.notTried, 'spent')
    assert.deepEqual(
      [values(run, 'mailbox', 'imap'), values(run, 'quota', 'imap'), values(run, 'sender', 'smtp')],
      [['ok'], ['ok'], ['ok']],
    )
    assert.deepEqual([values(run, 'tls', 'smtp'), values(run, 'sign-in', 'pop3')], [['ok'], ['not-tried']])
    assert.equal(streamed.length, run.facts.length)
    assert.ok(run.online)
  })

  for (const [name, index] of [
    ['a password with quotes', 1],
    ['a password beyond ASCII', 2],
  ] as const) {
    it(`${name} opens IMAP and SMTP`, async () => {
      const one = dovecot.users[index]!
      const run = await probeAll(network, targetsOf(one.user).slice(0, 2), { secret: password(one.password), sender: one.user })
      assert.deepEqual(
        run.results.map(({ outcome }) => outcome),
        ['healthy', 'healthy'],
      )
    })
  }

  it('POP3 over STLS, and IMAP with a token', async () => {
    const [marie] = dovecot.users
    const pop = await probeAll(network, [target('pop3', dovecot.ports.pop3, 'starttls', marie!.user)], {
      secret: password(marie!.password),
    })
    assert.deepEqual([pop.results[0]?.outcome, values(pop, 'mailbox', 'pop3')], ['healthy', ['ok']])
    const secret = { secret: new Secret(marie!.token), kind: 'oauth' as const }
    for (const protocol of ['imap', 'pop3'] as const) {
      const port = protocol === 'imap' ? dovecot.ports.imaps : dovecot.ports.pop3s
      const run = await probeAll(network, [target(protocol, port, 'tls', marie!.user)], { secret })
      assert.deepEqual([run.results[0]?.outcome, values(run, 'mechanism', protocol)], ['healthy', ['xoauth2']])
    }
  })

  it('a wrong password is refused once, and not tried at the next door', async () => {
    const [marie] = dovecot.users
    const failures = () => dovecot.log().match(/\(auth failed, \d+ attempts/g) ?? []
    const before = failures().length
    const run = await probeAll(network, targetsOf(marie!.user), { secret: password('not the password 4711'), sender: marie!.user })
    assert.deepEqual(
      run.results.map(({ outcome }) => outcome),
      ['sign-in-refused', 'reachable', 'reachable'],
    )
    assert.deepEqual(
      run.results.map(({ notTried }) => notTried),
      [undefined, 'already-refused', 'already-refused'],
    )
    assert.match(run.results[0]?.replies.find(({ when }) => when === 'sign-in')?.text ?? '', /AUTHENTICATIONFAILED/)
    assert.ok(!JSON.stringify(run).includes('4711'))
    // The server writes it when the session ends, and nobody waits for its goodbye; a second attempt would be there by then too.
    for (let i = 0; i < 600 && failures().length === before; i++) await new Promise((resolve) => setTimeout(resolve, 100))
    assert.deepEqual(failures().slice(before), ['(auth failed, 1 attempts'], 'as the log of the server has it')
  })

  const plan = (user: { user: string; password: string }, protocol: 'imap' | 'pop3', lang: 'fr' | 'en'): VerifyPlan => ({
    targets: targetsOf(user.user).filter((one) => one.protocol === protocol || one.protocol === 'smtp'),
    address: user.user,
    lang,
    secret: password(user.password),
    waitMs: 60_000,
  })
  const messagesOf = async (user: string) => {
    const { readdirSync, existsSync } = await import('node:fs')
    const folders = ['new', 'cur', '.Sent/new', '.Sent/cur'].map((part) => `${dovecot.mail}/${user}/Maildir/${part}`)
    return folders.filter((folder) => existsSync(folder)).flatMap((folder) => readdirSync(folder))
  }

  const delivered = async (user: string) => {
    while ((await messagesOf(user)).length === 0) await new Promise((resolve) => setTimeout(resolve, 2))
  }

  for (const protocol of ['imap', 'pop3'] as const) {
    it(`verify over ${protocol}: sent, arrived, measured, gone`, async () => {
      const [marie] = dovecot.users
      const progress: VerifyProgress[] = []
      const proof: Verification = await verifyMailbox(network, plan(marie!, protocol, 'fr'), { onProgress: (one) => progress.push(one) })
      assert.equal(proof.verdict, 'mended')
      const { message } = proof
      assert.deepEqual([message?.accepted, message?.arrival, message?.left], [true, { folder: 'INBOX', junk: false }, false])
      assert.match(message?.subject ?? '', /^Sésame [2-9A-Z]{8} essai$/)
      assert.ok(message!.delayMs! > 0 && message!.delayMs! < 60_000)
      assert.deepEqual(await messagesOf(marie!.user), [])
      const steps = progress.map(({ step }) => step).filter((step, i, all) => step !== all[i - 1])
      assert.deepEqual(
        steps.filter((step) => step !== 'waiting'),
        ['fact', 'sent', 'arrived', 'removed'],
      )
    })
  }

  it('verify with a wrong password: nothing is sent, and it is still the same fault', async () => {
    const [marie] = dovecot.users
    const wrong = plan({ ...marie!, password: 'still wrong' }, 'imap', 'en')
    const first = await verifyMailbox(network, wrong)
    assert.deepEqual([first.verdict, first.notSent], ['still', 'not-healthy'])
    const mended = await verifyMailbox(network, { ...plan(marie!, 'imap', 'en'), before: first.run.facts })
    assert.equal(mended.verdict, 'mended')
    assert.ok(mended.changes.some(({ name, before: was, after: is }) => name === 'sign-in' && was.includes('refused') && is.includes('ok')))
  })

  it('Ctrl-C while waiting: the message is taken away all the same', async () => {
    const [marie] = dovecot.users
    const controller = new AbortController()
    const proof = await verifyMailbox(network, plan(marie!, 'imap', 'en'), {
      signal: controller.signal,
      onProgress: ({ step }) => {
        // Once it has been delivered: what comes after the wait has ended stays there.
        if (step === 'sent') void delivered(marie!.user).then(() => controller.abort())
      },
    })
    assert.ok(proof.message?.accepted)
    assert.deepEqual(await messagesOf(marie!.user), [])
  })
})
