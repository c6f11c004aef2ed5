// Secrets travel into a real vault and out of it: nothing lost, nothing overwritten unasked, nothing shown.

import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { Secret } from '../../../src/model/secret.ts'
import { type ExportFormat, exportFromVault, type ImportRequest, importIntoVault } from '../../../src/uses/vault-transfer.ts'
import type { Vault } from '../../../src/vault/vault.ts'
import { sesame } from '../../cli/spawn.ts'
import { code, emptyFolder, entry, PASSPHRASE, vaultIn } from '../world.ts'

const CHEAP = { cost: { memoryKib: 64, iterations: 1, parallelism: 1 }, kdf: { kind: 'pbkdf2', iterations: 10 } } as const
const PLANTED = 'pl4nted,"välue"\\1'
const FILE_PASSWORD = 'file pässword of many words'

const place = emptyFolder()
const file = (name: string) => join(place.folder, name)
const never: ImportRequest['replace'] = async () => assert.fail('nobody should be asked')
const inFile = async () => new Secret(FILE_PASSWORD)

async function holding(vault: Vault): Promise<unknown[]> {
  const all = await Promise.all((await vault.list()).map(({ name }) => vault.read(name)))
  return all
    .map((one) => [
      one?.entry.name,
      one?.entry.sort,
      one?.entry.title,
      one?.entry.user,
      one?.entry.url,
      one?.entry.note,
      one?.entry.due,
      one?.secret.reveal(),
    ])
    .sort()
}

describe('secrets that travel', () => {
  let vault: Vault
  after(() => {
    vault.close()
    place.remove()
  })
  before(async () => {
    vault = await vaultIn(file('one'))
    await vault.writeAll([
      {
        entry: entry('password/marie@icloud.com', {
          title: 'iCloud',
          user: 'marie@icloud.com',
          url: 'https://icloud.com',
          note: 'a\nb',
          due: '2027-01-01',
        }),
        secret: new Secret(PLANTED),
      },
      { entry: entry('oauth/paul', { sort: 'oauth' }), secret: new Secret('{"refresh":"planted"}') },
      { entry: entry('note/codes', { sort: 'note', note: 'pour quoi' }), secret: new Secret('un\ndeux') },
    ])
  })

  for (const format of ['kdbx', 'bitwarden-encrypted', 'bitwarden'] as const satisfies readonly ExportFormat[])
    test(`as ${format} come back the same in another vault, and a second time change nothing`, async () => {
      const out = file(`all.${format}`)
      const report = await exportFromVault({ vault }, { file: out, format, passphrase: inFile, ...CHEAP })
      assert.equal(report.names.length, 3)
      assert.equal(statSync(out).mode & 0o777, 0o600)
      assert.equal(readFileSync(out).includes('planted'), format === 'bitwarden', 'only the plain format is readable')
      const other = await vaultIn(file(`for-${format}`))
      const request = { file: out, passphrase: inFile, replace: never }
      const first = await importIntoVault({ vault: other }, request)
      assert.deepEqual([first.taken.length, first.same.length, first.leftOut, first.plain], [3, 0, [], format === 'bitwarden'])
      assert.deepEqual(await holding(other), await holding(vault))
      const again = await importIntoVault({ vault: other }, request)
      assert.deepEqual([again.taken.length, again.same.length, again.changed.length], [0, 3, 0])
      other.close()
    })

  test('are chosen by name or by the beginning of names; an unknown one stops it all', async () => {
    const some = async (...only: string[]) =>
      (await exportFromVault({ vault }, { file: null, format: 'bitwarden', only, passphrase: inFile })).names
    assert.deepEqual([...(await some('oauth/*', 'note/codes'))].sort(), ['note/codes', 'oauth/paul'])
    await assert.rejects(some('oauth/nobody'), code('vault-entry-unknown'))
  })

  test('never go over a file that is there unless asked, and leave no half file', async () => {
    writeFileSync(file('there.kdbx'), 'mine')
    const request = { file: file('there.kdbx'), format: 'kdbx', passphrase: inFile, ...CHEAP } as const
    await assert.rejects(exportFromVault({ vault }, request), code('file-unwritable'))
    assert.equal(readFileSync(file('there.kdbx'), 'utf8'), 'mine')
    await exportFromVault({ vault }, { ...request, overwrite: true })
    assert.notEqual(readFileSync(file('there.kdbx'), 'latin1'), 'mine')
    await assert.rejects(exportFromVault({ vault }, { ...request, file: file('none/x.kdbx') }), code('file-unwritable'))
    assert.deepEqual(
      readdirSync(place.folder).filter((name) => name.includes('.part')),
      [],
    )
  })

  test('from a table are named by site and user, told apart, and written over only after a yes', async () => {
    const other = await vaultIn(file('table'))
    const csv = file('t.csv')
    const head = 'name,url,username,password,note\n'
    const bring = (replace: ImportRequest['replace'], more: Partial<ImportRequest> = {}) =>
      importIntoVault({ vault: other }, { file: csv, passphrase: async () => null, replace, ...more })
    writeFileSync(
      csv,
      `${head}ex,https://www.ex.example/a,marie,one,\nex,https://ex.example/a,marie,two,\nex,https://www.ex.example/a,marie,one,\n`,
    )
    const trial = await bring(never, { dryRun: true })
    assert.deepEqual([trial.taken.length, (await other.list()).length], [2, 0])
    const first = await bring(never)
    assert.deepEqual(
      first.taken.map(({ name }) => name),
      ['import/ex.example/marie', 'import/ex.example/marie (2)'],
    )
    assert.deepEqual(first.leftOut, [{ at: 4, title: 'ex', why: 'twice' }])
    await other.write({ ...(await other.read('import/ex.example/marie'))!.entry, due: '2027-05-05' }, new Secret('one'))
    writeFileSync(csv, `${head}ex,https://www.ex.example/a,marie,new,\nex,https://ex.example/a,marie,two,\n`)
    const asked: string[] = []
    const refused = await bring(async (names) => {
      asked.push(...names)
      return false
    })
    assert.deepEqual([asked, refused.replaced, refused.same.length], [['import/ex.example/marie'], false, 1])
    assert.equal((await other.read('import/ex.example/marie'))?.secret.reveal(), 'one')
    const yes = await bring(async () => true)
    const now = await other.read('import/ex.example/marie')
    assert.deepEqual(
      [yes.replaced, now?.secret.reveal(), now?.entry.due],
      [true, 'new', '2027-05-05'],
      'what the table says nothing about stays',
    )
    const prefixed = await bring(never, { into: 'famille/marie' })
    assert.equal(prefixed.taken[0]?.name, 'famille/marie/ex.example/marie')
    other.close()
  })
})

describe('the command line', () => {
  const home = emptyFolder()
  const at = (name: string) => join(home.folder, name)
  after(() => home.remove())

  test('shows no value that it exports, imports or refuses, in text, JSON or errors', async () => {
    mkdirSync(at('v'))
    ;(await vaultIn(at('v'))).close()
    writeFileSync(at('passphrase'), PASSPHRASE)
    chmodSync(at('passphrase'), 0o600)
    const env = { SESAME_DATA: at('v'), SESAME_VAULT_PASSPHRASE_FILE: at('passphrase') }
    const row = (name: string, password: string) => `${name},https://${name}.example,u,${password},planted-note\n`
    writeFileSync(
      at('t.csv'),
      `name,url,username,password,note\n${row('a', 'planted-1')}${row('b', '"plan"ted-2')}${row('c', 'planted-3,planted-4')}d,https://d.example,u,"planted-5`,
    )
    writeFileSync(at('bad.json'), '{"items":[{"password":"planted-6",}]}')
    writeFileSync(at('bad.csv'), 'planted-7;planted-8\n')
    const all: string[] = []
    const run = async (wanted: number, args: string[], input = '') => {
      const ran = await sesame(['vault', ...args], { env, input, cwd: home.folder })
      assert.equal(ran.code, wanted, `${args.join(' ')}: ${ran.stderr}`)
      all.push(ran.stdout, ran.stderr)
      return ran
    }
    const imported = await run(0, ['import', 't.csv', '--lang', 'fr'])
    assert.match(imported.stdout, /1 repris[\s\S]*3 laissés de côté[\s\S]*ligne 3[\s\S]*ligne 4[\s\S]*ligne 5/)
    assert.match(imported.stderr, /Supprimez-le/)
    const report = JSON.parse((await run(0, ['import', 't.csv', '--json'])).stdout) as { same: unknown[]; leftOut: unknown[] }
    assert.deepEqual([report.same.length, report.leftOut.length], [1, 3])
    await Promise.all([
      run(2, ['import', 'bad.json']),
      run(2, ['import', 'bad.csv', '--json']),
      run(4, ['export', 'plain.json', '--format', 'bitwarden']),
      run(0, ['export', 'out.kdbx', '--password-stdin'], 'file password, long enough'),
    ])
    await Promise.all([
      run(4, ['import', 'out.kdbx', '--password-stdin'], 'planted-9'),
      run(2, ['export', 'out.kdbx', '--password-stdin'], 'file password, long enough'),
      run(0, ['generate', '--save', 'password/new', '--json']),
    ])
    assert.doesNotMatch(all.join('\n'), /planted/)
    assert.ok(!readdirSync(home.folder).includes('plain.json'))
  })

  test('generates what is asked for and says how strong it is', async () => {
    const [phrase, password, both] = await Promise.all([
      sesame(['vault', 'generate', '--words', '6', '--lang', 'fr']),
      sesame(['vault', 'generate', '--length', '24', '--count', '3', '--plain', '--for', 'icloud', '--json']),
      sesame(['vault', 'generate', '--words', '6', '--length', '20']),
    ])
    assert.match(phrase.stdout, /^([a-z]+-){5}[a-z]+\n$/)
    assert.match(phrase.stderr, /66,0 bits/)
    const { secrets, bits, takes } = JSON.parse(password.stdout) as { secrets: string[]; bits: number; takes: string }
    assert.equal(new Set(secrets.filter((s) => /^[a-zA-Z2-9]{24}$/.test(s))).size, 3)
    assert.deepEqual([bits > 130, takes, both.code], [true, 'theirs', 2])
  })
})
