// The lab's YAML: mistakes are shown where they stand, and the README's table is what the data says.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { printProblem } from '../../src/knowledge/problem.ts'
import { accountTable, replaceTable } from '../../src/lab/account-table.ts'
import { compileLab, readFolder } from '../../src/lab/compile.ts'
import { loadLab } from '../../src/lab/load.ts'

/** The root of the package, from wherever the build lies. */
function root(): string {
  let at = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(at, 'lab/README.md'))) at = dirname(at)
  return at
}

const problems = (text: string) => compileLab([{ file: 'selfhost.yaml', text }]).problems.map(printProblem)

test('the lab itself has no problem', () => {
  const { problems, data } = compileLab(readFolder(join(root(), 'lab')))
  assert.deepEqual(problems.map(printProblem), [])
  assert.deepEqual(JSON.parse(JSON.stringify(data)), loadLab())
})

test('an unknown key, a bad server and a fault that does not exist are shown where they stand', () => {
  const found = problems(
    'name: X\ncolour: blue\nservers:\n  - imaps://mail.x.example:993\n  - nonsense\n  - smtp://mail.x.example:587 melted\n',
  )
  assert.equal(found.length, 3)
  assert.match(found.find((p) => p.includes('colour')) ?? '', /^selfhost\.yaml:\d+:1 /)
  assert.ok(found.some((p) => p.startsWith('selfhost.yaml:5:5 shape a server is SCHEME://HOST:PORT')))
  assert.ok(found.some((p) => p.startsWith('selfhost.yaml:6:5 shape unknown fault')))
})

test('a reply that nobody wrote is a mistake, also in a variant of one account', () => {
  assert.deepEqual(problems('name: X\nimap:\n  signIn: { password: nowhere }\n'), ['selfhost.yaml:2:1 shape no reply is called nowhere'])
  const text =
    'name: X\ndomains:\n  x.example:\n    accounts:\n      - address: a@x.example\n        shows: { en: a, fr: a }\n        variant: { smtp: { enter: nowhere } }\n'
  assert.deepEqual(problems(text), ['selfhost.yaml:7:9 shape smtp: no reply is called nowhere'])
})

test('a provider that is like nobody is a mistake', () => {
  assert.match(problems('name: X\nlike: nobody\n')[0] ?? '', /^selfhost\.yaml:2:7 shape no provider of the lab is called nobody/)
})

test('YAML that cannot be read is shown with its place', () => {
  assert.match(problems('name: "X\n')[0] ?? '', /^selfhost\.yaml:\d+:\d+ shape YAML: /)
})

test('the README lists every account with its secrets, as the data has them', () => {
  const readme = readFileSync(join(root(), 'lab/README.md'), 'utf8')
  assert.equal(replaceTable(readme, accountTable(loadLab())), readme)
})

test('every account shows something in both languages, says what a doctor must find, and its secret exists', () => {
  for (const provider of loadLab().providers)
    for (const domain of provider.domains)
      for (const account of domain.accounts) {
        assert.ok(account.secretShown === 'none' || account.secrets[account.secretShown] !== undefined, account.address)
        assert.notEqual(account.shows.en, account.shows.fr)
        // Who shows a sign-in at an authorization server has nothing to show to the doctor.
        assert.equal(account.doctor.startsWith('login '), account.expect === undefined, `${account.address}: what must the doctor say?`)
        if (account.expect) assert.equal(account.expect.outcome === 'works', account.expect.cause.length === 0)
        const values = Object.values(account.secrets)
        assert.equal(new Set(values).size, values.length, `${account.address}: two kinds of secret are the same`)
      }
})
