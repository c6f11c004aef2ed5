// What other programs read: the one JSON file and its schema, and the package's export with its types, as a stranger's project meets them.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { type Json, publishedSchema } from '../../src/knowledge/schema/published.ts'
import { wholeKnowledge } from '../../src/knowledge/whole.ts'
import { REPOSITORY } from './repository.ts'

/** `dist/` or whichever folder this test was built to. */
const BUILD = fileURLToPath(new URL('../../', import.meta.url))
const asFile = <T>(value: unknown): T => JSON.parse(JSON.stringify(value)) as T
const whole = () => asFile<Record<string, Json[] | string | number>>(wholeKnowledge(loadKnowledge()))

describe('knowledge.json', () => {
  const schema = asFile<Json>(publishedSchema())
  const check = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0])

  it('has everything but what was learned, and obeys its schema', () => {
    const file = whole()
    const keys = Object.keys(file).filter((key) => key !== '$schema' && key !== 'format')
    assert.deepEqual(
      keys.toSorted(),
      Object.keys(loadKnowledge())
        .filter((key) => key !== 'lean')
        .toSorted(),
    )
    for (const key of ['providers', 'clients', 'messages', 'causes', 'procedures', 'ispdb', 'preparation'])
      assert.ok((file[key] as Json[]).length > 20, key)
    const checked = check.safeParse(file)
    assert.deepEqual(checked.error?.issues ?? [], [])
  })

  it('is refused by the schema when something in it is wrong', () => {
    type File = Record<string, Record<string, unknown>[]>
    const faults: readonly ((file: File) => void)[] = [
      (f) => Reflect.deleteProperty(f, 'asOf'),
      (f) => Object.assign(f, { unknown: 1 }),
      (f) => Object.assign(f, { format: 2 }),
      (f) => delete f.providers?.[0]?.id,
      (f) => Object.assign(f.providers?.[0] ?? {}, { kind: 'bank' }),
      (f) => Object.assign(f.providers?.[0] ?? {}, { auth: [{ protocols: ['imap'] }] }),
      (f) =>
        Object.assign(f.providers?.[0] ?? {}, {
          servers: [{ protocol: 'imap', host: 'a.example', port: 0, security: 'tls', username: 'other' }],
        }),
      (f) => Object.assign(f.causes?.[0] ?? {}, { title: { en: 'only English' } }),
      (f) =>
        Object.assign(f.causes?.[0] ?? {}, {
          evidence: [{ when: { facts: { symptom: 'no list' } }, weight: 'some', because: { en: 'x', fr: 'x' } }],
        }),
      (f) => Object.assign(f.replies?.[0] ?? {}, { points: { 'auth.wrong_password': 'some' } }),
      (f) => Object.assign(f.procedures?.[0] ?? {}, { steps: [{ see: 'no action' }] }),
      (f) => Object.assign(f.ispdb?.[0] ?? {}, { domain: 7 }),
      (f) => Object.assign(f.tables?.[0] ?? {}, { licence: '' }),
    ]
    const good = JSON.stringify(whole())
    for (const fault of faults) {
      const file = JSON.parse(good) as File
      fault(file)
      assert.equal(check.safeParse(file).success, false, String(fault))
    }
  })

  it('every key of it is explained in docs/knowledge.md', () => {
    const page = readFileSync(join(REPOSITORY, 'docs/knowledge.md'), 'utf8')
    for (const key of Object.keys(whole())) if (key !== '$schema') assert.ok(page.includes(`| \`${key}\` |`), key)
  })
})

describe('the package', () => {
  let project = ''
  let paths: readonly string[] = []
  const installed = () => join(project, 'node_modules/sesame-mail')
  const run = (command: string, args: readonly string[], cwd = project) =>
    spawnSync(command, args, { cwd, encoding: 'utf8', timeout: 120_000 })

  before(() => {
    project = mkdtempSync(join(tmpdir(), 'sesame-package-'))
    stage(join(project, 'stage'))
    const packed = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project], join(project, 'stage'))
    assert.equal(packed.status, 0, packed.stderr)
    const [{ filename, files }] = JSON.parse(packed.stdout) as [{ filename: string; files: { path: string }[] }]
    paths = files.map(({ path }) => path)
    mkdirSync(installed(), { recursive: true })
    const unpacked = run('tar', ['-xzf', join(project, filename), '-C', installed(), '--strip-components', '1'])
    assert.equal(unpacked.status, 0, unpacked.stderr)
    writeFileSync(join(project, 'package.json'), '{"type":"module"}')
  })
  after(() => rmSync(project, { recursive: true, force: true }))

  /** The repository as it is when it is packed: what is built and joined, and what lies beside it. */
  function stage(folder: string): void {
    mkdirSync(folder)
    for (const file of ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'sesame.mjs', 'scripts', 'docs', 'lab'])
      cpSync(join(REPOSITORY, file), join(folder, file), { recursive: true })
    cpSync(BUILD, join(folder, 'dist'), {
      recursive: true,
      filter: (file) => /^(src|knowledge|lab|published|types|$)/.test(relative(BUILD, file)),
    })
    const script = join(REPOSITORY, 'scripts/publish-knowledge.mjs')
    const published = run(process.execPath, [script, '--dist', BUILD, '--out', join(folder, 'dist')], REPOSITORY)
    assert.equal(published.status, 0, published.stderr)
    const joining = [join(REPOSITORY, 'scripts/bundle.mjs'), '--dist', BUILD, '--out', join(folder, 'dist/run')]
    const joined = run(process.execPath, joining, REPOSITORY)
    assert.equal(joined.status, 0, joined.stderr)
  }

  it('holds what it exports, and no sources, tests or maps', () => {
    for (const path of [
      'dist/published/knowledge.json',
      'dist/published/knowledge.schema.json',
      'dist/types/knowledge/published.d.ts',
      'docs/knowledge.md',
    ])
      assert.ok(paths.includes(path), path)
    for (const path of paths) assert.doesNotMatch(path, /^(src|test|knowledge|node_modules)\/|\.map$|^dist\/(test|bench)/)
  })

  it('starts where it is installed, with nothing to build', () => {
    for (const name of ['commander', 'zod']) symlinkSync(join(REPOSITORY, 'node_modules', name), join(project, 'node_modules', name))
    const ran = run(process.execPath, ['node_modules/sesame-mail/sesame.mjs', 'provider', 'outlook-com', '--on', '2026-11-22', '--json'])
    assert.equal(ran.status, 0, ran.stderr)
    assert.equal((JSON.parse(ran.stdout) as { provider: { id: string } }).provider.id, 'outlook-com')
  })

  it('gives its knowledge by name: module, file and schema, all the same', () => {
    const script = `
      import { loadKnowledge, FORMAT } from 'sesame-mail/knowledge'
      import file from 'sesame-mail/knowledge.json' with { type: 'json' }
      import schema from 'sesame-mail/knowledge.schema.json' with { type: 'json' }
      const { lean, ...knowledge } = loadKnowledge()
      const { $schema, format, ...rest } = file
      console.log(format === FORMAT, schema.title.length > 0, JSON.stringify(rest) === JSON.stringify(knowledge))`
    const ran = run(process.execPath, ['--no-warnings', '--input-type=module', '-e', script])
    assert.equal(ran.stdout, 'true true true\n', ran.stderr)
  })

  it('has types that a strict consumer compiles against, and that refuse what is wrong', () => {
    const options = { strict: true, target: 'es2023', module: 'nodenext', noEmit: true, types: [], skipLibCheck: false }
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['consumer.ts'] }))
    const tsc = () => run(process.execPath, [join(REPOSITORY, 'node_modules/typescript/bin/tsc'), '-p', '.'])
    const good = `
      import { type Knowledge, loadKnowledge, type Opening, openingOf, type Provider, providerOfDomain } from 'sesame-mail/knowledge'
      const knowledge: Knowledge = loadKnowledge()
      const provider: Provider | undefined = providerOfDomain(knowledge, 'hotmail.fr')
      const opening: Opening | undefined = provider && openingOf(provider, 'imap', '2026-11-22')
      export const secrets: readonly ('password' | 'app-password' | 'oauth')[] = opening?.now?.opens.map((o) => o.secret) ?? []
      export const french: string = knowledge.policies[0]!.what.fr
`
    writeFileSync(join(project, 'consumer.ts'), good)
    const compiled = tsc()
    assert.equal(compiled.stdout + compiled.stderr.replace(/^npm warn.*\n/gm, ''), '')
    assert.equal(compiled.status, 0)
    writeFileSync(join(project, 'consumer.ts'), `${good}\nexport const wrong: number = knowledge.asOf\n`)
    assert.match(tsc().stdout, /TS2322/)
  })

  it('runs the examples of docs/knowledge.md', () => {
    const page = readFileSync(join(REPOSITORY, 'docs/knowledge.md'), 'utf8')
    cpSync(join(installed(), 'dist/published/knowledge.json'), join(project, 'knowledge.json'))
    const block = (language: string) =>
      new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? assert.fail(`no example in ${language}`)
    writeFileSync(join(project, 'example.js'), block('js'))
    const js = run(process.execPath, ['example.js'])
    assert.equal(js.stderr, '')
    assert.match(js.stdout, /^Outlook\.com oauth since 2024-09-16\nMail on iPhone/)
    const python = run('python3', ['-c', block('python')])
    assert.equal(python.stderr, '')
    assert.match(python.stdout, /^outlook-com app password: refused OAuth: accepted$/m)
    assert.match(python.stdout, /^icloud app password: accepted OAuth: if-enabled$/m)
    const shell = run('sh', ['-ec', block('sh')])
    assert.equal(shell.stderr, '')
    assert.match(shell.stdout, /^2027-04-01\tm365[\s\S]*^outlook-new$[\s\S]*"domain": "123mail\.dk"/m)
  })
})
