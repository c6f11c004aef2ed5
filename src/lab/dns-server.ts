// The lab's name server, over UDP and TCP: answers from the lab's zones, NXDOMAIN for everything else, so that no question ever leaves the machine.

import { createSocket, type RemoteInfo } from 'node:dgram'
import { createServer, type Socket } from 'node:net'
import {
  type Answer,
  AUTHORITATIVE_ANSWER,
  decode,
  encode,
  type Packet,
  type Question,
  RECURSION_AVAILABLE,
  TRUNCATED_RESPONSE,
} from 'dns-packet'
import type { LabRecord } from './model.ts'

export interface Zones {
  /** Lower-case names without the final dot. */
  readonly records: ReadonlyMap<string, readonly LabRecord[]>
  /** Domains under which every question fails so. */
  readonly broken: ReadonlyMap<string, 'timeout' | 'servfail'>
}

export interface DnsServer {
  readonly port: number
  /** Every question that came, `MX icloud.com`. */
  readonly questions: readonly string[]
  stop(): Promise<void>
}

const TTL = 300
const SERVFAIL = 2
const NXDOMAIN = 3

export async function startDns(zones: Zones, delayMs: number): Promise<DnsServer> {
  const questions: string[] = []
  const sockets = new Set<Socket>()
  const timers = new Set<NodeJS.Timeout>()
  const after = (task: () => void) => {
    if (delayMs === 0) return task()
    const timer = setTimeout(() => {
      timers.delete(timer)
      task()
    }, delayMs)
    timers.add(timer)
  }

  function reply(query: Buffer, limit: number): Buffer | undefined {
    let packet: Packet
    try {
      packet = decode(query)
    } catch {
      return undefined
    }
    const question = packet.questions?.[0]
    if (!question) return undefined
    if (questions.length < 10_000) questions.push(`${question.type} ${question.name.toLowerCase()}`)
    const answer = resolve(zones, question)
    if (answer === undefined) return undefined
    const base = { type: 'response' as const, id: packet.id ?? 0, questions: [question] }
    const flags = AUTHORITATIVE_ANSWER | RECURSION_AVAILABLE | ((packet.flags ?? 0) & 0x0100)
    const full = encode({ ...base, flags: flags | answer.code, answers: answer.answers, authorities: answer.authorities })
    const opt = packet.additionals?.find((a) => a.type === 'OPT')
    const room = Math.max(limit, limit === 512 && opt && 'udpPayloadSize' in opt ? opt.udpPayloadSize : 0)
    // RFC 1035 §4.2.1: what does not fit is cut, and the client asks again over TCP.
    return full.length <= room ? full : encode({ ...base, flags: flags | TRUNCATED_RESPONSE })
  }

  const udp = createSocket('udp4')
  udp.on('message', (query: Buffer, from: RemoteInfo) =>
    after(() => {
      const answer = reply(query, 512)
      if (answer) udp.send(answer, from.port, from.address, () => {})
    }),
  )
  const tcp = createServer((socket) => {
    sockets.add(socket)
    let held = Buffer.alloc(0)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    socket.setTimeout(10_000, () => socket.destroy())
    socket.on('data', (chunk: Buffer) => {
      held = Buffer.concat([held, chunk])
      while (held.length >= 2 && held.length >= 2 + held.readUInt16BE(0)) {
        const query = held.subarray(2, 2 + held.readUInt16BE(0))
        held = held.subarray(2 + query.length)
        const answer = reply(query, 65_535)
        const size = Buffer.alloc(2)
        size.writeUInt16BE(answer?.length ?? 0)
        after(() => {
          if (answer && socket.writable) socket.write(Buffer.concat([size, answer]))
        })
      }
    })
  })
  const port = await listenBoth()

  /** The same free port on both transports, as resolvers expect. */
  async function listenBoth(): Promise<number> {
    await new Promise<void>((done) => tcp.listen(0, '127.0.0.1', done))
    const { port } = tcp.address() as { port: number }
    await new Promise<void>((done, fail) => {
      udp.once('error', fail)
      udp.bind(port, '127.0.0.1', done)
    })
    return port
  }

  return {
    port,
    questions,
    async stop() {
      for (const timer of timers) clearTimeout(timer)
      for (const socket of sockets) socket.destroy()
      await Promise.all([new Promise<void>((done) => udp.close(done)), new Promise((done) => tcp.close(done))])
    },
  }
}

interface Resolved {
  readonly code: number
  readonly answers: Answer[]
  readonly authorities: Answer[]
}

/** Undefined: the server stays silent. */
export function resolve(zones: Zones, question: Question): Resolved | undefined {
  const name = question.name.toLowerCase().replace(/\.$/, '')
  for (const [domain, how] of zones.broken)
    if (name === domain || name.endsWith(`.${domain}`))
      return how === 'timeout' ? undefined : { code: SERVFAIL, answers: [], authorities: [] }
  const answers: Answer[] = []
  let at = name
  // RFC 1034 §3.6.2: follow aliases, bounded, so that a loop in the data ends.
  for (let hops = 0; hops < 8; hops++) {
    const here = zones.records.get(at) ?? []
    const alias = here.find((r) => r.type === 'CNAME')
    for (const record of here) if (record.type === question.type || record === alias) answers.push(wire(record))
    if (!alias || question.type === 'CNAME') break
    at = alias.data
  }
  if (answers.length > 0) return { code: 0, answers, authorities: [] }
  // RFC 8020: a name under which others exist does exist.
  const exists = zones.records.has(name) || [...zones.records.keys()].some((n) => n.endsWith(`.${name}`))
  const soa: Answer = {
    type: 'SOA',
    name: name.split('.').slice(-2).join('.'),
    ttl: TTL,
    data: {
      mname: 'ns.lab.example',
      rname: 'hostmaster.lab.example',
      serial: 2026112101,
      refresh: 3600,
      retry: 600,
      expire: 86400,
      minimum: 60,
    },
  }
  return { code: exists ? 0 : NXDOMAIN, answers: [], authorities: [soa] }
}

function wire({ name, type, data }: LabRecord): Answer {
  const base = { name, ttl: TTL }
  const words = data.split(' ')
  if (type === 'MX') return { ...base, type, data: { preference: Number(words[0]), exchange: words[1] ?? '' } }
  if (type === 'SRV') {
    const [priority = 0, weight = 0, port = 0] = words.map(Number)
    return { ...base, type, data: { priority, weight, port, target: words[3] ?? '' } }
  }
  // RFC 1035 §3.3.14: strings of at most 255 bytes.
  if (type === 'TXT') return { ...base, type, data: data.match(/.{1,255}/gs) ?? [''] }
  return { ...base, type, data }
}
