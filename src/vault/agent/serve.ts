// The agent: holds one key in memory, gives it to this person's commands, and forgets it when nobody asked for a while.

import { chmod, rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { isOurSocket } from './place.ts'
import { type Answer, type Charge, LONGEST_LINE, type Question } from './words.ts'

/** A line takes no time to write; who takes longer is not ours. */
const LINE_MS = 5_000
const MOST_AT_ONCE = 64

export interface Agent {
  /** Resolves once it has forgotten. */
  readonly ended: Promise<void>
  forget(): void
}

/** Throws what listening throws. A socket that nobody answers at is taken over. */
export async function serveKey(charge: Charge, now: () => number = Date.now): Promise<Agent> {
  const key = Buffer.from(charge.key, 'base64')
  let used = now()
  let over: () => void = () => {}
  const ended = new Promise<void>((resolve) => {
    over = resolve
  })
  const server = createServer((socket) => listen(socket, answerTo))
  server.maxConnections = MOST_AT_ONCE
  await bind()
  let timer = setTimeout(forget, charge.idleMs)

  async function bind(): Promise<void> {
    const { socket } = charge
    if (process.platform !== 'win32') await rm(socket, { force: true })
    // The socket is born closed to others, whatever the umask.
    const before = process.umask(0o177)
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(socket, resolve)).finally(() => process.umask(before))
    if (process.platform !== 'win32') await chmod(socket, 0o600)
    if (!(await isOurSocket(socket))) throw new Error('the socket is not ours')
  }

  function forget(): void {
    clearTimeout(timer)
    key.fill(0)
    // Removes the socket too.
    server.close(() => over())
  }

  function answerTo(question: Question): Answer {
    // Timers stand still while a laptop sleeps; the clock does not.
    if (now() - used > charge.idleMs) forget()
    if (!server.listening) return { key: null }
    switch (question.ask) {
      case 'key': {
        const same = question.vault === charge.vault && question.keyId === charge.keyId
        if (!same) {
          forget()
          return { key: null }
        }
        if (!question.quiet) wake()
        return { key: key.toString('base64'), until: until() }
      }
      case 'until':
        return { until: until() }
      case 'forget':
        forget()
        return {}
    }
  }

  function wake(): void {
    used = now()
    clearTimeout(timer)
    timer = setTimeout(forget, charge.idleMs)
  }

  function until(): string {
    return new Date(used + charge.idleMs).toISOString()
  }

  return { ended, forget }
}

function listen(socket: Socket, answerTo: (question: Question) => Answer): void {
  let heard = ''
  socket.setTimeout(LINE_MS, () => socket.destroy())
  socket.setEncoding('utf8')
  socket.on('error', () => socket.destroy())
  socket.on('data', (part: string) => {
    heard += part
    if (heard.length > LONGEST_LINE) socket.destroy()
    else if (heard.includes('\n')) {
      const question = questionOf(heard)
      if (question === null) socket.destroy()
      else socket.end(`${JSON.stringify(answerTo(question))}\n`)
    }
  })
}

function questionOf(line: string): Question | null {
  try {
    const value = JSON.parse(line) as Question
    return ['key', 'until', 'forget'].includes(value?.ask) ? value : null
  } catch {
    return null
  }
}
