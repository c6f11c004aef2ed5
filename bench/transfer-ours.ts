// How Sésame itself is started by the transfer's benchmark: the command line as a person types it.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Account } from '../test/transfer/world/server.ts'
import type { Task } from './transfer-peers.ts'
import type { Command } from './transfer-run.ts'

const LAUNCHER = fileURLToPath(new URL('../../sesame.mjs', import.meta.url))
const MAIN = new URL('../src/cli/main.js', import.meta.url).href
/** A build in another folder than dist/ has no launcher beside it. */
const START = existsSync(LAUNCHER)
  ? [LAUNCHER]
  : ['--input-type=module', '-e', `const { main } = await import('${MAIN}'); await main(process.argv.slice(1))`, '--']

export function ours({ source, sourcePort, target, targetPort, maildir, folder }: Task): Command {
  mkdirSync(folder, { recursive: true })
  const servers = target ? [source.server, target.server] : [source.server]
  const authorities = join(folder, 'authorities.pem')
  writeFileSync(authorities, servers.map(({ ca }) => readFileSync(ca, 'utf8')).join('\n'))
  const url = ({ user, server }: Account, port: number) => `imaps://${user}@${server.host}:${port}`
  const to = target ? url(target, targetPort!) : maildir!
  const words = [
    target ? 'copy' : 'backup',
    url(source, sourcePort),
    to,
    '--yes',
    '--quiet',
    // Dovecot itself changes some; the witness counts them.
    '--accept',
    'changed',
    '--password-stdin',
    '--data',
    join(folder, 'data'),
  ]
  if (!target) words.push('--format', 'maildir')
  const network = ['--connect-to', `${source.server.host}::127.0.0.1:`, '--cacert', authorities]
  const passwords = [source, ...(target ? [target] : [])].map(({ password }) => `${password}\n`).join('')
  return { args: [process.execPath, ...START, ...words, ...network], input: passwords }
}
