// Servers that misbehave, each bounded in bytes and time: what a client must survive and name.

import type { Dialect, Fault, LabReply } from './model.ts'
import type { Peer } from './peer.ts'
import { pause } from './service.ts'

const ENDLESS_BYTES = 256 << 20
const SLOW_BYTES = 120

/** A hosting company's relay that takes every connection to an outgoing port, as was seen at smtp.office365.com:587. */
export const DIVERTED_TO = 'p3plcpnl0482.prod.phx3.secureserver.net'

/** What is heard when a network leads the port to its own relay. */
export function diverted(dialect: Dialect): Dialect {
  return {
    ...dialect,
    greeting: [`220 ${DIVERTED_TO} ESMTP Exim 4.96.2`],
    replies: {
      ...dialect.replies,
      hello: { say: [`${DIVERTED_TO} Hello lab [{client}]`] },
      wrong: { say: ['535 Incorrect authentication data'] },
    },
  }
}

/** Plays the fault on an open connection; false when the conversation is left to the engine. */
export async function misbehave(peer: Peer, fault: Fault | undefined, greeting: LabReply): Promise<boolean> {
  const text = `${greeting.say[0] ?? '* OK ready'}\r\n`
  switch (fault) {
    case 'banned':
      peer.destroy()
      return true
    case 'silent':
      // Takes whatever comes and says nothing.
      while ((await peer.line()) !== null);
      return true
    case 'half-closed':
      peer.write(text)
      peer.halfClose()
      while ((await peer.line()) !== null);
      return true
    case 'truncated':
      peer.write(text.slice(0, Math.ceil(text.length / 2)))
      peer.close()
      return true
    case 'endless-line':
      await endless(peer)
      return true
    case 'slow':
      await drip(peer, text)
      return true
    case 'binary':
      peer.write(noise())
      peer.close()
      return true
    default:
      // A greeting that is a refusal is also the last word (RFC 9051 §7.1.5, RFC 5321 §3.1).
      if (!/^(\* BYE|-ERR|[45]\d\d)/.test(text)) return false
      peer.write(text)
      peer.close()
      return true
  }
}

async function endless(peer: Peer): Promise<void> {
  const block = Buffer.alloc(65_536, 'a')
  peer.write('* OK ')
  for (let sent = 0; sent < ENDLESS_BYTES; sent += block.length) if (!(await peer.pour(block))) return
  peer.close()
}

async function drip(peer: Peer, text: string): Promise<void> {
  for (const byte of text.replace(/\r\n$/, ' ').padEnd(SLOW_BYTES, '.')) {
    if (peer.gone) return
    peer.write(byte)
    await pause(1000)
  }
  peer.close()
}

/** Always the same four kilobytes: control bytes, NUL, and what is not UTF-8. */
function noise(): Buffer {
  const out = Buffer.alloc(4096)
  let state = 20_261_121
  for (let i = 0; i < out.length; i++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    out[i] = state >>> 16
  }
  out.writeUInt8(0, 0)
  out.writeUInt8(0xff, 1)
  return out
}
