// A mail server that says what a test tells it to, over TCP, TLS or STARTTLS, and remembers what it heard.

import { type AddressInfo, createServer, type Socket } from 'node:net'
import { type SecureContext, TLSSocket } from 'node:tls'

export interface Conversation {
  say(text: string): void
  /** Upgrades to TLS; what is written before the handshake ends is queued by TLS itself. */
  upgrade(): void
  hangUp(): void
  readonly secure: boolean
}

export interface Script {
  readonly leaf?: SecureContext
  /** TLS from the first byte. */
  readonly tls?: boolean
  /** Said first; absent: nothing is. */
  readonly greeting?: string
  /** Called for each line heard. */
  readonly hears?: (line: string, conversation: Conversation) => void
  /** Instead of everything else. */
  readonly raw?: (socket: Socket) => void
}

export interface ScriptedServer {
  readonly port: number
  /** Every line heard, with `TLS ` before those that came encrypted. */
  readonly heard: string[]
  readonly connections: () => number
  /** Connections that are open now. */
  readonly open: () => number
  close(): Promise<void>
}

export async function scripted(script: Script): Promise<ScriptedServer> {
  const heard: string[] = []
  const open = new Set<Socket>()
  let connections = 0
  const server = createServer((socket) => {
    connections++
    open.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => open.delete(socket))
    if (script.raw) script.raw(socket)
    else converse(socket, script, heard)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    heard,
    connections: () => connections,
    open: () => open.size,
    async close() {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function converse(plain: Socket, script: Script, heard: string[]): void {
  const context = script.leaf
  let secure = false
  let stream: Socket = plain
  const listen = (socket: Socket) => {
    let rest = ''
    socket.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        heard.push(`${secure ? 'TLS ' : ''}${line}`)
        script.hears?.(line, conversation)
      }
    })
  }
  const conversation: Conversation = {
    say: (text) => void stream.write(text.replace(/\r?\n/g, '\r\n')),
    upgrade: () => {
      plain.removeAllListeners('data')
      const secured = new TLSSocket(plain, { isServer: true, ...(context && { secureContext: context }) })
      secured.on('error', () => {})
      secure = true
      stream = secured
      listen(secured)
    },
    hangUp: () => void stream.destroy(),
    get secure() {
      return secure
    },
  }
  if (script.tls) conversation.upgrade()
  else listen(plain)
  if (script.greeting !== undefined) conversation.say(`${script.greeting}\r\n`)
}
