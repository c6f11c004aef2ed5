// The doctor as people run it, on the lab: what it shows, what it saves, how it ends, and what it says when it cannot.

import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { sesame } from './spawn.ts'

const FIRST = [
  'doctor',
  'marie@icloud.com',
  '--app',
  'outlook-windows',
  '--message',
  "nom d'utilisateur ou mot de passe incorrect",
  '--lab',
]
const flat = (text: string) => text.replace(/\s+/g, ' ')

describe('sesame doctor', () => {
  it('names the cause, the reasons, the steps, the settings and the proof, in French and in English', async () => {
    const fr = await sesame([...FIRST, '--lang', 'fr'])
    assert.equal(fr.code, 1, fr.stderr)
    for (const part of [
      /iCloud Mail, compte personnel/,
      /✓ Nom → ✓ Connexion → ✓ Chiffrement → ✓ Serveur → – Identification/,
      /auth\.app_password_required/,
      /account\.apple\.com/,
      /imap\.mail\.me\.com/,
      /sesame verify marie@icloud\.com/,
      /Ne désactivez pas/,
    ])
      assert.match(flat(fr.stdout), part)
    const en = await sesame([...FIRST, '--lang', 'en'])
    for (const part of [/personal account/, /✓ Name → ✓ Connection → ✓ Encryption → ✓ Server → – Sign-in/, /account\.apple\.com/])
      assert.match(flat(en.stdout), part)
  })

  it('gives one JSON object with the documented keys and nothing else on standard output', async () => {
    const { stdout, code } = await sesame([...FIRST, '--json'])
    const answer = JSON.parse(stdout) as Record<string, unknown> & { exit: number; identity: { provider: string } }
    for (const key of ['address', 'date', 'outcome', 'exit', 'identity', 'endpoints', 'diagnosis', 'guide', 'case'])
      assert.ok(key in answer, key)
    assert.equal(answer.exit, code)
    assert.equal(answer.identity.provider, 'icloud')
  })

  it('saves a case that is judged the same on another day and machine', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sesame-test-'))
    try {
      const file = join(folder, 'case.json')
      const first = JSON.parse((await sesame([...FIRST, '--json', '--save', file])).stdout) as {
        diagnosis: { causes: { id: string; probability: number }[] }
      }
      const again = JSON.parse((await sesame(['diagnose', file])).stdout) as typeof first.diagnosis
      assert.deepEqual(
        again.causes.slice(0, 3).map((c) => [c.id, c.probability]),
        first.diagnosis.causes.slice(0, 3).map((c) => [c.id, c.probability]),
      )
      assert.ok(!readFileSync(file, 'utf8').includes('marie'))
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('says that all is well, with exit 0, when it is', async () => {
    const { code, stdout } = await sesame(['doctor', 'claire@icloud.com', '--lab', '--password-stdin'], { input: 'labw-ords-only-here' })
    assert.equal(code, 0)
    assert.match(flat(stdout), /Everything works from here/)
  })

  it('judges offline without touching the network', async () => {
    const { code, stdout } = await sesame([
      'doctor',
      'paul@hotmail.com',
      '--app',
      'iphone',
      '--message',
      'Le serveur imap-mail.outlook.com ne répond pas',
      '--offline',
      '--dns',
      '127.0.0.1:1',
    ])
    assert.equal(code, 1)
    assert.match(stdout, /auth\.basic_disabled/)
  })

  it('says what to do when there is no network at all, exit 3', async () => {
    const { code, stderr } = await sesame(['doctor', 'marie@icloud.com', '--dns', '127.0.0.1:1'])
    assert.equal(code, 3)
    assert.match(flat(stderr), /reaches no network at all.*--offline/)
  })

  it('says that a domain does not exist, exit 3', async () => {
    const { code, stderr } = await sesame(['doctor', 'marie@no-such-domain.example', '--lab'])
    assert.equal(code, 3)
    assert.match(flat(stderr), /no-such-domain\.example does not exist/)
  })

  it('reads an internationalised address', async () => {
    const { stdout } = await sesame(['doctor', 'marie@bücher.example', '--lab', '--json'])
    const { identity } = JSON.parse(stdout) as { identity: { address: string; endpoints: { url: string }[] } }
    assert.equal(identity.address, 'marie@bücher.example')
    assert.ok(identity.endpoints.length > 0)
  })

  it('goes on with the general steps for an app that nobody knows, and says so', async () => {
    const { code, stderr, stdout } = await sesame([
      'doctor',
      'marie@icloud.com',
      '--app',
      'Supermailer 3000',
      '--message',
      'wrong password',
      '--lab',
    ])
    assert.notEqual(code, 2)
    assert.match(flat(stderr), /No app is known as “Supermailer 3000”/)
    assert.match(flat(stdout), /What to do/)
  })
})
