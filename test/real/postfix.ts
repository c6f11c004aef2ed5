// Debian's Postfix in a folder of its own: submission with STARTTLS and with implicit TLS, passwords checked by a Dovecot, delivery into its mailboxes.

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { freePorts, mustBeInstalled, ownFolder, runCommand, subfolder, waitForPort } from './daemon.ts'
import type { Dovecot } from './dovecot.ts'

export interface Postfix {
  /** 127.0.0.1; the certificate is the Dovecot's, for its host. */
  readonly ports: { readonly submission: number; readonly submissions: number; readonly relay: number }
  log(): string
  stop(): Promise<void>
}

const PROGRAM = '/usr/sbin/postfix'

/** Users, certificate and mailboxes are those of the Dovecot. */
export async function startPostfix(dovecot: Dovecot): Promise<Postfix> {
  mustBeInstalled(PROGRAM, 'postfix')
  if (userInfo().uid !== 0) throw new Error('Postfix starts as root only: run the tests as root, or in a container')
  const folder = ownFolder('postfix')
  const [submission, submissions] = (await freePorts(2)) as [number, number]
  const { relay } = dovecot.ports
  const config = subfolder(join(folder.path, 'config'))
  const queue = subfolder(join(folder.path, 'queue'))
  const data = subfolder(join(folder.path, 'data'))
  const logFile = join(folder.path, 'log')
  await runCommand('chown', ['postfix', data])
  writeFileSync(join(config, 'mailboxes'), dovecot.users.map((u) => `${u.user} ${u.user}/Maildir/`).join('\n'))
  writeFileSync(join(config, 'owners'), dovecot.users.map((u) => `${u.user} ${u.user}`).join('\n'))
  writeFileSync(
    join(config, 'main.cf'),
    `
compatibility_level = 3.6
queue_directory = ${queue}
data_directory = ${data}
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = ${logFile}
maillog_file_prefixes = ${folder.path}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = ${dovecot.host}
mydestination =
mynetworks = 127.0.0.1/32
alias_maps =
alias_database =
virtual_mailbox_domains = example.test
virtual_mailbox_base = ${dovecot.mail}
virtual_mailbox_maps = texthash:${config}/mailboxes
virtual_minimum_uid = 1
virtual_uid_maps = static:8
virtual_gid_maps = static:8
smtpd_tls_cert_file = ${dovecot.certFile}
smtpd_tls_key_file = ${dovecot.keyFile}
smtpd_sasl_type = dovecot
smtpd_sasl_path = ${dovecot.authSocket}
smtpd_sasl_security_options = noanonymous
smtpd_sender_login_maps = texthash:${config}/owners
smtpd_delay_reject = yes
smtpd_client_connection_rate_limit = 0
message_size_limit = 20480000
default_transport = error:no other server is reachable
`,
  )
  const clients = (wrapper: 'yes' | 'no') => `
  -o smtpd_tls_security_level=encrypt
  -o smtpd_tls_wrappermode=${wrapper}
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_tls_auth_only=yes
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject
  -o smtpd_sender_restrictions=reject_sender_login_mismatch
  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
  -o smtpd_recipient_restrictions=`
  writeFileSync(
    join(config, 'master.cf'),
    `
127.0.0.1:${submission} inet n - n - - smtpd${clients('no')}
127.0.0.1:${submissions} inet n - n - - smtpd${clients('yes')}
127.0.0.1:${relay} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
flush unix n - n 1000? 0 flush
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`,
  )
  const started = await runCommand(PROGRAM, ['-c', config, 'start'])
  const log = () => started.output + (existsSync(logFile) ? readFileSync(logFile, 'utf8') : '')
  const stop = async () => {
    await runCommand(PROGRAM, ['-c', config, 'stop'])
    folder.remove()
  }
  try {
    if (started.code !== 0) throw new Error(`Postfix did not start: ${log()}`)
    for (const port of [submission, submissions, relay]) await waitForPort(port, 'Postfix', log)
  } catch (error) {
    await stop()
    throw error
  }
  return { ports: { submission, submissions, relay }, log, stop }
}
