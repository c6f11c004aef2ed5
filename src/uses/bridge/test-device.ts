// Tries a device of the bridge as the device would: signs in at a running bridge with its password, and sends a small message to its own mailbox.

import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Device } from '../../bridge/shapes.ts'
import { SesameError } from '../../model/errors.ts'
import type { Endpoint, Protocol } from '../../model/protocol.ts'
import type { Secret } from '../../model/secret.ts'
import { createNetwork } from '../../net/create.ts'
import { encodeWords, rfc5322Date } from '../../probe/verify/message.ts'
import { openImap } from '../../wire/imap.ts'
import type { Opened } from '../../wire/open.ts'
import { openPop3 } from '../../wire/pop3.ts'
import type { Session, WireReply } from '../../wire/session.ts'
import { openSmtp, type SmtpSession } from '../../wire/smtp.ts'
import { sendMessage } from '../../wire/smtp-send.ts'
import { type BridgeRequest, listBridge } from './devices.ts'
import { doorsFor } from './doors-for.ts'
import { bridgeTrust } from './trust.ts'

export interface DeviceTest {
  readonly device: string
  readonly password: Secret
  /** Open doors of a bridge that runs, with their real ports. */
  readonly doors: Parameters<typeof doorsFor>[0]['listeners']
  /** In the language of whoever will find it. */
  readonly subject: string
  readonly body: readonly string[]
}

/** `shut`: the password is right, the provider's mailbox stays closed. `entered`: of a device that may not send. */
export interface DeviceTested {
  readonly outcome: 'sent' | 'queued' | 'entered' | 'no-bridge' | 'no-door' | 'unreachable' | 'not-let-in' | 'shut' | 'refused'
  readonly protocol: Protocol | null
  /** The bridge's own words; empty where it said nothing. */
  readonly said: string
}

const PATIENCE_MS = 30_000
const OPENERS: Readonly<Record<Protocol, (...args: Parameters<typeof openSmtp>) => Promise<Opened<Session>>>> = {
  imap: openImap,
  pop3: openPop3,
  smtp: openSmtp,
}

/** Throws `bridge-device-unknown`, and what the vault throws: the bridge's certificate is checked like any other. */
export async function testBridgeDevice(request: BridgeRequest, test: DeviceTest): Promise<DeviceTested> {
  const device = await known(request, test.device)
  const nothing = { protocol: null, said: '' }
  if (test.doors.length === 0) return { ...nothing, outcome: 'no-bridge' }
  const { servers } = doorsFor({ device, listeners: test.doors, hostname: hostname(), secure: true })
  const server = servers.find(({ protocol }) => protocol === 'smtp') ?? servers[0]
  if (server === undefined) return { ...nothing, outcome: 'no-door' }
  try {
    return { protocol: server.protocol, ...(await tried(request, device, server, test)) }
  } catch (error) {
    // A connection that broke is an answer here.
    if (!(error instanceof SesameError) || !/^(protocol-broken|limit-exceeded|timed-out|connection-closed|unsafe-)/.test(error.code))
      throw error
    return { outcome: 'unreachable', protocol: server.protocol, said: '' }
  }
}

type Tried = Omit<DeviceTested, 'protocol'>

async function tried(request: BridgeRequest, device: Device, server: Endpoint, test: DeviceTest): Promise<Tried> {
  const { pem } = await bridgeTrust(request, { listeners: test.doors })
  // The name is in the certificate; the way is to the door itself.
  const network = createNetwork({ cacert: pem, ...(server.host === 'localhost' && { connectTo: ['localhost::127.0.0.1:'] }) })
  const { session } = await OPENERS[server.protocol](network, server, { signal: AbortSignal.timeout(PATIENCE_MS) })
  if (session === null) return { outcome: 'unreachable', said: '' }
  try {
    if (server.security !== 'tls') {
      const { result, reply } = await session.startTls()
      if (result !== 'ok') return { outcome: 'unreachable', said: words(reply) }
    }
    const mechanism = server.protocol === 'smtp' ? 'PLAIN' : 'USER'
    const signedIn = await session.signIn({ user: device.account, secret: test.password, mechanism })
    if (!signedIn.ok) return { outcome: isOurRefusal(signedIn) ? 'not-let-in' : 'shut', said: words(signedIn) }
    return server.protocol === 'smtp' ? await sent(session as SmtpSession, device, test) : await entered(session)
  } finally {
    void session.quit()
  }
}

async function sent(session: SmtpSession, device: Device, { subject, body }: DeviceTest): Promise<Tried> {
  const from = device.senders[0] ?? device.account
  const { ok, reply } = await sendMessage(session, { from, to: [device.account] }, message(from, device.account, subject, body))
  return { outcome: ok ? (device.queue ? 'queued' : 'sent') : 'refused', said: words(reply) }
}

async function entered(session: Session): Promise<Tried> {
  const reply = await session.enter()
  return { outcome: reply.ok ? 'entered' : 'shut', said: words(reply) }
}

/** RFC 5530, RFC 3206 and RFC 4954 §4.7: what is wrong with the name or the password, and nothing else. */
function isOurRefusal({ status, code, text }: WireReply): boolean {
  return status === '535' || /^(AUTHENTICATIONFAILED|AUTH)\b/i.test(code ?? '') || /\[(AUTHENTICATIONFAILED|AUTH)\]/i.test(text)
}

function message(from: string, to: string, subject: string, body: readonly string[]): Buffer {
  const encoded = Buffer.from(`${body.join('\r\n')}\r\n`).toString('base64')
  return Buffer.from(
    [
      `Date: ${rfc5322Date(new Date())}`,
      `From: <${from}>`,
      `To: <${to}>`,
      `Message-ID: <${randomUUID()}@${from.slice(from.lastIndexOf('@') + 1)}>`,
      `Subject: ${encodeWords(subject)}`,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      // RFC 3834 §5: no vacation responder answers it.
      'Auto-Submitted: auto-generated',
      '',
      ...(encoded.match(/.{1,76}/g) ?? []),
      '',
    ].join('\r\n'),
  )
}

async function known(request: BridgeRequest, name: string): Promise<Device> {
  const { devices } = await listBridge(request)
  const device = devices.find(({ id }) => id === name)
  if (device) return device
  throw new SesameError('bridge-device-unknown', { name, near: devices.map(({ id }) => id).join(', ') })
}

const words = ({ lines }: WireReply) => lines.join(' ').slice(0, 500)
