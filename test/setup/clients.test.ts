// The written files at work: msmtp, mbsync, fetchmail and Mutt take them as they are and go through the bridge, in clear on this computer and over TLS.

import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { issueServer, makeAuthority } from '../../src/bridge/authority/authority.ts'
import { namesOf } from '../../src/bridge/authority/names.ts'
import { serverTls } from '../../src/bridge/authority/server-tls.ts'
import type { Listener } from '../../src/bridge/shapes.ts'
import { PROTOCOLS } from '../../src/model/protocol.ts'
import { Secret } from '../../src/model/secret.ts'
import type { ClientSetup, SetupFormat } from '../../src/setup/shapes.ts'
import { writeSetup } from '../../src/setup/write-setup.ts'
import { textIn } from '../../src/text/index.ts'
import { doorsFor } from '../../src/uses/bridge/doors-for.ts'
import { startRelay } from '../bridge/relay.ts'
import { type BridgeWorld, bridgeWorld } from '../bridge/world.ts'

const run = promisify(execFile)
const DOORS: readonly Listener[] = PROTOCOLS.flatMap((protocol) =>
  (['starttls', 'tls'] as const).map((security) => ({ protocol, address: '127.0.0.1', port: 0, security, oldTls: false })),
)
/** In clear with the password beside; by STARTTLS with it inside; by TLS from the first byte. */
const WAYS = ['plain', 'starttls', 'tls'] as const
type Way = (typeof WAYS)[number]

describe('programs set up by their file', () => {
  const authority = makeAuthority('test', namesOf([], { hostname: 'test', addresses: [] }), new Date())
  let t: BridgeWorld
  let relay: { stop(): Promise<void> }
  let home = ''
  before(async () => {
    home = mkdtempSync(join(tmpdir(), 'sesame-setup-'))
    t = await bridgeWorld(DOORS, false, serverTls([issueServer(authority, authority.names, new Date())]))
    relay = await startRelay(t.dovecot, t.account.id)
    writeFileSync(join(home, 'ca.pem'), authority.certificate)
    writeFileSync(join(home, 'password'), `${t.password}\n`, { mode: 0o600 })
  })
  after(async () => {
    await t?.stop()
    await relay?.stop()
    rmSync(home, { recursive: true, force: true })
  })

  function setupFor(way: Way): ClientSetup {
    const doors = t.bridge.doors.map(({ listener, port }) => ({ ...listener, port }))
    const listeners = doors.filter(({ security }) => (way === 'tls') === (security === 'tls'))
    const { servers, missing } = doorsFor({ device: t.device, listeners, hostname: 'test', secure: way !== 'plain' })
    assert.deepEqual(missing, [])
    assert.ok(servers.every(({ security }) => security === way))
    return {
      device: 'notebook',
      title: 'Notebook',
      address: t.account.id,
      servers,
      password: way === 'plain' ? undefined : new Secret(t.password),
      passwordFile: join(home, 'password'),
      ids: { profile: '', mail: '', authority: '' },
      authority: way === 'plain' ? undefined : { title: authority.title, der: Buffer.alloc(0), file: join(home, 'ca.pem') },
    }
  }

  /** Written where the program looks; its home is a folder of its own. */
  function written(format: SetupFormat, way: Way, change = (text: string) => text): { file: string; env: NodeJS.ProcessEnv } {
    const own = join(home, `${format}-${way}`)
    mkdirSync(join(own, 'Mail', 'notebook'), { recursive: true })
    const file = join(own, 'rc')
    writeFileSync(file, change(writeSetup(format, setupFor(way), textIn('fr').bridgeSetup) as string), { mode: 0o600 })
    return { file, env: { ...process.env, HOME: own } }
  }

  const message = (subject: string) => `From: <${t.account.id}>\r\nTo: <${t.account.id}>\r\nSubject: ${subject}\r\n\r\nhello\r\n`
  const mailsIn = (folder: string) =>
    ['new', 'cur'].flatMap((part) =>
      existsSync(join(folder, part)) ? readdirSync(join(folder, part)).map((n) => join(folder, part, n)) : [],
    )
  async function arrived(words: string): Promise<void> {
    const folder = join(t.dovecot.mail, t.account.id, 'Maildir')
    for (let i = 0; i < 1_200; i++) {
      if (mailsIn(folder).some((file) => existsSync(file) && readFileSync(file, 'latin1').includes(words))) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    assert.fail(`“${words}” did not arrive`)
  }
  /** Fails with what the program said. */
  function fed(command: string, args: readonly string[], env: NodeJS.ProcessEnv, input: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'pipe'] })
      let said = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
      child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`${command}: ${code} ${said}`))))
      child.stdin.end(input)
    })
  }

  for (const way of WAYS) {
    it(`msmtp sends (${way})`, async () => {
      const { file, env } = written('msmtp', way)
      await fed('msmtp', ['--file', file, t.account.id], env, message(`msmtp ${way}`))
      await arrived(`msmtp ${way}`)
    })

    it(`mbsync fetches (${way})`, async () => {
      await arrived(`msmtp ${way}`)
      const { file, env } = written('mbsync', way)
      await run('mbsync', ['-c', file, 'notebook'], { env })
      const mails = mailsIn(join(env.HOME as string, 'Mail', 'notebook', 'INBOX'))
      assert.ok(mails.some((mail) => readFileSync(mail, 'latin1').includes(`msmtp ${way}`)))
    })

    it(`fetchmail fetches (${way})`, async () => {
      const { file, env } = written('fetchmail', way)
      const own = env.HOME as string
      const { host } = setupFor(way).servers.find(({ protocol }) => protocol === 'imap')!
      if (way === 'plain')
        writeFileSync(join(own, '.netrc'), `machine ${host} login ${t.account.id} password ${t.password}\n`, { mode: 0o600 })
      const args = ['-f', file, '--all', '--mda', `cat >> ${own}/got`, '--pidfile', `${own}/pid`, '--nosyslog', '--idfile', `${own}/ids`]
      await run('fetchmail', args, { env: { ...env, FETCHMAILHOME: own, NETRC: join(own, '.netrc') } })
      assert.match(readFileSync(join(own, 'got'), 'latin1'), new RegExp(`msmtp ${way}`))
    })

    it(`Mutt reads and sends (${way})`, async () => {
      const { file, env } = written('neomutt', way)
      const own = env.HOME as string
      // What a person answers by hand: keep nothing, copy nothing; then the messages of the inbox into a file.
      const quiet = [
        '-n',
        '-F',
        file,
        '-e',
        'set copy=no',
        '-e',
        'set quit=yes',
        '-e',
        'set delete=no',
        '-e',
        'set mail_check=0',
        '-e',
        'set sleep_time=0',
      ]
      await fed('mutt', [...quiet, '-s', `Mutt ${way}`, '--', t.account.id], { ...env, TERM: 'dumb' }, 'hello\n')
      await arrived(`Mutt ${way}`)
      const reading = [
        '-e',
        `push "<tag-pattern>~s Mutt<enter><tag-prefix-cond><copy-message>${own}/got<enter><end-cond><exit>"`,
        '-e',
        'set confirmcreate=no',
        '-e',
        'set wait_key=no',
      ]
      const quoted = ['mutt', ...quiet, ...reading, '-f', '+INBOX'].map((word) => `'${word}'`).join(' ')
      await fed('script', ['-qec', quoted, '/dev/null'], { ...env, TERM: 'xterm' }, '')
      assert.match(readFileSync(join(own, 'got'), 'latin1'), new RegExp(`Mutt ${way}`))
    })
  }

  it('the provider heard OAuth only', () => {
    assert.doesNotMatch(t.dovecot.log(), /method=(PLAIN|LOGIN|CRAM)/i)
    assert.match(t.dovecot.log(), /method=(XOAUTH2|OAUTHBEARER)/)
  })
})
