import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  announcedLiteral,
  type ImapPiece,
  ImapSyntaxError,
  ImapText,
  type ImapValue,
  imapString,
  parseResponse,
  parseValues,
} from '../../src/wire/imap-syntax.ts'

const atom = fc.stringMatching(/^[A-Za-z0-9\\$._-]{1,12}$/).filter((text) => !/^nil$/i.test(text))
const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array))
const text = bytes.map((b) => new ImapText(b))
const { value } = fc.letrec<{ value: ImapValue }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, atom, text, fc.constant(null), fc.array(tie('value'), { maxLength: 5 })),
}))

/** Writes values as a server would: quoted where it can, else a literal, so both forms are met. */
function write(values: readonly ImapValue[]): ImapPiece[] {
  const pieces: Buffer[] = []
  let line = ''
  const one = (v: ImapValue): void => {
    if (v === null) line += 'NIL'
    else if (typeof v === 'string') line += v
    else if (v instanceof ImapText) {
      const latin = v.bytes.toString('latin1')
      if (/^[\x20-\x7e]*$/.test(latin)) line += `"${latin.replace(/["\\]/g, '\\$&')}"`
      else {
        pieces.push(Buffer.from(line, 'latin1'), v.bytes)
        line = ''
      }
    } else {
      line += '('
      v.forEach((item, i) => {
        if (i > 0) line += ' '
        one(item)
      })
      line += ')'
    }
  }
  values.forEach((v, i) => {
    if (i > 0) line += ' '
    one(v)
  })
  pieces.push(Buffer.from(line, 'latin1'))
  return pieces
}

test('IMAP values: what is written is what is read', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 6 }), (values) => {
      assert.deepEqual(parseValues(write(values)), values)
    }),
  )
})

test('IMAP responses: any bytes give a response or an ImapSyntaxError, and soon', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { minLength: 1, maxLength: 4 }), (arrays) => {
      const pieces = arrays.map((array) => Buffer.from(array))
      try {
        parseResponse([Buffer.concat([Buffer.from('* '), pieces[0]!]), ...pieces.slice(1)])
      } catch (error) {
        assert.ok(error instanceof ImapSyntaxError)
      }
    }),
  )
})

test('IMAP lists nested without end are refused, not followed', () => {
  assert.throws(() => parseValues([Buffer.from('('.repeat(100_000))]), ImapSyntaxError)
})

test('a string is quoted or a literal, and reads back as itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 50 }), (original) => {
      const sent = imapString(original)
      if (typeof sent === 'string') {
        const [read] = parseValues([Buffer.from(sent, 'latin1')])
        assert.equal(String(read), original)
      } else assert.equal(sent.toString('utf8'), Buffer.from(original).toString('utf8'))
    }),
  )
})

test('status responses: code, argument and words', () => {
  const read = (line: string) => parseResponse([Buffer.from(line)])
  assert.deepEqual(read('a1 NO [AUTHENTICATIONFAILED] Authentication Failed'), {
    kind: 'status',
    tag: 'a1',
    status: 'NO',
    code: 'AUTHENTICATIONFAILED',
    text: 'Authentication Failed',
  })
  assert.deepEqual(read('* ok [uidvalidity 5] x'), {
    kind: 'status',
    tag: '*',
    status: 'OK',
    code: 'UIDVALIDITY',
    argument: '5',
    text: 'x',
  })
  assert.deepEqual(read('* OK The service is ready. [RgBSADMA]'), {
    kind: 'status',
    tag: '*',
    status: 'OK',
    text: 'The service is ready. [RgBSADMA]',
  })
  assert.deepEqual(read('* BYE'), { kind: 'status', tag: '*', status: 'BYE', text: '' })
  assert.deepEqual(read('+'), { kind: 'continuation', text: '' })
})

test('data responses: numbers before names, sections in brackets', () => {
  assert.deepEqual(parseResponse([Buffer.from('* 23 EXISTS')]), { kind: 'data', name: 'EXISTS', number: 23, values: [] })
  const fetched = parseResponse([
    Buffer.from('* 1 FETCH (UID 7 BODY[HEADER.FIELDS (DATE "FROM")]<0> '),
    Buffer.from('Date: now\r\n'),
    Buffer.from(' FLAGS (\\Seen))'),
  ])
  assert.equal(fetched.kind === 'data' && fetched.number, 1)
  assert.deepEqual(fetched.kind === 'data' && fetched.values[0], [
    'UID',
    '7',
    'BODY[HEADER.FIELDS (DATE "FROM")]<0>',
    new ImapText(Buffer.from('Date: now\r\n')),
    'FLAGS',
    ['\\Seen'],
  ])
})

test('literals are announced at the end of data only', () => {
  assert.equal(announcedLiteral(Buffer.from('* LIST () "/" {5}'))?.size, 5)
  assert.equal(announcedLiteral(Buffer.from('* 1 FETCH (BINARY[1] ~{4294967295+}'))?.size, 4294967295)
  assert.equal(announcedLiteral(Buffer.from('a1 NO no such thing as {5}')), null)
  assert.equal(announcedLiteral(Buffer.from('+ say {5}')), null)
  assert.equal(announcedLiteral(Buffer.from('* LIST () "/" {99999999999}')), null)
})
