import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { Secret } from '../../src/model/secret.ts'
import { decode } from '../../src/wire/decode.ts'
import { stuffDots, unstuffDot } from '../../src/wire/dot-stuffing.ts'
import { decodeMailbox, encodeMailbox } from '../../src/wire/imap-utf7.ts'
import { knownMechanisms, startSasl } from '../../src/wire/sasl.ts'
import type { SaslMechanism } from '../../src/wire/session.ts'
import { Transcript } from '../../src/wire/transcript.ts'

const PEER = { host: 'mail.example.test', port: 993 }
const word = fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }).filter((text) => !text.includes('\0'))

test('dots: what is stuffed and unstuffed is the message with CRLF at every line end', () => {
  const message = fc.array(fc.constantFrom('.', 'a', '\r', '\n', '\r\n', '..', 'é'), { maxLength: 40 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(message, (original) => {
      const stuffed = stuffDots(Buffer.from(original)).toString()
      assert.ok(stuffed.endsWith('.\r\n'))
      const lines = stuffed.split('\r\n').slice(0, -1)
      assert.equal(lines.indexOf('.'), lines.length - 1, 'only the last line is a dot alone')
      assert.doesNotMatch(stuffed.replaceAll('\r\n', ''), /[\r\n]/)
      const read = lines.slice(0, -1).map((line) => `${unstuffDot(Buffer.from(line))}\r\n`)
      const normal = original.replace(/\r\n|\r|\n/g, '\r\n')
      assert.equal(read.join(''), normal === '' || normal.endsWith('\r\n') ? normal : `${normal}\r\n`)
    }),
  )
})

test('mailbox names survive modified UTF-7', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (name) => {
      const sent = encodeMailbox(name)
      assert.match(sent, /^[\x20-\x7e]*$/)
      assert.equal(decodeMailbox(sent), name)
    }),
  )
  assert.equal(encodeMailbox('Boîte & envoyés'), 'Bo&AO4-te &- envoy&AOk-s')
  assert.equal(encodeMailbox('台北'), '&U,BTFw-')
})

test('bytes are read as UTF-8, or one by one when they are not', () => {
  assert.equal(decode(Buffer.from('clé')), 'clé')
  assert.equal(decode(Buffer.from([0x63, 0x6c, 0xe9])), 'clé')
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => assert.equal(typeof decode(bytes), 'string')))
})

test('SASL: the blobs are those of the RFCs, for any name and secret', () => {
  fc.assert(
    fc.property(word, word, (user, secret) => {
      const start = (mechanism: SaslMechanism) => startSasl({ user, secret: new Secret(secret), mechanism }, PEER, () => {})
      assert.equal(start('PLAIN').initial?.toString(), `\0${user}\0${secret}`)
      assert.equal(start('XOAUTH2').initial?.toString(), `user=${user}\x01auth=Bearer ${secret}\x01\x01`)
      const login = start('LOGIN')
      assert.equal(login.initial, undefined)
      assert.equal(login.respond(Buffer.from('User Name'))?.toString(), user)
      assert.equal(login.respond(Buffer.from('Password:'))?.toString(), secret)
      assert.equal(login.respond(Buffer.alloc(0)), null)
      const bearer = start('OAUTHBEARER').initial!.toString()
      const [gs2, host, port, auth] = bearer.split('\x01')
      assert.deepEqual([host, port, auth?.startsWith('auth=Bearer ')], ['host=mail.example.test', 'port=993', true])
      const name = /^n,a=([^,]*),$/.exec(gs2 ?? '')?.[1]
      assert.equal(name?.replaceAll('=2C', ',').replaceAll('=3D', '='), user)
      const challenge = Buffer.from('<1896.697170952@postoffice.reston.mci.net>')
      const digest = createHmac('md5', secret).update(challenge).digest('hex')
      assert.equal(start('CRAM-MD5').respond(challenge)?.toString(), `${user} ${digest}`)
    }),
  )
})

test('CRAM-MD5: the example of RFC 2195 §2', () => {
  const exchange = startSasl({ user: 'tim', secret: new Secret('tanstaaftanstaaf'), mechanism: 'CRAM-MD5' }, PEER, () => {})
  const answer = exchange.respond(Buffer.from('PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+', 'base64'))
  assert.equal(answer?.toString('base64'), 'dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw')
})

test('SASL: an error challenge is answered as its RFC says', () => {
  const start = (mechanism: SaslMechanism) => startSasl({ user: 'u', secret: new Secret('t'), mechanism }, PEER, () => {})
  assert.deepEqual(start('OAUTHBEARER').respond(Buffer.from('{"status":"invalid_token"}')), Buffer.from([1]))
  assert.deepEqual(start('XOAUTH2').respond(Buffer.from('{"status":"400"}')), Buffer.alloc(0))
  assert.equal(start('PLAIN').respond(Buffer.from('more?')), null)
})

test('SASL: only mechanisms that are spoken are taken from a list', () => {
  assert.deepEqual(knownMechanisms(['NTLM', 'XOAUTH2', 'PLAIN', 'GSSAPI', 'PLAIN', 'USER', 'TOSTRING']), ['XOAUTH2', 'PLAIN'])
})

test('a transcript shows no secret, in any form that is sent', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 4, maxLength: 40 }),
      fc.constantFrom('PLAIN', 'LOGIN', 'XOAUTH2', 'OAUTHBEARER'),
      (secret, mechanism) => {
        const transcript = new Transcript()
        const exchange = startSasl({ user: 'u', secret: new Secret(secret), mechanism: mechanism as SaslMechanism }, PEER, (t) =>
          transcript.hide(t),
        )
        const blobs = [exchange.initial, exchange.respond(Buffer.alloc(0)), exchange.respond(Buffer.alloc(0))]
        for (const blob of blobs) if (blob && blob.length > 1) transcript.add('C', blob.toString('base64'))
        transcript.add('S', `-ERR bad password ${secret} or ${Buffer.from(secret).toString('base64')} or ${JSON.stringify(secret)}`)
        const shown = transcript.lines.map((l) => l.text)
        for (const blob of blobs)
          if (blob && blob.length > 3 && blob.toString() !== 'u') assert.ok(!shown.includes(blob.toString('base64')))
        // A secret made of the words around it says nothing by being there.
        const said = '-ERR bad password • or • or "•"'
        if (!said.includes(secret) && !'•••'.includes(secret)) assert.ok(!shown.at(-1)!.includes(secret), shown.at(-1))
      },
    ),
  )
})

test('a transcript shows control characters, it does not obey them, and it stays small', () => {
  const transcript = new Transcript()
  transcript.add('S', '\x1b[2J* OK \x07')
  assert.equal(transcript.lines[0]?.text, '\\x1b[2J* OK \\x07')
  transcript.add('S', 'x'.repeat(100_000))
  assert.ok(transcript.lines[1]!.text.length < 3000)
})

test('a very short secret is struck where it stands alone, and leaves the words around it readable', () => {
  const transcript = new Transcript()
  transcript.hide('t-')
  transcript.hide('e')
  assert.equal(transcript.strike('PASS e'), 'PASS •••')
  assert.equal(transcript.strike('LOGIN "marie" "t-"'), 'LOGIN "marie" "•••"')
  assert.equal(transcript.strike('-ERR authentication failed'), '-ERR authentication failed')
})
