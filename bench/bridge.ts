// What the bridge costs beside a direct connection and beside stunnel, in one run against a Debian Dovecot: docs/bridge-bench.md says how to repeat it.

import { type ChildProcess, fork, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePorts, waitForPort } from '../test/real/daemon.ts'
import { type Dovecot, startDovecot } from '../test/real/dovecot.ts'
import { startPostfix } from '../test/real/postfix.ts'
import { imapAsk, imapSession, imapSignedIn, popSession, smtpMessage, type Way } from './bridge-client.ts'
import type { BridgeReady, BridgeTask, BridgeUsage } from './bridge-process.ts'
import { median } from './measure.ts'

const MB = 1_000_000
/** As a service is best started: V8 otherwise keeps tens of megabytes for what was thrown away in a burst of sign-ins. */
const FLAGS = ['--max-semi-space-size=2']
const STUNNEL = '/usr/bin/stunnel4'
/** Smaller with a number below 1 as the first word: `node dist/bench/bridge.js 0.2`. */
const scale = Number(process.argv[2] ?? 1)
const count = (n: number) => Math.max(3, Math.round(n * scale))
const say = (text: string) => process.stdout.write(`${text}\n`)

const dovecot = await startDovecot({
  extra: `
mail_max_userip_connections = 2000
default_process_limit = 2000
default_client_limit = 4000
service imap-login {
  service_count = 0
  process_min_avail = 2
}
service pop3-login {
  service_count = 0
  process_min_avail = 2
}
service submission-login {
  service_count = 0
}
service imap {
  process_min_avail = 8
}
service anvil {
  client_limit = 10000
}
service auth {
  client_limit = 10000
}
service stats {
  client_limit = 10000
}
`,
})
const postfix = await startPostfix(dovecot)
const user = dovecot.users[0]!
fill(dovecot)

const bridgeOf = async (task: BridgeTask) => {
  const child = fork(fileURLToPath(new URL('./bridge-process.js', import.meta.url)), [JSON.stringify(task)], { execArgv: FLAGS })
  const ready = await message<BridgeReady>(child)
  const usage = async () => {
    const answer = message<BridgeUsage>(child)
    child.send('usage')
    return answer
  }
  return { child, ready, usage }
}
const { imaps, pop3s, submission } = dovecot.ports
const task = { host: dovecot.host, cacert: dovecot.ca, user: user.user, token: user.token, ports: { imaps, pop3s, submission } }
const bridge = await bridgeOf(task)
const tls = { host: dovecot.host, ca: dovecot.caPem }
const oauth = { oauth: true, user: user.user, secret: user.token }
const direct: Way = { name: 'direct', ports: { imap: imaps, pop3: pop3s, smtp: submission }, tls, ...oauth }
const through: Way = { name: 'bridge', ports: bridge.ready.ports, oauth: false, user: user.user, secret: bridge.ready.password }
const stunnel = existsSync(STUNNEL) ? await startStunnel(dovecot) : null
if (stunnel === null) say('stunnel4 is not installed: apt-get install stunnel4 for its column')
const ways: readonly Way[] = [direct, through, ...(stunnel ? [{ name: 'stunnel', ports: stunnel.ports, ...oauth }] : [])]

try {
  say(`${'one after the other'.padEnd(30)} ${ways.map(({ name }) => name.padStart(16)).join('')}`)
  await row('IMAP session (ms)', count(40), imapSession)
  await row('POP3 session (ms)', count(25), popSession)
  await row('SMTP, one message (ms)', count(15), (way) => smtpMessage(way, way.tls !== undefined))
  await fetches()
  await bulk()
  await crowd()
  const own = (await bridge.usage()).signInMs
  say(`sign-in as the bridge sees it, provider included: median ${median(own).toFixed(0)} ms of ${own.length}`)
  await idle()
} finally {
  bridge.child.disconnect()
  stunnel?.stop()
  await postfix.stop()
  await dovecot.stop()
}

/** Rounds in turn, so that what else the machine does hits all ways alike. */
async function row(title: string, rounds: number, once: (way: Way) => Promise<void>): Promise<void> {
  const took = new Map(ways.map((way) => [way, [] as number[]]))
  for (let i = -2; i < rounds; i++) {
    for (const way of ways) {
      const start = performance.now()
      await once(way)
      if (i >= 0) took.get(way)!.push(performance.now() - start)
      // The goodbyes of one do not weigh on the next.
      await wait(5)
    }
  }
  table(
    title,
    ways.map((way) => median(took.get(way)!)),
  )
}

function table(title: string, values: readonly number[], digits = 2): void {
  const base = values[0] as number
  const cell = (value: number, i: number) => `${value.toFixed(digits)}${i === 0 ? '' : ` x${(value / base).toFixed(2)}`}`.padStart(16)
  say(`${title.padEnd(30)} ${values.map(cell).join('')}`)
}

async function fetches(): Promise<void> {
  const talks = await Promise.all(ways.map((way) => imapSignedIn(way)))
  for (const talk of talks) await imapAsk(talk, 'SELECT Small')
  const took = talks.map(() => [] as number[])
  for (let i = -20; i < count(400); i++) {
    for (const [at, talk] of talks.entries()) {
      const start = performance.now()
      await imapAsk(talk, `FETCH ${(Math.abs(i) % 20) + 1} BODY.PEEK[]`)
      if (i >= 0) took[at]!.push(performance.now() - start)
    }
  }
  for (const talk of talks) talk.socket.destroy()
  table(
    'FETCH of one message (ms)',
    took.map((times) => median(times)),
    3,
  )
}

async function bulk(): Promise<void> {
  const talks = await Promise.all(ways.map((way) => imapSignedIn(way)))
  for (const talk of talks) await imapAsk(talk, 'SELECT Large')
  const rates = talks.map(() => [] as number[])
  const cpu = talks.map(() => [] as number[])
  for (let i = -1; i < count(6); i++) {
    for (const [at, talk] of talks.entries()) {
      const before = await cpuOf(ways[at]!)
      const start = performance.now()
      const bytes = await imapAsk(talk, 'FETCH 1:20 BODY.PEEK[]')
      const took = performance.now() - start
      const spent = (await cpuOf(ways[at]!)) - before
      if (i < 0) continue
      rates[at]!.push(bytes / MB / (took / 1000))
      cpu[at]!.push(spent / 1000 / (bytes / (100 * MB)))
    }
  }
  for (const talk of talks) talk.socket.destroy()
  table(
    'bulk FETCH (MB a second)',
    rates.map((values) => median(values)),
  )
  say(`${'its CPU (s for 100 MB)'.padEnd(30)} ${cpu.map((values) => median(values).toFixed(2).padStart(16)).join('')}`)
}

/** Of what stands between, in ms. */
async function cpuOf(way: Way): Promise<number> {
  if (way.name === 'bridge') return (await bridge.usage()).cpuMs
  return way.name === 'stunnel' ? stunnel!.cpuMs() : 0
}

async function crowd(): Promise<void> {
  for (const clients of [1, 4, 16, 32]) {
    const rates: number[] = []
    for (const way of ways) {
      const each = Math.max(2, Math.round(count(64) / clients))
      const start = performance.now()
      await Promise.all(
        Array.from({ length: clients }, async () => {
          for (let i = 0; i < each; i++) await imapSession(way)
        }),
      )
      rates.push((clients * each) / ((performance.now() - start) / 1000))
      await wait(300)
    }
    table(`sessions a second, ${clients} at once`, rates, 1)
  }
}

/** 200 sign-ins and 500 at a moment, and what an idle one holds: at a provider that costs nothing itself. */
async function idle(): Promise<void> {
  const identity = JSON.stringify({ cert: readFileSync(dovecot.certFile, 'utf8'), key: readFileSync(dovecot.keyFile, 'utf8') })
  const provider = fork(fileURLToPath(new URL('./bridge-upstream.js', import.meta.url)), [identity])
  const port = await message<number>(provider)
  const own = await bridgeOf({ ...task, ports: { ...task.ports, imaps: port } })
  const way: Way = { ...through, ports: own.ready.ports, secret: own.ready.password }
  const held = []
  let base = 0
  for (const many of [1, 100, 500]) {
    const start = performance.now()
    held.push(...(await Promise.all(Array.from({ length: many - held.length }, () => imapSignedIn(way)))))
    const took = performance.now() - start
    await wait(3_000)
    const { rss, signInMs } = await own.usage()
    if (many === 1) base = rss
    const each = many === 1 ? '' : `, ${Math.round((rss - base) / 1000 / (many - 1))} KB each`
    const first = many === 1 ? `, sign-in ${signInMs[0]} ms` : `, all in after ${(took / 1000).toFixed(2)} s`
    say(`${many} idle: ${(rss / MB).toFixed(1)} MB${each}${first}`)
  }
  for (const talk of held) talk.socket.destroy()
  await wait(500)
  const start = performance.now()
  const again = await Promise.all(Array.from({ length: 500 }, () => imapSignedIn(way)))
  say(`500 sign-ins at once: ${((performance.now() - start) / 1000).toFixed(2)} s, none hung`)
  for (const talk of again) talk.socket.destroy()
  await wait(2_000)
  await own.usage()
  const own1: number[] = []
  for (let i = 0; i < 30; i++) {
    const talk = await imapSignedIn(way)
    own1.push(...(await own.usage()).signInMs)
    talk.socket.destroy()
  }
  say(`a sign-in at a provider that costs nothing: median ${median(own1).toFixed(0)} ms, TLS to it included`)
  own.child.disconnect()
  provider.disconnect()
}

function message<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`ended with ${code}`))
    child.once('exit', ended)
    child.once('message', (value) => {
      child.off('exit', ended)
      resolve(value as T)
    })
  })
}

/** A hundred megabytes in twenty messages, and twenty messages of ten kilobytes. */
function fill({ mail }: Dovecot): void {
  for (const [name, size] of [
    ['.Large', 5 * MB],
    ['.Small', 10_000],
  ] as const) {
    const folders = [join(mail, user.user), join(mail, user.user, 'Maildir'), join(mail, user.user, 'Maildir', name)]
    folders.push(...['cur', 'new', 'tmp'].map((part) => join(folders[2]!, part)))
    for (const folder of folders) {
      mkdirSync(folder, { recursive: true })
      if (process.getuid?.() === 0) chownSync(folder, 8, 8)
    }
    const body = `${'y'.repeat(76)}\r\n`.repeat(Math.floor(size / 78))
    for (let i = 0; i < 20; i++) {
      const file = join(folders[2]!, 'cur', `${1_700_000_000 + i}.bench.test:2,`)
      writeFileSync(file, `From: <${user.user}>\r\nSubject: bench ${i}\r\n\r\n${body}`)
      if (process.getuid?.() === 0) chownSync(file, 8, 8)
    }
  }
}

async function startStunnel({ ports: server, ca, host }: Dovecot): Promise<{ ports: Way['ports']; cpuMs(): number; stop(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'sesame-stunnel-'))
  const [imap, pop3, smtp] = (await freePorts(3)) as [number, number, number]
  const service = (name: string, accept: number, to: number, more = '') =>
    `[${name}]\nclient = yes\naccept = 127.0.0.1:${accept}\nconnect = 127.0.0.1:${to}\nverifyChain = yes\nCAfile = ${ca}\ncheckHost = ${host}\n${more}`
  const settings = [
    `foreground = yes\npid =\nsyslog = no\noutput = ${folder}/log\ndebug = 4\nsocket = l:TCP_NODELAY=1\nsocket = r:TCP_NODELAY=1`,
    service('imap', imap, server.imaps),
    service('pop3', pop3, server.pop3s),
    service('smtp', smtp, server.submission, 'protocol = smtp\n'),
  ]
  writeFileSync(join(folder, 'conf'), settings.join('\n'))
  const child = spawn(STUNNEL, [join(folder, 'conf')], { stdio: 'ignore' })
  for (const port of [imap, pop3, smtp]) await waitForPort(port, 'stunnel', () => readFileSync(join(folder, 'log'), 'utf8'))
  return {
    ports: { imap, pop3, smtp },
    // proc(5): fields 14 and 15, in hundredths of a second.
    cpuMs() {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
      return (Number(fields[11]) + Number(fields[12])) * 10
    },
    stop() {
      child.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
