// A provider that says yes to everybody, over TLS, in a process of its own: for bench/bridge.ts, where hundreds of connections lie idle and a Dovecot would need a process for each.

import { createServer } from 'node:tls'

const { cert, key } = JSON.parse(process.argv[2] as string) as { cert: string; key: string }
const CAPABILITY = 'CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2 IDLE'
const server = createServer({ cert, key, noDelay: true }, (socket) => {
  socket.on('error', () => {})
  socket.write(`* OK [${CAPABILITY}] ready\r\n`)
  let rest = ''
  socket.on('data', (chunk) => {
    const lines = (rest + chunk).split('\r\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const [tag, name = ''] = line.split(' ')
      const command = name.toUpperCase()
      if (command === 'CAPABILITY') socket.write(`* ${CAPABILITY}\r\n`)
      if (command === 'STATUS') socket.write('* STATUS INBOX (UIDNEXT 1)\r\n')
      if (command === 'IDLE') socket.write('+ idling\r\n')
      else socket.write(`${tag} OK done\r\n`)
    }
  })
})
server.listen(0, '127.0.0.1', () => process.send!((server.address() as { port: number }).port))
process.on('disconnect', () => process.exit(0))
