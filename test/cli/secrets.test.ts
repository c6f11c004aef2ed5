// A planted secret is searched for in everything that a run leaves: terminal, JSON, transcript, saved case, crash text.

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { sesame } from './spawn.ts'

const PLANTED = 'Pl4nted "S3cret" \\ %&é-zyx'
/** As a server may echo it, or as an encoder writes it. */
const FORMS = (user: string): Record<string, string> => ({
  raw: PLANTED,
  base64: Buffer.from(PLANTED).toString('base64'),
  plain: Buffer.from(`\0${user}\0${PLANTED}`).toString('base64'),
  xoauth2: Buffer.from(`user=${user}\x01auth=Bearer ${PLANTED}\x01\x01`).toString('base64'),
  url: encodeURIComponent(PLANTED),
  json: JSON.stringify(PLANTED).slice(1, -1),
  quoted: PLANTED.replace(/["\\]/g, '\\$&'),
  hex: Buffer.from(PLANTED).toString('hex'),
  core: 'zyx',
})

function assertClean(what: string, text: string, user: string): void {
  for (const [form, needle] of Object.entries(FORMS(user)))
    assert.ok(
      !text.includes(needle),
      `the secret (${form}) is in ${what}: …${text.slice(Math.max(0, text.indexOf(needle) - 80), text.indexOf(needle) + 40)}…`,
    )
}

const ADDRESSES = [
  'marie@icloud.com',
  'paul@outlook.com',
  'nina@gmail.com',
  'marie@binary.fault.example',
  'marie@endless-line.fault.example',
  'marie@starttls-injection.fault.example',
  'marie@preauth.fault.example',
  'marie@truncated.fault.example',
  'marie@expired.fault.example',
]

describe('planted secrets', { concurrency: 2 }, () => {
  for (const address of ADDRESSES)
    it(`doctor ${address}`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'sesame-test-'))
      try {
        const file = join(folder, 'case.json')
        for (const extra of [['--transcript'], ['--json'], ['--secret-kind', 'oauth', '--transcript']]) {
          const { stdout, stderr } = await sesame(['doctor', address, '--lab', '--password-stdin', '--save', file, ...extra], {
            input: `${PLANTED}\n`,
            env: { SESAME_DEBUG: '1' },
          })
          assert.ok(stdout.length > 200, stderr)
          assertClean('stdout', stdout, address)
          assertClean('stderr', stderr, address)
          assertClean('the saved case', readFileSync(file, 'utf8'), address)
          assert.ok(!readFileSync(file, 'utf8').includes(address), 'the saved case holds the address in full')
        }
        // Others on this machine must not read it, and no half-written file may stay.
        assert.equal(statSync(file).mode & 0o777, 0o600)
        assert.deepEqual(readdirSync(folder), ['case.json'])
      } finally {
        rmSync(folder, { recursive: true })
      }
    })

  it('verify and probe, refused and accepted', async () => {
    const runs = [
      ['verify', 'marie@icloud.com', '--lab', '--password-stdin', '--transcript'],
      ['verify', 'marie@icloud.com', '--lab', '--password-stdin', '--json'],
      ['probe', 'imaps://imap.mail.me.com', '--user', 'marie', '--lab', '--password-stdin', '--transcript'],
      ['probe', `imaps://marie:${encodeURIComponent('in-the-url')}@imap.mail.me.com:99999`, '--lab'],
    ]
    for (const args of runs) {
      const { stdout, stderr } = await sesame(args, { input: PLANTED, env: { SESAME_DEBUG: '1' } })
      assertClean(args.join(' '), stdout + stderr, 'marie@icloud.com')
      assert.ok(!(stdout + stderr).includes('in-the-url'))
    }
  })

  it('an unwritable place: a clear sentence, nothing of the secret, exit 2', async () => {
    const { code, stderr, stdout } = await sesame(
      ['doctor', 'marie@icloud.com', '--lab', '--password-stdin', '--save', '/nonexistent/case.json'],
      { input: PLANTED },
    )
    assert.equal(code, 2)
    assert.match(stderr, /cannot be written \(ENOENT\)/)
    assertClean('stderr', stderr + stdout, 'marie@icloud.com')
  })
})
