// Debian's Dovecot in a folder of its own: IMAP, POP3 and submission, plain with STARTTLS and with implicit TLS, on free ports of 127.0.0.1.

import { spawn } from 'node:child_process'
import { chownSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { createAuthority } from '../net/pki.ts'
import { freePorts, mustBeInstalled, ownFolder, subfolder, waitForPort } from './daemon.ts'

export interface MailUser {
  readonly user: string
  readonly password: string
  /** An OAuth access token that the server takes for this user. */
  readonly token: string
}

export interface Dovecot {
  /** All on 127.0.0.1; the certificate is for `host`. */
  readonly host: string
  readonly ports: {
    readonly imap: number
    readonly imaps: number
    readonly pop3: number
    readonly pop3s: number
    readonly submission: number
    /** Where the submission service hands its messages on: a Postfix started with startPostfix(dovecot) listens there. */
    readonly relay: number
  }
  /** PEM file of the authority, its text, and the server's own certificate and key. */
  readonly ca: string
  readonly caPem: string
  readonly certFile: string
  readonly keyFile: string
  readonly users: readonly MailUser[]
  /** Folder of the mailboxes: `<mail>/<user>/Maildir`. */
  readonly mail: string
  /** Where other servers ask it to check passwords (Dovecot's SASL). */
  readonly authSocket: string
  /** The configuration, for `doveadm -c`. */
  readonly config: string
  /** Of the main process. */
  readonly pid: number
  /** The log so far. */
  log(): string
  stop(): Promise<void>
}

const PROGRAM = '/usr/sbin/dovecot'
const PACKAGES = 'dovecot-imapd dovecot-pop3d dovecot-submissiond'
const HOST = 'mail.example.test'

/** The second password needs quoting in IMAP, the third a literal. */
export const USERS: readonly MailUser[] = [
  { user: 'marie@example.test', password: 'correct horse battery', token: 'token-of-marie-7f3a9c' },
  { user: 'jean@example.test', password: 'a "quoted" back\\slash', token: 'token-of-jean-1b2c3d' },
  { user: 'zoe@example.test', password: 'clé à molette €', token: 'token-of-zoe-9d8e7f' },
]

export interface DovecotOptions {
  /** RFC 7662: whom it asks about tokens, with the credentials in it, and which word of the answer names the user. By default a list of its own. */
  readonly checkTokens?: { readonly url: string; readonly user: string }
  /** Settings behind all others: for many connections at once, say. A function hears the server's folder. */
  readonly extra?: string | ((folder: string) => string)
  /** More for its environment: `TZ`. */
  readonly env?: Readonly<Record<string, string>>
}

export async function startDovecot({ checkTokens, extra = '', env = {} }: DovecotOptions = {}): Promise<Dovecot> {
  mustBeInstalled(PROGRAM, PACKAGES)
  for (const part of ['imap-login', 'pop3-login', 'submission-login']) mustBeInstalled(`/usr/lib/dovecot/${part}`, PACKAGES)
  const folder = ownFolder('dovecot')
  const root = userInfo().uid === 0
  const [imap, imaps, pop3, pop3s, submission, relay] = (await freePorts(6)) as [number, number, number, number, number, number]
  // Each by a name of its own: whoever trusts two of them must be able to tell them apart.
  const authority = createAuthority(`Sesame Test Authority ${imaps}`)
  const issued = authority.issue({ names: [HOST] })
  const file = (name: string, text: string) => {
    writeFileSync(join(folder.path, name), text)
    return join(folder.path, name)
  }
  const ca = file('ca.pem', authority.cert)
  const certFile = file('cert.pem', issued.cert)
  const keyFile = file('key.pem', issued.key)
  const mail = subfolder(join(folder.path, 'mail'))
  const postfixFolder = subfolder(join(folder.path, 'auth'))
  // Debian's user `mail`; another user runs everything as itself.
  const owner = root ? { uid: 8, gid: 8 } : { uid: userInfo().uid, gid: userInfo().gid }
  if (root) chownSync(mail, owner.uid, owner.gid)
  file('users', USERS.map((u) => `${u.user}:{PLAIN}${u.password}:${owner.uid}:${owner.gid}::${mail}/${u.user}`).join('\n'))
  const tokens = await introspection()
  const { url, user } = checkTokens ?? { url: `http://127.0.0.1:${tokens.port}/`, user: 'username' }
  file('oauth2.conf', `introspection_mode = post\nintrospection_url = ${url}\nusername_attribute = ${user}\n`)
  const logFile = join(folder.path, 'log')
  const authSocket = join(postfixFolder, 'auth.sock')
  const config = file(
    'dovecot.conf',
    `
base_dir = ${folder.path}/run
state_dir = ${folder.path}/state
log_path = ${logFile}
listen = 127.0.0.1
protocols = imap pop3 submission
ssl = yes
ssl_cert = <${certFile}
ssl_key = <${keyFile}
disable_plaintext_auth = yes
auth_mechanisms = plain login cram-md5 xoauth2 oauthbearer
auth_failure_delay = 0
auth_debug = no
mail_location = maildir:~/Maildir
first_valid_uid = 1
# A client that hung up counts until its process has ended, which a busy machine puts off.
mail_max_userip_connections = 100
hostname = ${HOST}
submission_relay_host = 127.0.0.1
submission_relay_port = ${relay}
submission_relay_trusted = yes
${root ? '' : `default_internal_user = ${userInfo().username}\ndefault_login_user = ${userInfo().username}\ndefault_internal_group = ${owner.gid}`}
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${folder.path}/oauth2.conf
}
passdb {
  driver = passwd-file
  args = ${folder.path}/users
  mechanisms = plain login cram-md5
}
userdb {
  driver = passwd-file
  args = ${folder.path}/users
}
namespace inbox {
  inbox = yes
  mailbox Sent {
    special_use = \\Sent
    auto = subscribe
  }
}
protocol imap {
  mail_plugins = quota imap_quota
}
plugin {
  quota = maildir:User quota
  quota_rule = *:storage=10M
}
service anvil {
  chroot =
  # No growing delay after refused passwords: the tests refuse many.
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${imap}
  }
  inet_listener imaps {
    port = ${imaps}
    ssl = yes
  }
}
service pop3-login {
  chroot =
  inet_listener pop3 {
    port = ${pop3}
  }
  inet_listener pop3s {
    port = ${pop3s}
    ssl = yes
  }
}
service submission-login {
  chroot =
  inet_listener submission {
    port = ${submission}
  }
}
service auth {
  unix_listener ${authSocket} {
    mode = 0666
  }
}
service stats {
  client_limit = 100
}
${typeof extra === 'string' ? extra : extra(folder.path)}
`,
  )
  const child = spawn(PROGRAM, ['-F', '-c', config], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  let said = ''
  child.stdout.on('data', (chunk) => {
    said += chunk
  })
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const log = () => said + (existsSync(logFile) ? readFileSync(logFile, 'utf8') : '')
  const stop = async () => {
    const below = childrenOf(child.pid!)
    child.kill('SIGTERM')
    // Its anvil process often stays for ever, when all that holds mail has ended long ago; and so does one whose client is still connected.
    const killer = setTimeout(() => {
      below.push(...childrenOf(child.pid!))
      child.kill('SIGKILL')
    }, 700)
    await ended
    clearTimeout(killer)
    for (const pid of below) kill(pid)
    for (const pipe of [child.stdout, child.stderr]) pipe.destroy()
    await tokens.stop()
    folder.remove()
  }
  try {
    for (const port of [imap, imaps, pop3, pop3s, submission]) await waitForPort(port, 'Dovecot', log)
  } catch (error) {
    await stop()
    throw error
  }
  const ports = { imap, imaps, pop3, pop3s, submission, relay }
  return {
    host: HOST,
    ports,
    ca,
    caPem: authority.cert,
    certFile,
    keyFile,
    users: USERS,
    mail,
    authSocket,
    config,
    pid: child.pid!,
    log,
    stop,
  }
}

/** proc_pid_task_children(5); nobody elsewhere. */
function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {}
}

/** RFC 7662, as far as Dovecot asks. */
async function introspection(): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      const token = new URLSearchParams(body).get('token')
      const user = USERS.find((u) => u.token === token)
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(user ? { active: true, username: user.user } : { active: false }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
