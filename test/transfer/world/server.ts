// A Dovecot for the movers' tests: as many mailboxes as wanted, each with a format, names and a quota of its own, and what it can do narrowed on wish.

import { execFileSync } from 'node:child_process'
import { chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { runCommand } from '../../real/daemon.ts'
import { type Dovecot, startDovecot } from '../../real/dovecot.ts'

export interface ServerOptions {
  /** What CAPABILITY says after signing in, and what is offered before; Dovecot goes on understanding the rest. */
  readonly capability?: string
  /** COMPRESS=DEFLATE. */
  readonly compress?: boolean
  /** Sent or Envoyés, and so on: which names carry RFC 6154's attributes. `none`: the server tells none. */
  readonly special?: 'en' | 'fr' | 'none'
  /** The special folders are there from the beginning, as at a provider. */
  readonly specialMade?: boolean
  /** A moment is told in this zone: `America/New_York`. */
  readonly zone?: string
  /** Connections of one user. */
  readonly connections?: number
  /** Writes reach the disk as on a real server; otherwise Dovecot leaves that to the system. */
  readonly durable?: boolean
  /** Settings behind all others. */
  readonly extra?: string
}

export interface AccountOptions {
  readonly format?: 'sdbox' | 'mdbox' | 'maildir'
  readonly separator?: '/' | '.'
  /** Of the personal namespace: `INBOX.` */
  readonly prefix?: string
  /** Bytes in all, as Dovecot takes them: `30M`. */
  readonly quota?: string
  /** Userdb fields, without `userdb_`: `quota_max_mail_size=1M`. No spaces. */
  readonly fields?: readonly string[]
}

export interface Account {
  readonly server: MailServer
  readonly user: string
  readonly password: string
  readonly separator: '/' | '.'
  readonly prefix: string
  /** Where its mail lies, `mail/` in it. */
  readonly home: string
}

export interface MailServer {
  readonly dovecot: Dovecot
  readonly host: string
  /** TLS and plain, on 127.0.0.1. */
  readonly imaps: number
  readonly imap: number
  readonly ca: string
  /** A mailbox that is empty, or a copy of another of this server (nobody may be writing to that). */
  account(options?: AccountOptions, copyOf?: Account): Account
  /** Its output; throws when it fails. The user goes in front of what comes after the command's name. */
  doveadm(account: Account, command: readonly string[], args?: readonly string[]): Promise<string>
  stop(): Promise<void>
}

/** RFC 6154 has \Junk where people say spam. */
const SPECIAL = {
  en: { Sent: 'Sent', Drafts: 'Drafts', Trash: 'Trash', Junk: 'Junk', Archive: 'Archive' },
  fr: { Sent: 'Envoyés', Drafts: 'Brouillons', Trash: 'Corbeille', Junk: 'Indésirables', Archive: 'Archives' },
} as const

/** Without UIDPLUS, LITERAL+, MULTIAPPEND, CONDSTORE and the rest: what RFC 3501 alone gives. */
export const PLAIN_CAPABILITY = 'IMAP4rev1'

export async function startServer(options: ServerOptions = {}): Promise<MailServer> {
  const special = options.special ?? 'en'
  const names = special === 'none' ? [] : Object.entries(SPECIAL[special])
  const boxes = names.map(
    ([use, name]) => `  mailbox ${name} {\n    special_use = \\${use}\n    auto = ${options.specialMade ? 'create' : 'no'}\n  }\n`,
  )
  // The test server subscribes to Sent by itself.
  const withoutSent = special === 'en' ? '' : '  mailbox Sent {\n    special_use =\n    auto = no\n  }\n'
  const dovecot = await startDovecot({
    extra: (folder) => settings(folder, options, withoutSent + boxes.join('')),
    env: { TZ: options.zone ?? 'UTC' },
  })
  const root = userInfo().uid === 0
  const owner = root ? { uid: 8, gid: 8 } : { uid: userInfo().uid, gid: userInfo().gid }
  const users = join(dirname(dovecot.config), 'users.d')
  mkdirSync(users)
  let made = 0
  const server: MailServer = {
    dovecot,
    host: dovecot.host,
    imaps: dovecot.ports.imaps,
    imap: dovecot.ports.imap,
    ca: dovecot.ca,
    account({ format = 'sdbox', separator = '/', prefix = '', quota, fields = [] } = {}, copyOf) {
      const user = `u${++made}`
      const password = `password of ${user}`
      const home = join(dovecot.mail, user)
      // With owners and times, which Node's own copy leaves out.
      if (copyOf) execFileSync('cp', ['-a', copyOf.home, home])
      else mkdirSync(home)
      if (root) chownSync(home, owner.uid, owner.gid)
      const more = [
        `mail=${format}:~/mail`,
        `namespace/inbox/separator=${separator}`,
        ...(prefix ? [`namespace/inbox/prefix=${prefix}`] : []),
        ...(quota ? [`quota_rule=*:storage=${quota}`] : []),
        ...fields,
      ]
      const line = `${user}:{PLAIN}${password}:${owner.uid}:${owner.gid}::${home}::${more.map((field) => `userdb_${field}`).join(' ')}\n`
      writeFileSync(join(users, user), line)
      return { server, user, password, separator, prefix, home }
    },
    async doveadm(account, command, args = []) {
      const ran = await runCommand('/usr/bin/doveadm', ['-c', dovecot.config, ...command, '-u', account.user, ...args])
      if (ran.code !== 0) throw new Error(`doveadm ${command.join(' ')} ended with ${ran.code}: ${ran.output}`)
      return ran.output
    },
    stop: () => dovecot.stop(),
  }
  return server
}

function settings(
  folder: string,
  { capability, compress = false, connections = 100, durable = false, extra = '' }: ServerOptions,
  boxes: string,
): string {
  return `
first_valid_uid = 1
mail_max_userip_connections = ${connections}
mail_fsync = ${durable ? 'optimized' : 'never'}
imap_id_log =
imap_max_line_length = 1M
passdb {
  driver = passwd-file
  args = ${folder}/users.d/%u
  mechanisms = plain login cram-md5
}
userdb {
  driver = passwd-file
  args = ${folder}/users.d/%u
}
namespace inbox {
${boxes}}
protocol imap {
  mail_plugins = quota imap_quota${compress ? ' imap_zlib' : ''}
  ${capability ? `imap_capability = ${capability}` : ''}
}
service imap {
  process_min_avail = 2
}
service imap-login {
  service_count = 0
}
plugin {
  quota = count:User quota
  quota_vsizes = yes
  quota_rule = *:storage=0
}
${extra}
`
}
