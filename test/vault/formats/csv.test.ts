// Tables of passwords, as each browser and manager writes them and as spreadsheets leave them: read exactly, every row accounted for.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { SesameError } from '../../../src/model/errors.ts'
import { readCsv } from '../../../src/vault/formats/csv.ts'
import { decode } from '../../../src/vault/formats/decode.ts'
import type { Maker } from '../../../src/vault/formats/reading.ts'

const rows = (text: string | Uint8Array) => {
  const { found, leftOut, maker } = readCsv(typeof text === 'string' ? Buffer.from(text) : text)
  return { maker, leftOut, found: found.map(({ secret, ...rest }) => ({ ...rest, secret: secret.reveal() })) }
}
const refusedAs = (why: string) => (error: unknown) =>
  error instanceof SesameError && error.code === 'import-invalid' && error.args.why === why

/** One export each, as the program writes its heading. */
const MADE: readonly { maker: Maker; text: string; found: readonly object[]; leftOut?: readonly object[] }[] = [
  {
    maker: 'chrome-csv',
    text: 'name,url,username,password,note\nex.example,https://ex.example/in,marie,"a,""b""",la note\nApp,android://AbC==@com.example.app/,bob,pw,\n',
    found: [
      {
        at: 2,
        title: 'ex.example',
        sort: 'password',
        user: 'marie',
        url: 'https://ex.example/in',
        note: 'la note',
        without: [],
        secret: 'a,"b"',
      },
      { at: 3, title: 'App', sort: 'password', user: 'bob', url: 'android://com.example.app/', without: [], secret: 'pw' },
    ],
  },
  {
    maker: 'firefox-csv',
    text: '"url","username","password","httpRealm","formActionOrigin","guid","timeCreated","timeLastUsed","timePasswordChanged"\r\n"https://www.ex.example","marie","p\r\nq",,"https://ex.example","{g}","1","2","3"\r\n"chrome://FirefoxAccounts","uid","{""version"":1}","FxA",,"{h}","1","2","3"\r\n',
    found: [{ at: 2, title: 'ex.example', sort: 'password', user: 'marie', url: 'https://www.ex.example', without: [], secret: 'p\r\nq' }],
    leftOut: [{ at: 3, title: 'FirefoxAccounts', why: 'internal' }],
  },
  {
    maker: 'safari-csv',
    text: 'Title,URL,Username,Password,Notes,OTPAuth\nEx (marie),https://ex.example/,marie,pw,"une\nnote",otpauth://totp/x?secret=A\n',
    found: [
      {
        at: 2,
        title: 'Ex (marie)',
        sort: 'password',
        user: 'marie',
        url: 'https://ex.example/',
        note: 'une\nnote',
        without: ['totp'],
        secret: 'pw',
      },
    ],
  },
  {
    maker: 'bitwarden-csv',
    text: 'folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp\n,,login,Ex,n,Clé: v,0,"https://ex.example,https://two.example",marie,pw,SEED\n,,note,Mot,secret à garder,,0,,,,\n',
    found: [
      {
        at: 2,
        title: 'Ex',
        sort: 'password',
        user: 'marie',
        url: 'https://ex.example',
        note: 'n',
        without: ['totp', 'fields'],
        secret: 'pw',
      },
      { at: 3, title: 'Mot', sort: 'note', without: [], secret: 'secret à garder' },
    ],
  },
  {
    maker: 'keepassxc-csv',
    text: '"Group","Title","Username","Password","URL","Notes","TOTP","Icon","Last Modified","Created"\n"Racine","Ex","marie","pw","https://ex.example","","","0","2026-01-01T00:00:00Z","2026-01-01T00:00:00Z"\n',
    found: [{ at: 2, title: 'Ex', sort: 'password', user: 'marie', url: 'https://ex.example', without: [], secret: 'pw' }],
  },
  {
    maker: 'lastpass-csv',
    text: 'url,username,password,totp,extra,name,grouping,fav\nhttps://ex.example,marie,pw,,,Ex,,0\nhttp://sn,,,,la note,Mot,,0\n',
    found: [
      { at: 2, title: 'Ex', sort: 'password', user: 'marie', url: 'https://ex.example', without: [], secret: 'pw' },
      { at: 3, title: 'Mot', sort: 'note', without: [], secret: 'la note' },
    ],
  },
  {
    maker: '1password-csv',
    text: 'Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes\nEx,https://ex.example,marie,pw,,false,false,,n\n',
    found: [{ at: 2, title: 'Ex', sort: 'password', user: 'marie', url: 'https://ex.example', note: 'n', without: [], secret: 'pw' }],
  },
  {
    maker: 'csv',
    text: 'Service;Identifiant;Mot de passe;Commentaire\nBoîte;marie@ex.example;pw;;;\n',
    found: [{ at: 2, title: 'Boîte', sort: 'password', user: 'marie@ex.example', without: [], secret: 'pw' }],
  },
]

describe('a table of passwords', () => {
  for (const { maker, text, found, leftOut = [] } of MADE)
    test(`of ${maker} is known by its heading and read`, () => {
      assert.deepEqual(rows(text), { maker, found, leftOut })
    })

  test('is read in any encoding', () => {
    const text = 'name,url,username,password\nœuvre,https://ex.example,zoë,p€ß’é\n'
    const wide = Buffer.from(`\ufeff${text}`, 'utf16le')
    const windows = Buffer.from(text.replace('œ', '\x9c').replace('€', '\x80').replace('’', '\x92'), 'latin1')
    const encodings = {
      'UTF-8': Buffer.from(text),
      'UTF-8 with its mark': Buffer.from(`\ufeff${text}`),
      'UTF-16 LE': wide,
      'UTF-16 BE': Buffer.from(wide).swap16(),
      'UTF-16 LE without its mark': wide.subarray(2),
      'UTF-16 BE without its mark': Buffer.from(wide).swap16().subarray(2),
      'Windows-1252': windows,
    }
    for (const [name, bytes] of Object.entries(encodings)) {
      const [one] = rows(bytes).found
      assert.deepEqual([one?.title, one?.user, one?.secret], ['œuvre', 'zoë', 'p€ß’é'], name)
    }
    assert.equal(decode(Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0])), null)
  })

  test('says which rows it leaves out and why, and takes their neighbours', () => {
    const text = [
      'name,url,username,password,note',
      'a,https://a.example,u,planted-1,',
      '',
      'b,https://b.example,u,,',
      'c,https://c.example,u,planted-2,more,cells',
      'd,https://d.example',
      'e,https://e.example,u,"plan"ted-3,',
      'f,https://f.example,u,planted-4,,,',
      `g,https://g.example,u,${'x'.repeat(70_000)},`,
      'h,https://h.example,u,planted-5,"never closed',
      'i,https://i.example,u,planted-6,',
    ].join('\n')
    const { found, leftOut } = rows(text)
    assert.deepEqual(
      found.map(({ at, title }) => [at, title]),
      [
        [2, 'a'],
        [8, 'f'],
      ],
    )
    assert.deepEqual(leftOut, [
      { at: 4, title: 'b', why: 'no-password' },
      { at: 5, why: 'columns' },
      { at: 6, why: 'columns' },
      { at: 7, why: 'quotes' },
      { at: 9, why: 'too-long' },
      { at: 10, why: 'quote-open' },
    ])
    assert.ok(!JSON.stringify(leftOut).includes('planted'))
  })

  test('that is none is refused in a word that holds nothing of it', () => {
    assert.throws(() => readCsv(Buffer.from('')), refusedAs('empty'))
    assert.throws(() => readCsv(Buffer.from('planted,planted\nplanted,planted')), refusedAs('no-columns'))
    assert.throws(() => readCsv(Buffer.from('password\nplanted')), refusedAs('no-columns'))
    assert.throws(() => readCsv(Buffer.from([1, 0, 2, 0, 0, 0xd8])), refusedAs('not-text'))
    assert.throws(() => readCsv(Buffer.from(`name,password\n${'a,b\n'.repeat(100_001)}`)), refusedAs('too-many'))
  })

  test('comes back cell for cell, whatever is in it and however it is divided', () => {
    const cell = fc.string({
      unit: fc.oneof(
        fc.constantFrom('"', ',', ';', '\t', '\n', '\r\n', ' ', "'", '=', 'é', '\u{1f511}'),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
      ),
      maxLength: 12,
    })
    const password = cell.filter((p) => p !== '' && !p.includes('\0'))
    const format = fc.record({
      delimiter: fc.constantFrom(',', ';', '\t'),
      end: fc.constantFrom('\n', '\r\n'),
      all: fc.boolean(),
      mark: fc.constantFrom('', '\ufeff'),
    })
    fc.assert(
      fc.property(fc.array(password, { maxLength: 8 }), format, (passwords, { delimiter, end, all, mark }) => {
        const quoted = (value: string) => (all || /[",;\t\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
        const line = (...values: string[]) => values.map(quoted).join(delimiter) + end
        const text =
          mark +
          line('name', 'url', 'username', 'password', 'note') +
          passwords.map((p, i) => line(`n${i}`, 'https://e.example', 'u', p, '')).join('')
        const { found, leftOut } = rows(text)
        assert.deepEqual(leftOut, [])
        assert.deepEqual(
          found.map((f) => f.secret),
          passwords,
        )
      }),
      { numRuns: 300 },
    )
  })

  test('of any bytes at all is read or refused, and each of its rows is accounted for', () => {
    const piece = fc.constantFrom('"', ',', ';', '\n', '\r', 'a', 'password', 'username', '\ufeff', '\0', '""', 'é')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.uint8Array({ maxLength: 40 }), fc.boolean(), (pieces, noise, headed) => {
        const bytes = Buffer.concat([Buffer.from(headed ? `username,password\n${pieces.join('')}` : ''), noise])
        try {
          const { found, leftOut } = readCsv(bytes)
          const at = [...found, ...leftOut].map((one) => one.at)
          assert.equal(new Set(at).size, at.length)
        } catch (error) {
          assert.ok(error instanceof SesameError && error.code === 'import-invalid', String(error))
        }
      }),
      { numRuns: 500 },
    )
  })
})
