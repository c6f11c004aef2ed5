// A world for the tests of identification: a DNS server with the records of a test and web servers with its pages, all on loopback.

import { createSocket, type Socket as UdpSocket } from 'node:dgram'
import { createServer as createHttpServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { type Answer, decode, encode, type Packet } from 'dns-packet'
import { startCertificates } from '../../src/lab/certificates.ts'
import { type Address, parseAddress } from '../../src/model/address.ts'
import { createNetwork } from '../../src/net/create.ts'
import type { Network } from '../../src/net/network.ts'

/** What a name answers: `MX 10 host`, `SRV 0 1 993 host`, `TXT text`, `CNAME host`, `A 127.0.0.1`, or how it fails. */
export type Zone = Readonly<Record<string, readonly string[] | 'hang' | 'servfail'>>
export type Page =
  | string
  | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | 'hang'
/** URL without its query to what it serves; the hosts named here resolve. */
export type Pages = Readonly<Record<string, Page>>

export interface World {
  readonly network: Network
  /** Every request that reached a web server: `POST https://host/path?query`. */
  readonly requests: readonly string[]
  readonly bodies: readonly string[]
  /** Every DNS question: `MX example.org`. */
  readonly questions: readonly string[]
  close(): Promise<void>
}

const certificates = startCertificates()

export function addressOf(text: string): Address {
  const address = parseAddress(text)
  if (address === null) throw new Error(`not an address: ${text}`)
  return address
}

export async function openWorld(zone: Zone, pages: Pages = {}): Promise<World> {
  const requests: string[] = []
  const bodies: string[] = []
  const questions: string[] = []
  const hosts = new Set(Object.keys(pages).map((url) => new URL(url).hostname))
  const dns = createSocket('udp4')
  dns.on('message', (message, from) => answer(dns, message, from, zone, hosts, questions))
  await new Promise<void>((resolve) => dns.bind(0, '127.0.0.1', resolve))
  const sockets = new Set<Socket>()
  const listener =
    (scheme: string): RequestListener =>
    (request, response) =>
      serve(scheme, request, response, pages, requests, bodies)
  const https = createHttpsServer(
    { SNICallback: (name, done) => done(null, certificates.contextFor(name, undefined, 0)) },
    listener('https'),
  )
  const http = createHttpServer(listener('http'))
  const ports = await Promise.all([https, http].map((server) => listen(server, sockets)))
  const network = createNetwork({
    dns: `127.0.0.1:${dns.address().port}`,
    connectTo: [`:443::${ports[0]}`, `:80::${ports[1]}`],
    cacert: certificates.cacert,
  })
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy()
    await Promise.all([
      ...[https, http].map((server) => new Promise((resolve) => server.close(resolve))),
      new Promise<void>((resolve) => dns.close(resolve)),
    ])
  }
  return { network, requests, bodies, questions, close }
}

/** Runs a test in a world and takes the world down whatever happens. */
export async function inWorld(zone: Zone, pages: Pages, test: (world: World) => Promise<void>): Promise<void> {
  const world = await openWorld(zone, pages)
  try {
    await test(world)
  } finally {
    await world.close()
  }
}

async function listen(server: Server, sockets: Set<Socket>): Promise<number> {
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
  })
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

function serve(
  scheme: string,
  request: IncomingMessage,
  response: ServerResponse,
  pages: Pages,
  requests: string[],
  bodies: string[],
): void {
  const url = `${scheme}://${request.headers.host}${request.url}`
  requests.push(`${request.method} ${url}`)
  let sent = ''
  request.on('data', (chunk: Buffer) => {
    sent += chunk.toString()
  })
  request.on('end', () => {
    if (sent !== '') bodies.push(sent)
    const page = pages[url.replace(/\?.*$/, '')]
    if (page === 'hang') return
    const {
      status = 200,
      headers = {},
      body = '',
    } = page === undefined ? { status: 404 } : typeof page === 'string' ? { body: page } : page
    response.writeHead(status, headers).end(body)
  })
}

function answer(
  dns: UdpSocket,
  message: Buffer,
  from: { address: string; port: number },
  zone: Zone,
  hosts: ReadonlySet<string>,
  questions: string[],
): void {
  const query = decode(message)
  const [question] = query.questions ?? []
  if (question === undefined) return
  const name = question.name.toLowerCase()
  questions.push(`${question.type} ${name}`)
  const entry = zone[name]
  if (entry === 'hang') return
  const exists = entry !== undefined || hosts.has(name)
  const lines = entry === 'servfail' ? [] : [...(entry ?? []), ...(hosts.has(name) ? ['A 127.0.0.1'] : [])]
  const rcode = entry === 'servfail' ? 2 : exists ? 0 : 3
  const answers = lines.flatMap((line) => record(name, line)).filter((a) => a.type === question.type)
  const reply: Packet & { rcode?: string } = { type: 'response', id: query.id ?? 0, flags: 0x0180 | rcode, questions: [question], answers }
  dns.send(encode(reply), from.port, from.address)
}

function record(name: string, line: string): Answer[] {
  const [type, ...rest] = line.split(' ')
  if (type === 'MX') return [{ type, name, ttl: 60, data: { preference: Number(rest[0]), exchange: rest[1] ?? '' } }]
  if (type === 'SRV')
    return [
      { type, name, ttl: 60, data: { priority: Number(rest[0]), weight: Number(rest[1]), port: Number(rest[2]), target: rest[3] ?? '.' } },
    ]
  if (type === 'TXT') return [{ type, name, ttl: 60, data: [rest.join(' ')] }]
  if (type === 'CNAME' || type === 'A') return [{ type, name, ttl: 60, data: rest[0] ?? '' }]
  throw new Error(`no such record in a test: ${line}`)
}
