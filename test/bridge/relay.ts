// What stands behind Dovecot's submission where a whole Postfix would only cost time: takes each message and lays it into the mailbox.

import { chownSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import type { Dovecot } from '../real/dovecot.ts'

const ANSWERS: Readonly<Record<string, string>> = {
  EHLO: '250-relay.example.test\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 50000000\r\n',
  DATA: '354 Go on\r\n',
  QUIT: '221 Goodbye\r\n',
}

/** All mail goes to `user`, whoever it is for. */
export async function startRelay({ ports, mail }: Dovecot, user: string): Promise<{ stop(): Promise<void> }> {
  const owner = statSync(mail)
  const maildir = join(mail, user, 'Maildir')
  const ours = (path: string) => chownSync(path, owner.uid, owner.gid)
  for (const folder of [join(mail, user), maildir, ...['tmp', 'new', 'cur'].map((part) => join(maildir, part))]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    ours(folder)
  }
  let count = 0
  const keep = (message: string) => {
    count += 1
    const name = `${Date.now()}.R${count}.relay`
    writeFileSync(join(maildir, 'tmp', name), message, 'latin1')
    ours(join(maildir, 'tmp', name))
    renameSync(join(maildir, 'tmp', name), join(maildir, 'new', name))
  }
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    converse(socket, keep)
  })
  await new Promise<void>((resolve) => server.listen(ports.relay, '127.0.0.1', resolve))
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function converse(socket: Socket, keep: (message: string) => void): void {
  let heard = ''
  let message: string[] | null = null
  socket.write('220 relay.example.test\r\n')
  socket.on('data', (chunk) => {
    heard += chunk.toString('latin1')
    for (let end = heard.indexOf('\r\n'); end >= 0; end = heard.indexOf('\r\n')) {
      const line = heard.slice(0, end)
      heard = heard.slice(end + 2)
      if (message !== null && line !== '.') message.push(line.replace(/^\./, ''))
      else if (message !== null) {
        keep(`${message.join('\r\n')}\r\n`)
        message = null
        socket.write('250 Kept\r\n')
      } else {
        const command = line.split(/[ :]/)[0]?.toUpperCase() ?? ''
        if (command === 'DATA') message = []
        socket.write(ANSWERS[command] ?? '250 Ok\r\n')
        if (command === 'QUIT') socket.end()
      }
    }
  })
}
