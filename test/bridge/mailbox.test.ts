// IMAP and POP3 through the bridge: real clients, a real Dovecot that takes OAuth only from us, and not a byte lost.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { connect } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { type BridgeWorld, bridgeWorld } from './world.ts'

const run = promisify(execFile)
const python = async (script: string, ...args: string[]) => (await run('python3', ['-c', script, ...args], { maxBuffer: 1e8 })).stdout

describe('the bridge to a mailbox', () => {
  let t: BridgeWorld
  before(async () => {
    t = await bridgeWorld()
  })
  after(() => t?.stop())

  it('imaplib signs in with the device’s password; the provider hears OAuth only', async () => {
    const said = await python(
      `import imaplib,sys
m=imaplib.IMAP4('127.0.0.1',int(sys.argv[1]))
print(m.capabilities)
print(m.login(sys.argv[2],sys.argv[3]))
print(m.append('INBOX',None,None,b'Subject: through the bridge\\r\\n\\r\\n'+b'x'*200000+b'\\r\\n'))
print(m.select()); t,d=m.fetch('1','(RFC822)'); print(len(d[0][1])); print(m.logout())`,
      String(t.port('imap')),
      t.account.id,
      t.password,
    )
    assert.match(said, /'OK', \[b'.*Signed in'\]/)
    assert.match(said, /\b200033\b/)
    assert.match(said, /'BYE'/)
    assert.match(t.dovecot.log(), /method=(XOAUTH2|OAUTHBEARER)/)
    assert.doesNotMatch(t.dovecot.log(), /method=(PLAIN|LOGIN)/)
  })

  it('poplib reads what lies there', async () => {
    const said = await python(
      `import poplib,sys
p=poplib.POP3('127.0.0.1',int(sys.argv[1])); print(p.capa()); p.user(sys.argv[2]); print(p.pass_(sys.argv[3])); print(p.stat()); p.quit()`,
      String(t.port('pop3')),
      t.account.id,
      t.password,
    )
    assert.match(said, /\(1, 20\d+\)/)
  })

  it('a wrong password is told as such, costs time, and the provider hears nothing', async () => {
    const asked = t.keys.asked
    const start = performance.now()
    const said = await talk(t.port('imap'), [`a LOGIN ${t.account.id} wrong-password\r\n`, 'b LOGOUT\r\n'], /b OK/)
    assert.match(said, /a NO \[AUTHENTICATIONFAILED\] /)
    assert.ok(performance.now() - start >= 190)
    assert.equal(t.keys.asked, asked)
  })

  it('a token that died early is renewed once, and the client sees nothing of it', async () => {
    const good = t.keys.token
    Object.assign(t.keys, { token: 'dead-token', renewed: good })
    const said = await talk(t.port('imap'), [`a LOGIN "${t.account.id}" ${t.password}\r\nb NOOP\r\nc LOGOUT\r\n`], /c OK/)
    assert.match(said, /a OK \[CAPABILITY [^\]]*IDLE/)
    assert.match(said, /b OK/)
    Object.assign(t.keys, { token: 'dead-token', renewed: null })
    const shut = await talk(t.port('imap'), [`a LOGIN ${t.account.id} ${t.password}\r\n`, 'b LOGOUT\r\n'], /b OK/)
    assert.match(shut, /a NO \[EXPIRED\] /)
    Object.assign(t.keys, { token: good, renewed: null })
  })
})

/** Says each line after an answer came; everything that was heard until `until`. */
function talk(port: number, lines: readonly string[], until: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    const rest = [...lines]
    let heard = ''
    socket.setTimeout(20_000, () => reject(new Error(`silence after ${heard}`)))
    socket.on('data', (chunk) => {
      heard += chunk
      const next = rest.shift()
      if (next !== undefined) socket.write(next)
      if (until.test(heard)) {
        socket.destroy()
        resolve(heard)
      }
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(heard))
  })
}
