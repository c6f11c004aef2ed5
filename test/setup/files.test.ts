// What a device is set up with, read back by other programs: Python's plistlib, an XML parser, a shell; whatever it is called, and without a secret that nobody asked for.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { readClientConfig } from '../../src/identify/config-xml.ts'
import { Secret } from '../../src/model/secret.ts'
import type { ClientSetup, SetupFormat } from '../../src/setup/shapes.ts'
import { writeSetup } from '../../src/setup/write-setup.ts'
import { textIn } from '../../src/text/index.ts'
import { stableId } from '../../src/uses/bridge/stable-id.ts'

const FORMATS: readonly SetupFormat[] = [
  'card',
  'mobileconfig',
  'autoconfig',
  'thunderbird',
  'msmtp',
  'mbsync',
  'fetchmail',
  'neomutt',
  'env',
]
const PASSWORD = 'abcd-efgh-jkmn-pqrs'
const IPHONE: ClientSetup = {
  device: 'iphone',
  title: 'Marie’s <iPhone> & "friends"',
  address: "marie.o'neill+x@contoso.example",
  servers: [
    { protocol: 'imap', host: 'maison.local', port: 1993, security: 'tls' },
    { protocol: 'pop3', host: 'maison.local', port: 1110, security: 'starttls' },
    { protocol: 'smtp', host: '192.168.1.5', port: 1587, security: 'starttls' },
  ],
  passwordFile: '/home/marie/My files/it’s.password',
  ids: { profile: stableId('iphone', 'profile'), mail: stableId('iphone', 'mail'), authority: stableId('iphone', 'authority') },
  authority: { title: 'Sesame bridge of maison', der: Buffer.from([0x30, 0x03, 0x02, 0x01, 0x05]), file: '/home/marie/ca.pem' },
}
const made: ClientSetup = { ...IPHONE, password: new Secret(PASSWORD) }
const write = (format: SetupFormat, setup: ClientSetup, lang: 'en' | 'fr' = 'en') => writeSetup(format, setup, textIn(lang).bridgeSetup)
const python = (script: string, input: string) => JSON.parse(execFileSync('python3', ['-c', script], { input, encoding: 'utf8' }))

describe('the files that a device is set up with', () => {
  it('an Apple profile: plistlib reads account, authority and password as they were', () => {
    const script = `import plistlib,sys,json
p=plistlib.loads(sys.stdin.buffer.read())
print(json.dumps(p,default=lambda b:b.hex()))`
    const profile = python(script, write('mobileconfig', made) as string)
    const [trust, mail] = profile.PayloadContent
    assert.equal(trust.PayloadType, 'com.apple.security.root')
    assert.equal(trust.PayloadContent, '3003020105')
    const { PayloadUUID, ...account } = mail
    assert.match(PayloadUUID, /^[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/)
    assert.deepEqual(account, {
      PayloadType: 'com.apple.mail.managed',
      PayloadIdentifier: 'sesame.bridge.iphone.mail',
      PayloadVersion: 1,
      PayloadDisplayName: IPHONE.address,
      EmailAccountDescription: IPHONE.title,
      EmailAccountName: IPHONE.address,
      EmailAccountType: 'EmailTypeIMAP',
      EmailAddress: IPHONE.address,
      IncomingMailServerAuthentication: 'EmailAuthPassword',
      IncomingMailServerHostName: 'maison.local',
      IncomingMailServerPortNumber: 1993,
      IncomingMailServerUseSSL: true,
      IncomingMailServerUsername: IPHONE.address,
      IncomingPassword: PASSWORD,
      OutgoingMailServerAuthentication: 'EmailAuthPassword',
      OutgoingMailServerHostName: '192.168.1.5',
      OutgoingMailServerPortNumber: 1587,
      OutgoingMailServerUseSSL: true,
      OutgoingMailServerUsername: IPHONE.address,
      OutgoingPassword: PASSWORD,
      OutgoingPasswordSameAsIncomingPassword: true,
    })
    assert.equal(new Set([profile.PayloadUUID, trust.PayloadUUID, PayloadUUID]).size, 3)
    assert.equal(write('mobileconfig', { ...made, servers: made.servers.slice(2) }), null)
  })

  it('autoconfig: an XML parser and our own reader find the servers', () => {
    const xml = write('autoconfig', made) as string
    const script = `import sys,json,xml.etree.ElementTree as E
r=E.fromstring(sys.stdin.read())
print(json.dumps([r.find('emailProvider/displayName').text]+[e.text for s in r.findall('emailProvider/*[@type]') for e in s]))`
    assert.deepEqual(python(script, xml).slice(0, 6), [IPHONE.title, 'maison.local', '1993', 'SSL', IPHONE.address, 'password-cleartext'])
    const read = readClientConfig(
      xml.replaceAll('maison.local', 'maison.example.net').replace('192.168.1.5', 'out.example.net'),
      'contoso.example',
    )
    assert.deepEqual(
      read?.servers.map(({ protocol, port, security, auth }) => [protocol, port, security, ...auth]),
      [
        ['imap', 1993, 'tls', 'password'],
        ['pop3', 1110, 'starttls', 'password'],
        ['smtp', 1587, 'starttls', 'password'],
      ],
    )
  })

  it('whatever a device is called, the XML stays whole', () => {
    const titles: string[] = []
    const script =
      'import sys,json,plistlib\nprint(json.dumps([plistlib.loads(t.encode())["PayloadContent"][1]["EmailAccountDescription"] for t in json.load(sys.stdin)]))'
    const wild = fc.sample(fc.string({ unit: 'binary', maxLength: 30 }), 60)
    const profiles = [...wild, 'a\u0000b\ud800c', ']]><!--'].map((title) => {
      titles.push(title)
      return write('mobileconfig', { ...IPHONE, title })
    })
    const told: string[] = python(script, JSON.stringify(profiles))
    const writable = (title: string) => title.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    assert.deepEqual(
      told.map((title) => title.trim()),
      titles.map((title) => writable(title).replace(/\r\n?/g, '\n').trim()),
    )
  })

  it('variables: a shell sources them as they were, and a title ends no comment', () => {
    const file = write('env', { ...made, title: 'x\nrm -rf /\u2028y', passwordFile: '' }) as string
    const said = execFileSync(
      'sh',
      ['-c', `${file}\nprintf '%s|' "$IMAP_HOST" "$SMTP_SECURITY" "$MAIL_USER" "$MAIL_PASSWORD" "$MAIL_CA_FILE"`],
      { encoding: 'utf8' },
    )
    assert.equal(said, `maison.local|starttls|${IPHONE.address}|${PASSWORD}|/home/marie/ca.pem|`)
    const wild = { ...IPHONE, address: 'a$`"\\b@x.example' }
    assert.equal(execFileSync('sh', ['-c', `${write('env', wild)}\nprintf %s "$MAIL_USER"`], { encoding: 'utf8' }), wild.address)
  })

  it('the password is in a file only when it was just made, and never in autoconfig', () => {
    for (const format of FORMATS)
      for (const lang of ['en', 'fr'] as const) {
        const [before, after] = [write(format, IPHONE, lang) as string, write(format, made, lang) as string]
        assert.ok(before.length > 100, format)
        assert.doesNotMatch(before, /•••|undefined|null|\[object/)
        assert.ok(!before.includes(PASSWORD))
        assert.equal(after.includes(PASSWORD), format !== 'autoconfig', format)
      }
  })

  it('a program that can do nothing with the device’s protocols gets no file', () => {
    const sending = { ...IPHONE, servers: IPHONE.servers.filter(({ protocol }) => protocol === 'smtp') }
    const able = FORMATS.filter((format) => write(format, sending) !== null)
    assert.deepEqual(able, ['card', 'autoconfig', 'msmtp', 'neomutt', 'env'])
  })

  it('French is written as French is: no-break spaces, no stray English', () => {
    const words =
      JSON.stringify(textIn('fr').bridgeSetup.trust) +
      (['card', 'thunderbird', 'mobileconfig'] as const).map((format) => write(format, IPHONE, 'fr')).join('\n')
    assert.doesNotMatch(words.replace(/https?:|" :/g, ''), /[\wé’)] [:;!?](?= |$)|« | »/m)
  })
})
