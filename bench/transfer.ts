// The movers beside mbsync, offlineimap and Dovecot's own backup, on the same mailboxes in one run: docs/transfer-bench.md says how to repeat it.

import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { startFaultProxy } from '../test/transfer/world/fault-proxy.ts'
import { startFront } from '../test/transfer/world/front.ts'
import { type Account, type MailServer, PLAIN_CAPABILITY, startServer } from '../test/transfer/world/server.ts'
import { compareSeen, type Difference, type Seen, startWitness } from '../test/transfer/world/witness.ts'
import { median } from './measure.ts'
import { type BoxOptions, box, differ } from './transfer-boxes.ts'
import { type Peer, peers, type Task } from './transfer-peers.ts'
import { type Cost, run, serverCpu } from './transfer-run.ts'

/** `node dist/bench/transfer.js [scale] [sections] [peers] [rounds]`: 1 is 10,000 messages; sections are letters; peers are words of their names. */
const [scaleWord = '1', sections = 'abcdef', wanted = '', roundsWord = '3'] = process.argv.slice(2)
const scale = Number(scaleWord)
const say = (text: string) => process.stdout.write(`${text}\n`)
const chosen = peers.filter(({ name }) => wanted === '' || wanted.split(',').some((word) => name === word || name.startsWith(`${word} `)))

const folder = mkdtempSync(join(tmpdir(), 'sesame-transfer-'))
const [source, target, plain] = await Promise.all([
  startServer({ special: 'fr', compress: true, durable: true }),
  startServer({ special: 'fr', compress: true, durable: true }),
  startServer({ special: 'none', durable: true, capability: PLAIN_CAPABILITY }),
])
const front = await startFront(plain)
const witness = startWitness()
const slow = (port: number) => startFaultProxy(port, () => ({ delay: 20 }))
const lines = await Promise.all([slow(source.imaps), slow(target.imaps), slow(front.port)])
const [slowSource, slowTarget, slowPlain] = lines

interface Row {
  readonly peer: Peer
  readonly what: string
  readonly costs: Cost[]
  readonly servers: { readonly source: number; readonly target: number }[]
  difference?: Difference
  failed?: string
}

interface Section {
  readonly title: string
  readonly box: BoxOptions
  readonly targetServer: MailServer
  readonly ports: readonly [source: number, target: number]
  readonly again: boolean
  readonly maildir?: true
  readonly only?: (peer: Peer) => boolean
}

const count = (n: number) => Math.max(600, Math.round(n * scale))
const ALL: Record<string, Section> = {
  a: { title: 'no delay', box: { count: count(10_000) }, targetServer: target, ports: [source.imaps, target.imaps], again: true },
  b: {
    title: '40 ms round trip',
    box: { count: count(1_000) },
    targetServer: target,
    ports: [slowSource.port, slowTarget.port],
    again: true,
  },
  c: {
    title: '40 ms, target without UIDPLUS, LITERAL+ and MULTIAPPEND',
    box: { count: count(1_000) },
    targetServer: plain,
    ports: [slowSource.port, slowPlain.port],
    again: true,
    only: ({ bound }) => !bound,
  },
  d: {
    title: 'backup to Maildir, no delay',
    box: { count: count(10_000) },
    targetServer: target,
    ports: [source.imaps, 0],
    again: true,
    maildir: true,
    only: ({ bound }) => !bound,
  },
  e: {
    title: 'messages of 119 MB, no delay',
    box: { count: 60, large: { count: 5, size: 119_000_000 } },
    targetServer: target,
    ports: [source.imaps, target.imaps],
    again: false,
  },
  f: {
    title: 'names that stop a peer, no delay',
    box: { count: 600, hardNames: true },
    targetServer: target,
    ports: [source.imaps, target.imaps],
    again: false,
  },
}

say(
  `${cpus().length} cores (${cpus()[0]?.model}), Node ${process.versions.node}, load ${loadavg()[0]!.toFixed(1)}, ${new Date().toISOString().slice(0, 16)}`,
)
try {
  for (const letter of sections) if (ALL[letter]) await section(ALL[letter])
} finally {
  witness.stop()
  await Promise.all([...lines, front].map((line) => line.close()))
  await Promise.all([source, target, plain].map((server) => server.stop()))
  rmSync(folder, { recursive: true, force: true })
}

async function section({ title, box: options, targetServer, ports, again, maildir, only }: Section): Promise<void> {
  const base = await box(source, options)
  // Also warms what the servers keep about their messages.
  const seen = await witness.see(base)
  const messages = seen.folders.reduce((sum, { messages }) => sum + messages.length, 0)
  const bytes = seen.folders.reduce((sum, { messages }) => sum + messages.reduce((all, { size }) => all + size, 0), 0)
  say(`\n${title}: ${messages} messages, ${(bytes / 1e6).toFixed(0)} MB, load ${loadavg()[0]!.toFixed(1)}`)
  const rows: Row[] = []
  for (const peer of chosen) {
    if (only && !only(peer)) continue
    const own = source.account({}, base)
    const first: Row = { peer, what: 'first copy', costs: [], servers: [] }
    rows.push(first)
    const rounds = peer.name.startsWith('offlineimap') || peer.name.includes('compressed') ? 1 : Number(roundsWord)
    let task = fresh(own, rows.length)
    for (let round = 0; round < rounds && !first.failed; round++) {
      if (round > 0) task = renewed(task, own, rows.length * 100 + round)
      await measured(first, task)
    }
    if (!first.failed) await check(first, task, seen)
    if (again && !first.failed) {
      const none: Row = { peer, what: 'no change', costs: [], servers: [] }
      rows.push(none)
      for (let round = 0; round < rounds && !none.failed; round++) await measured(none, task)
      await check(none, task, seen)
      await differ(own)
      const small: Row = { peer, what: 'small difference', costs: [], servers: [] }
      rows.push(small)
      await measured(small, task)
      if (!small.failed) await check(small, task, await witness.see(own))
    }
    discard(task)
    rmSync(own.home, { recursive: true, force: true })
  }
  table(rows, messages, bytes)
  rmSync(base.home, { recursive: true, force: true })

  function fresh(from: Account, number: number): Task {
    const place = join(folder, `${number}`)
    if (maildir) return { source: from, sourcePort: ports[0], maildir: join(place, 'maildir'), folder: place }
    return { source: from, sourcePort: ports[0], target: targetServer.account(), targetPort: ports[1], folder: place }
  }

  function renewed(task: Task, from: Account, number: number): Task {
    discard(task)
    return fresh(from, number)
  }
}

function discard(task: Task): void {
  for (const place of [task.folder, task.target?.home]) if (place) rmSync(place, { recursive: true, force: true })
}

async function measured(row: Row, task: Task): Promise<void> {
  const command = row.peer.command(task)
  if (!command) {
    row.failed = 'not here'
    return
  }
  const masters = [source.dovecot.pid, task.target?.server.dovecot.pid]
  const before = masters.map((pid) => (pid ? serverCpu(pid) : 0))
  const cost = await run(command)
  const after = masters.map((pid) => (pid ? serverCpu(pid) : 0))
  row.costs.push(cost)
  row.servers.push({ source: after[0]! - before[0]!, target: after[1]! - before[1]! })
  if (process.env.SESAME_BENCH_WORDS && row.difference) say(row.difference.words.join('\n'))
  if (!(command.fine ?? [0]).includes(cost.code)) row.failed = `ended with ${cost.code}: ${cost.said.trim().split('\n').at(-1)}`
}

async function check(row: Row, task: Task, seen: Seen): Promise<void> {
  if (task.target) row.difference = compareSeen(seen, await witness.see(task.target), { order: true })
}

function table(rows: readonly Row[], messages: number, bytes: number): void {
  say(
    `${'peer'.padEnd(28)}${'what'.padEnd(18)}${['seconds', 'range', 'beside', 'msg/s', 'MB/s', 'CPU', 'servers', 'RSS MB', 'lost', 'doubled', 'changed', 'flags', 'keyw.', 'dates', 'order', 'subs'].map((head) => head.padStart(10)).join('')}`,
  )
  for (const row of rows) {
    const seconds = row.costs.map((cost) => cost.seconds)
    const bound = rows.find(({ peer, what, failed }) => what === row.what && peer.bound && !failed)
    const beside = bound ? median(seconds) / median(bound.costs.map((cost) => cost.seconds)) : Number.NaN
    const time = median(seconds)
    const first = row.what === 'first copy'
    const d = row.difference
    const cells = [
      time.toFixed(2),
      seconds.length > 1 ? `${Math.min(...seconds).toFixed(1)}-${Math.max(...seconds).toFixed(1)}` : '',
      Number.isNaN(beside) ? '' : `x${beside.toFixed(2)}`,
      first ? (messages / time).toFixed(0) : '',
      first ? (bytes / 1e6 / time).toFixed(1) : '',
      median(row.costs.map(({ cpu }) => cpu)).toFixed(1),
      row.servers.length > 0
        ? `${median(row.servers.map((cpu) => cpu.source)).toFixed(1)}/${median(row.servers.map((cpu) => cpu.target)).toFixed(1)}`
        : '',
      Math.max(...row.costs.map(({ peakMb }) => peakMb)).toFixed(0),
      ...(d ? [d.lost, d.doubled, d.changed, d.flags, d.keywords, d.dates, d.disordered, d.subscriptions].map(String) : []),
    ]
    const words = `${row.peer.name.padEnd(28)}${row.what.padEnd(18)}`
    say(
      row.costs.length === 0
        ? `${words} ${row.failed}`
        : `${words}${cells.map((cell) => cell.padStart(10)).join('')}${row.failed ? ` ${row.failed}` : ''}`,
    )
  }
}
