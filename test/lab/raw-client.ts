// A client with no knowledge of any protocol, for tests of the lab: lines out, lines in, TLS when told. Shares no code with the wire layer.

import assert from 'node:assert/strict'
import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import type { Lab } from '../../src/lab/lab.ts'

/** Where the lab's options lead for a host and a port. */
export function portOf(lab: Lab, host: string, port: number): number {
  const entry = lab.network.connectTo.find((c) => c.startsWith(`${host}:${port}:127.0.0.1:`)) ?? lab.network.connectTo.at(-1)
  return Number(entry?.split(':').at(-1))
}

export class RawClient {
  #socket: Socket | TLSSocket
  #text = ''
  #wake: () => void = () => {}
  #closed = false
  readonly host: string
  readonly lab: Lab

  private constructor(lab: Lab, host: string, socket: Socket | TLSSocket) {
    this.lab = lab
    this.host = host
    this.#socket = socket
    this.#listen()
  }

  static async plain(lab: Lab, host: string, port: number): Promise<RawClient> {
    const socket = connectTcp(portOf(lab, host, port), '127.0.0.1')
    await settled(socket, 'connect')
    return new RawClient(lab, host, socket)
  }

  /** Rejects with OpenSSL's code when the certificate is not in order. */
  static async tls(lab: Lab, host: string, port: number): Promise<RawClient> {
    const socket = connectTls({ host: '127.0.0.1', port: portOf(lab, host, port), servername: host, ca: lab.network.cacert })
    await settled(socket, 'secureConnect')
    return new RawClient(lab, host, socket)
  }

  async startTls(): Promise<void> {
    const plain = this.#socket
    for (const event of ['data', 'end', 'close', 'error']) plain.removeAllListeners(event)
    this.#text = ''
    const socket = connectTls({ socket: plain, servername: this.host, ca: this.lab.network.cacert })
    await settled(socket, 'secureConnect')
    this.#socket = socket
    this.#listen()
  }

  #listen(): void {
    this.#socket.setNoDelay(true)
    this.#socket.on('data', (chunk: Buffer) => {
      this.#text += chunk.toString('latin1')
      this.#wake()
    })
    const end = () => {
      this.#closed = true
      this.#wake()
    }
    for (const event of ['end', 'close', 'error']) this.#socket.on(event, end)
  }

  send(line: string): void {
    this.#socket.write(`${line}\r\n`, 'utf8')
  }

  /** The next line; null when the server closed. */
  async line(timeoutMs = 60_000): Promise<string | null> {
    const deadline = Date.now() + timeoutMs
    for (;;) {
      const end = this.#text.indexOf('\r\n')
      if (end >= 0) {
        const line = this.#text.slice(0, end)
        this.#text = this.#text.slice(end + 2)
        return line
      }
      if (this.#closed) return null
      assert.ok(Date.now() < deadline, 'no line in time')
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, deadline - Date.now())
        this.#wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }

  /** Lines up to and with the first that matches. */
  async until(last: RegExp): Promise<string[]> {
    const lines: string[] = []
    for (;;) {
      const line = await this.line()
      assert.ok(line !== null, `closed before ${last}; got ${JSON.stringify(lines)}`)
      lines.push(line)
      if (last.test(line)) return lines
    }
  }

  /** Everything until the server closes. */
  async rest(): Promise<string[]> {
    const lines: string[] = []
    for (let line = await this.line(); line !== null; line = await this.line()) lines.push(line)
    return lines
  }

  close(): void {
    this.#socket.destroy()
  }
}

function settled(socket: Socket, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(event, () => {
      socket.removeListener('error', reject)
      resolve()
    })
    socket.once('error', (error) => {
      socket.destroy()
      reject(error)
    })
  })
}

/** One IMAP command; the tagged line last, without its tag. */
export async function imap(client: RawClient, command: string): Promise<string[]> {
  client.send(`T ${command}`)
  const lines = await client.until(/^(T |\+ )/)
  return lines.map((line) => line.replace(/^T /, ''))
}

/** One SMTP command and its reply, all lines. */
export async function smtp(client: RawClient, command: string): Promise<string[]> {
  client.send(command)
  return client.until(/^\d{3} /)
}

export const plain = (user: string, secret: string) => Buffer.from(`\0${user}\0${secret}`).toString('base64')
export const xoauth2 = (user: string, token: string) => Buffer.from(`user=${user}\x01auth=Bearer ${token}\x01\x01`).toString('base64')
export const base64 = (text: string) => Buffer.from(text).toString('base64')
