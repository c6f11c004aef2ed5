// How each peer is told to copy one account into another, or into a Maildir, as well as it can: lossless where it has an option for that.

import { createHash, X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Account } from '../test/transfer/world/server.ts'
import { ours } from './transfer-ours.ts'
import type { Command } from './transfer-run.ts'

export interface Task {
  readonly source: Account
  /** Where the source's server is reached: itself, or a slow line to it. TLS. */
  readonly sourcePort: number
  /** Undefined: into `maildir`. */
  readonly target?: Account
  readonly targetPort?: number
  readonly maildir?: string
  /** The peer's own: settings, state between runs. */
  readonly folder: string
}

export interface Peer {
  readonly name: string
  /** Reads the source over IMAP and writes into the target's storage: the practical bound, not a client. */
  readonly bound?: true
  /** Undefined: it is not installed, or cannot do this. */
  command(task: Task): Command | undefined
}

const MBSYNC = '/usr/bin/mbsync'
const OFFLINEIMAP = '/usr/bin/offlineimap'
const DOVEADM = '/usr/bin/doveadm'

export const peers: readonly Peer[] = [
  { name: 'sesame', command: ours },
  { name: 'doveadm backup (imapc)', bound: true, command: doveadm },
  { name: 'mbsync', command: (task) => mbsync(task, false) },
  { name: 'mbsync, compressed', command: (task) => mbsync(task, true) },
  { name: 'offlineimap', command: (task) => offlineimap(task, 1) },
  { name: 'offlineimap, 4 connections', command: (task) => offlineimap(task, 4) },
]

function write(folder: string, name: string, text: string): string {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, name)
  writeFileSync(file, text, { mode: 0o600 })
  return file
}

function mbsync(task: Task, compressed: boolean): Command | undefined {
  if (!existsSync(MBSYNC)) return undefined
  const account = (name: string, { server, user, password }: Account, port: number) => `
IMAPAccount ${name}
Host 127.0.0.1
Port ${port}
User ${user}
Pass "${password}"
SSLType IMAPS
CertificateFile ${server.dovecot.certFile}
PipelineDepth 100
${compressed ? '' : 'DisableExtension COMPRESS=DEFLATE'}

IMAPStore ${name}
Account ${name}
`
  const state = join(task.folder, 'state')
  mkdirSync(state, { recursive: true })
  const near = task.target
    ? account('near', task.target, task.targetPort!)
    : `\nMaildirStore near\nPath ${task.maildir}/\nInbox ${task.maildir}/INBOX\nSubFolders Verbatim\n`
  const settings = write(
    task.folder,
    'mbsyncrc',
    `${account('far', task.source, task.sourcePort)}${near}
Channel all
Far :far:
Near :near:
Patterns *
Create Near
Sync Pull
Expunge None
CopyArrivalDate yes
SyncState ${state}/
`,
  )
  if (task.maildir) mkdirSync(task.maildir, { recursive: true })
  return { args: [MBSYNC, '-q', '-c', settings, 'all'] }
}

function offlineimap(task: Task, connections: number): Command | undefined {
  if (!existsSync(OFFLINEIMAP)) return undefined
  const repository = (name: string, { server, user, password }: Account, port: number) => {
    const pinned = createHash('sha256')
      .update(new X509Certificate(readFileSync(server.dovecot.certFile)).raw)
      .digest('hex')
    return `[Repository ${name}]
type = IMAP
remotehost = 127.0.0.1
remoteport = ${port}
remoteuser = ${user}
remotepass = ${password}
ssl = yes
cert_fingerprint = ${pinned}
maxconnections = ${connections}
`
  }
  if (task.maildir) mkdirSync(task.maildir, { recursive: true })
  const local = task.target
    ? repository('near', task.target, task.targetPort!)
    : `[Repository near]\ntype = Maildir\nlocalfolders = ${task.maildir}\nutime_from_header = no\n`
  const settings = write(
    task.folder,
    'offlineimaprc',
    `[general]
metadata = ${join(task.folder, 'metadata')}
accounts = bench
maxsyncaccounts = 1
ui = quiet

[Account bench]
localrepository = near
remoterepository = far

${repository('far', task.source, task.sourcePort)}readonly = True

${local}`,
  )
  return { args: [OFFLINEIMAP, '-o', '-c', settings] }
}

/** `backup -R` makes the target exactly what the source is; the target's process writes into its own storage. */
function doveadm({ source, sourcePort, target }: Task): Command | undefined {
  if (!existsSync(DOVEADM) || !target) return undefined
  const from = {
    imapc_host: '127.0.0.1',
    imapc_port: sourcePort,
    imapc_user: source.user,
    imapc_password: source.password,
    imapc_ssl: 'imaps',
    imapc_ssl_verify: 'no',
    imapc_features: 'rfc822.size fetch-headers',
    mail_prefetch_count: 20,
  }
  const options = Object.entries(from).flatMap(([name, value]) => ['-o', `${name}=${value}`])
  const config = target.server.dovecot.config
  return { args: [DOVEADM, '-c', config, ...options, 'backup', '-R', '-u', target.user, 'imapc:'], fine: [0, 2] }
}
