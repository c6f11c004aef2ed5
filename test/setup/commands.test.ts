// `sesame bridge setup` and `sesame bridge trust` as a person runs them: files, yes and no, both languages, and no secret where none belongs.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { addDevice, findDevice, keepAccount } from '../../src/store/bridge.ts'
import { openStore } from '../../src/store/database.ts'
import { sesame } from '../cli/spawn.ts'
import { emptyFolder, openIn, PASSPHRASE, vaultIn } from '../vault/world.ts'

const MARIE = 'marie@contoso.example'
const PASSWORD = /[a-z2-9]{4}(-[a-z2-9]{4}){3}/
const LAN = ['--smtp', '192.168.1.5:1587', '--imap', 'tls:192.168.1.5:1993']

describe('setting up what stands on the other side of the bridge', () => {
  const place = emptyFolder()
  const data = join(place.folder, 'data')
  const file = (name: string) => join(place.folder, name)
  const env = { SESAME_DATA: data, SESAME_VAULT_PASSPHRASE_FILE: file('passphrase'), HOME: place.folder }
  const bridge = (...args: string[]) => sesame(['bridge', ...args], { env, cwd: place.folder })
  before(async () => {
    mkdirSync(data, { mode: 0o700 })
    writeFileSync(file('passphrase'), PASSPHRASE, { mode: 0o600 })
    const vault = await vaultIn(data)
    vault.close()
    const db = await openStore({ folder: data, env: {} })
    keepAccount(db, MARIE, { id: MARIE, upstream: { kind: 'oauth', grant: MARIE }, endpoints: {}, sending: 'smtp' })
    const common = { senders: [], perMinute: null, expires: null, mend: false, queue: false, digest: false, oldTls: false }
    const made = '2026-11-22T08:00:00Z'
    const told = { ...common, title: 'Notebook', protocols: ['imap', 'smtp'], networks: [] }
    addDevice(db, { id: 'notebook', account: MARIE, hash: 'a', made, told })
    addDevice(db, { id: 'phone', account: MARIE, hash: 'b', made, told: { ...told, title: 'Téléphone', networks: ['192.168.1.0/24'] } })
    db.close()
  })
  after(() => place.remove())
  const hashOf = async (device: string) => {
    const db = await openStore({ folder: data, env: {} })
    const hash = findDevice(db, device)?.hash
    db.close()
    return hash
  }

  it('a program on this computer: in clear, no authority is made, no password told', async () => {
    const { code, stdout, stderr } = await bridge('setup', 'notebook', '--lang', 'fr')
    assert.equal(code, 0)
    assert.match(stdout, /Réglages pour Notebook[\s\S]+Serveur\u00a0: 127\.0\.0\.1\n {2}Port\u00a0: 1143\n {2}Sécurité\u00a0: aucune/)
    assert.match(stderr, /Le mot de passe n’y est pas/)
    const vault = await openIn(data)
    assert.deepEqual(await vault.list(), [])
    vault.close()
  })

  it('a telephone of the house: TLS only, and not where nobody listens for it', async () => {
    const nowhere = await bridge('setup', 'phone')
    assert.equal(nowhere.code, 2)
    assert.match(nowhere.stderr, /listens nowhere that “phone” may come to \(from 192\.168\.1\.0\/24\)/)
    writeFileSync(join(data, 'bridge.json'), JSON.stringify({ listeners: [{ protocol: 'smtp', address: '192.168.1.5', port: 1587 }] }))
    const { stdout, stderr } = await bridge('setup', 'phone', '--json')
    const kept = JSON.parse(stdout)
    assert.deepEqual(kept.servers, [{ protocol: 'smtp', port: 1587, security: 'starttls', host: '192.168.1.5' }])
    assert.deepEqual([kept.missing, kept.holdsPassword, stderr], [['imap'], false, ''])
  })

  it('a profile with a new password: for its owner alone, signed when wanted; a failure costs no password', async () => {
    const key = file('key.pem')
    const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '9', '-subj', '/CN=Marie']
    execFileSync('openssl', [...request, '-keyout', key, '-out', file('cert.pem')], { stdio: 'ignore' })
    writeFileSync(file('both.pem'), readFileSync(file('cert.pem'), 'utf8') + readFileSync(key, 'utf8'), { mode: 0o600 })
    const profile = file('phone.mobileconfig')
    const before = await hashOf('phone')
    const wanted = ['setup', 'phone', '--format', 'mobileconfig', '--renew', ...LAN]
    assert.equal((await bridge(...wanted, '--sign', file('nothing.pem'), '--out', profile)).code, 3)
    assert.equal((await bridge(...wanted, '--out', file('no/such/folder'))).code, 2)
    assert.equal(await hashOf('phone'), before)

    const { code, stdout, stderr } = await bridge(...wanted, '--sign', file('both.pem'), '--out', profile)
    assert.equal(code, 0, stderr)
    assert.equal(statSync(profile).mode & 0o777, 0o600)
    assert.doesNotMatch(stdout + stderr, PASSWORD)
    const verify = ['cms', '-verify', '-inform', 'DER', '-in', profile, '-CAfile', file('cert.pem'), '-purpose', 'any']
    const inside = execFileSync('openssl', verify, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    assert.match(inside, PASSWORD)
    assert.match(inside, /com\.apple\.security\.root/)
    assert.notEqual(await hashOf('phone'), before)
    const password = PASSWORD.exec(inside)?.[0] as string
    for (const name of readdirSync(data).filter((one) => statSync(join(data, one)).isFile()))
      assert.ok(!readFileSync(join(data, name), 'latin1').includes(password), name)
  })

  it('the authority is written for whoever shall trust it, without its key; another one only after a yes', async () => {
    const { stdout } = await bridge('trust', '--system', 'debian', '--export', file('ca.crt'), ...LAN)
    assert.match(stdout, /needs none of this[\s\S]+update-ca-certificates[\s\S]+take the trust away:\n[^\n]+sudo rm /)
    assert.doesNotMatch(stdout, /Keychain/)
    const first = new X509Certificate(readFileSync(file('ca.crt')))
    assert.ok(stdout.replace(/\s+/g, '').includes(first.fingerprint256))
    assert.match(readFileSync(file('ca.crt'), 'utf8'), /^-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n$/)

    assert.equal((await bridge('trust', '--renew')).code, 4)
    const again = JSON.parse((await bridge('trust', '--json', '--export', file('ca.der'))).stdout)
    assert.equal(again.fingerprint, first.fingerprint256)
    assert.deepEqual(readFileSync(file('ca.der')), first.raw)
    const french = await bridge('trust', '--renew', '--yes', '--lang', 'fr', ...LAN)
    assert.match(french.stdout, /^Une nouvelle autorité a été créée/)
    assert.ok(!french.stdout.replace(/\s+/g, '').includes(first.fingerprint256))
    assert.doesNotMatch(stdout + french.stdout, /PRIVATE/)
    assert.ok(existsSync(join(data, 'bridge-authority.pem')))
  })
})
