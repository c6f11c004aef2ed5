// Submission through the bridge: the device is let in by its own password, its senders and its pace are watched, and its messages go their route.

import { SesameError } from '../model/errors.ts'
import { WireStream } from '../wire/stream.ts'
import { smtpNo } from './answers.ts'
import { deniedEvent, type SessionRoom } from './mailbox-session.ts'
import { mendingWriter } from './mend.ts'
import { patient } from './queue/patient.ts'
import type { Account, Device } from './shapes.ts'
import { dataReader } from './smtp-data.ts'
import { directRoute, refusedSender } from './smtp-direct.ts'
import { mailFrom, rcptTo } from './smtp-envelope.ts'
import { hello, smtpWish } from './smtp-front.ts'
import { answer, type SmtpAnswer, type SmtpRoute } from './smtp-route.ts'
import { signInUpstream } from './upstream.ts'
import type { Visit } from './visit.ts'

export interface SmtpRoom extends SessionRoom {
  /** False when the device has sent as many as it may this minute. */
  mayPace(device: Device): boolean
  /** The queue, for devices that want it; it needs no provider to say yes. */
  queued?: ((device: Device, account: Account) => SmtpRoute) | undefined
}

const TRIES = 4
/** RFC 5321 §4.5.3.2.7: a server waits at least five minutes for the next command. */
const LIMITS = { lineBytes: 12_288, literalBytes: 0, replyBytes: 0, replyLines: 0, readMs: 300_000, sessionMs: 86_400_000 }
/** RFC 5321 §4.5.3.1.8 wants at least 100; providers allow 500 and more. */
const RECIPIENTS = 1_000

/** Resolves when the client is gone; never rejects for what a client or a server does. */
export async function serveSmtp(visit: Visit, room: SmtpRoom): Promise<void> {
  const { from } = visit
  let route: SmtpRoute | undefined
  let stream: WireStream | undefined
  let left: (() => void) | undefined
  try {
    for (let tries = 0; tries < TRIES && route === undefined; tries++) {
      const wish = await smtpWish(visit, tries === 0)
      if (wish === null) return visit.close()
      const start = performance.now()
      const admission = await visit.knock(wish)
      if (!admission.ok) {
        room.on(deniedEvent('smtp', from, admission))
        await visit.write(smtpNo('wrong-password'))
        if (admission.why === 'too-many') break
        continue
      }
      const { device, account } = admission
      route = await routeOf(device, account, room, visit)
      if (route === undefined) continue
      room.on({
        kind: 'admitted',
        device: device.id,
        account: account.id,
        protocol: 'smtp',
        from,
        ms: Math.round(performance.now() - start),
      })
      left = room.entered(account, 'smtp')
      await visit.write('235 2.7.0 Signed in\r\n')
      const { socket, rest } = visit.release()
      stream = new WireStream(socket, from, LIMITS, performance.now() + LIMITS.sessionMs, room.signal)
      stream.unread(rest)
      await converse(stream, route, device, account, room)
    }
    visit.close()
  } catch (error) {
    if (error instanceof SesameError) {
      if (error.code !== 'connection-closed') room.on({ kind: 'broken', protocol: 'smtp', from, why: error.code })
      // RFC 5321 §3.8: what can still be said before the end. Before anything is closed: both streams are one socket.
      await (stream ?? visit).write('421 4.3.0 The connection to the provider broke; try again\r\n').catch(() => {})
    }
    visit.close()
    if (!(error instanceof SesameError)) throw error
  } finally {
    stream?.finish()
    await route?.close().catch(() => {})
    left?.()
  }
}

/** Undefined: the provider said no, and the client has been told. */
async function routeOf(device: Device, account: Account, room: SmtpRoom, visit: Visit): Promise<SmtpRoute | undefined> {
  if (device.queue && room.queued) return room.queued(device, account)
  const upstream = await signInUpstream({ ...room, account, protocol: 'smtp' })
  if (upstream.ok && upstream.session.protocol === 'smtp') {
    if (upstream.refreshed) room.on({ kind: 'refreshed', account: account.id })
    // A device may take an hour over its pages; a sign-in may not.
    const { capabilities } = upstream.session
    return directRoute(await patient(upstream.session, room.signal, false), capabilities)
  }
  if (!upstream.ok) {
    room.on({ kind: 'shut', account: account.id, device: device.id, protocol: 'smtp', shut: upstream.shut })
    await visit.write(smtpNo(upstream.shut.kind))
  }
  return undefined
}

async function converse(stream: WireStream, route: SmtpRoute, device: Device, account: Account, room: SmtpRoom): Promise<void> {
  const say = ({ lines }: SmtpAnswer) => stream.write(lines.map((line) => `${line}\r\n`).join(''))
  let sender: string | null = null
  let recipients = 0
  for (;;) {
    const line = (await stream.readLine()).toString('utf8')
    const command = line.slice(0, 4).toUpperCase()
    if (command === 'QUIT') {
      await stream.write('221 2.0.0 Goodbye\r\n')
      return
    }
    if (command === 'MAIL') {
      const wanted = mailFrom(line)
      if (wanted === null) await say(answer('501 5.5.4 Write MAIL FROM:<address>'))
      else if (!maySend(device, account, wanted.address)) await say(refusedSender(wanted.address))
      else if (!room.mayPace(device)) await say(answer('450 4.7.1 This device sends too fast; try again in a minute'))
      else {
        const said = await route.from(wanted.address, wanted.parameters)
        if (said.ok) {
          sender = wanted.address
          recipients = 0
        }
        await say(said)
      }
    } else if (command === 'RCPT') {
      const wanted = rcptTo(line)
      if (sender === null) await say(answer('503 5.5.1 MAIL FROM first'))
      else if (wanted === null || wanted.address === '') await say(answer('501 5.5.4 Write RCPT TO:<address>'))
      else if (recipients >= RECIPIENTS) await say(answer('452 4.5.3 Too many recipients'))
      else {
        const said = await route.to(wanted.address, wanted.parameters)
        if (said.ok) recipients += 1
        await say(said)
      }
    } else if (command === 'DATA') {
      if (sender === null || recipients === 0) await say(answer('503 5.5.1 MAIL FROM and RCPT TO first'))
      else {
        const ready = await route.data()
        await say(ready)
        if (ready.status === '354') {
          const taken = await carry(stream, route, device, account)
          room.on({ kind: 'sent', device: device.id, account: account.id, recipients, ok: taken.ok, status: taken.status })
          await say(taken)
        }
        sender = null
        recipients = 0
      }
    } else if (command === 'EHLO' || command === 'HELO')
      await stream.write(hello(command === 'HELO' ? [] : ['PIPELINING', ...route.offers]))
    else if (command === 'RSET') {
      await route.reset()
      sender = null
      recipients = 0
      await say(answer('250 2.0.0 Ok'))
    } else if (command === 'NOOP') await say(answer('250 2.0.0 Ok'))
    else if (command === 'AUTH') await say(answer('503 5.5.1 Signed in already'))
    else await say(answer('502 5.5.1 Not known here'))
  }
}

async function carry(stream: WireStream, route: SmtpRoute, device: Device, account: Account): Promise<SmtpAnswer> {
  const read = dataReader(device.mend)
  const write = device.mend ? mendingWriter(route, account) : route
  for (;;) {
    const { pieces, rest } = read(await stream.readSome())
    for (const piece of pieces) await write.write(piece)
    if (rest !== undefined) {
      stream.unread(rest)
      return write.end()
    }
  }
}

/** Never for anybody else: an address that was not allowed is refused, whatever the provider would say. */
function maySend(device: Device, account: Account, sender: string): boolean {
  const said = sender.toLowerCase()
  const own = device.senders.length > 0 ? device.senders.map((one) => one.toLowerCase()) : [account.id]
  return own.includes(said)
}
