// Every kind of fault is shown at the line and column where its author should look.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CAUSE, CLIENT, HEAD, markdown, PROVIDER, problemsOf } from './folder.ts'

const provider = (change: (text: string) => string) => problemsOf({ 'providers/example.yaml': change(PROVIDER) })
const cause = (change: (text: string) => string) => problemsOf({ 'causes/auth.basic_disabled.yaml': change(CAUSE) })
// A cause that reads what the words give.
const READER = CAUSE.replace('{ policy.password: refused, secret: [password] }', '{ worked-before: true, webmail: works }')
const words = (body: string) => problemsOf({ 'words/x.yaml': `words:\n${body}`, 'causes/net.dns.yaml': READER })
const reply = (body: string) => problemsOf({ 'replies/x.yaml': `${HEAD}replies:\n${body}` })
const SAYS = 'says: { en: "a", fr: "b" }'

test('a good folder has no problem', () => {
  assert.deepEqual(
    problemsOf({ 'providers/example.yaml': PROVIDER, 'clients/app.yaml': CLIENT, 'causes/auth.basic_disabled.yaml': CAUSE }),
    [],
  )
})

test('an empty or missing folder is fine', () => {
  assert.deepEqual(problemsOf({}), [])
})

test('YAML that cannot be read', () => {
  assert.match(
    provider((s) => s.replace(/sources: \["[^"]*"\]\n$/, 'sources: ["hearsay"]\n'))[0]!,
    /:16:11 must be a URL, or say which document/,
  )
  assert.match(provider((s) => s.replace(/sources: \["[^"]*"\]\n$/, 'sources: []\n'))[0]!, /:16:1 sources: at least one source/)
})

test('both languages, and only holes that can be filled', () => {
  assert.deepEqual(
    cause((s) => s.replace(', fr: "Mots de passe refusés"', '')),
    ['causes/auth.basic_disabled.yaml:1:1 "fr" is missing'],
  )
  assert.match(cause((s) => s.replace('"Mots de passe refusés"', '" "'))[0]!, /:1:39 must not be empty/)
  assert.match(cause((s) => s.replace('"{provider} takes', '"{prvider} takes'))[0]!, /:2:17 unknown hole \{prvider\}/)
})

test('facts and their values come from the vocabulary', () => {
  const when = (text: string) => cause((s) => s.replace('{ policy.password: refused, secret: [password] }', text))
  assert.match(when('{ polcy.password: refused }')[0]!, /:7:13 no fact is called "polcy.password" \(policy.password\?\)/)
  assert.match(when('{ policy.password: forbidden }')[0]!, /:7:30 policy.password is one of accepted, refused, if-enabled/)
  assert.match(when('{ secret: [password, pasword] }')[0]!, /:7:32 secret is one of /)
  assert.match(when('{ date: ">=soon" }')[0]!, /:7:19 date is a date/)
  assert.match(when('{ period-days: "many" }')[0]!, /:7:26 period-days is a number/)
  assert.match(when('{ any: { secret: none } }')[0]!, /:7:13 any takes a list of conditions/)
  assert.match(when('{}')[0]!, /a condition names at least one fact/)
  assert.deepEqual(
    when('{ any: [{ smtp.tcp: refused }, { not: { date: "<2024-09-16" } }], client.version: ">=16.4", period-days: ">=6" }'),
    [],
  )
})

test('causes, weights and facts of a reply', () => {
  assert.match(
    reply(`  - { id: a, protocols: [imap], match: ['x'], ${SAYS}, points: { auth.wrong_pasword: strong } }`)[0]!,
    /:4:85 "auth.wrong_pasword" is not in/,
  )
  assert.match(
    reply(`  - { id: a, protocols: [imap], match: ['x'], ${SAYS}, points: { net.dns: sure } }`)[0]!,
    /:4:94 a weight is one of certain/,
  )
  assert.match(
    reply(`  - { id: a, protocols: [imap], match: ['x'], ${SAYS}, gives: { symptom: odd }, points: {} }`)[0]!,
    /:4:93 symptom is one of/,
  )
  assert.match(
    reply(`  - { id: a, protocols: [imap], match: ['x'], ${SAYS}, points: [{ cause: other, weight: heavy }] }`)[0]!,
    /:4:\d+ weight: must be one of certain/,
  )
})

test('words carry their own test', () => {
  const entry = (more: string) => words(`  - { id: a, gives: { worked-before: true }, match: ['\\bmarchait hier\\b'], ${more} }`)
  assert.deepEqual(entry('examples: ["Ça marchait hier !"], not: ["rien"]'), [])
  assert.match(entry('examples: ["ça marche"]')[0]!, /:2:\d+ no expression of match finds this example/)
  assert.match(entry('examples: ["marchait hier"], not: ["marchait hier aussi"]')[0]!, /must not/)
  assert.match(words(`  - { id: a, gives: { webmail: works }, match: ['réussi'], examples: ["réussi"] }`)[0]!, /write it folded/)
})

test('names that nothing answers to', () => {
  const files = { 'providers/example.yaml': PROVIDER, 'clients/app.yaml': `${CLIENT}replacedBy: nobody\n` }
  assert.match(problemsOf(files)[0]!, /^clients\/app\.yaml:8:13 no client is called "nobody"/)
  const wrong = CAUSE.replace('secret: [password]', 'provider: [example, exmaple]')
  assert.match(
    problemsOf({ 'providers/example.yaml': PROVIDER, 'causes/net.dns.yaml': wrong })[0]!,
    /^causes\/net\.dns\.yaml:7:59 no provider is called "exmaple"/,
  )
})

test('what belongs to one thing only', () => {
  const twice = { 'providers/a.yaml': PROVIDER, 'providers/b.yaml': PROVIDER }
  assert.deepEqual(problemsOf(twice), [
    'providers/b.yaml:6:9 slug "example_mail" is already in providers/a.yaml',
    'providers/b.yaml:7:11 domain "example.com" is already in providers/a.yaml',
  ])
})

test('procedures: name, sections, steps, tasks, languages', () => {
  const path = 'procedures/net.dns/general.en.md'
  const one = (body: string, front = 'cause: net.dns') => problemsOf({ [path]: markdown(front, body) })
  assert.match(problemsOf({ 'procedures/net.dns/General.md': '' })[0]!, /:1:1 is called procedures\/CAUSE\/VARIANT\.en\.md/)
  assert.match(problemsOf({ [path]: '# No front matter' })[0]!, /:1:1 begins with "---"/)
  assert.match(one('# T\n\n1. Do\n', 'cause: net.dnss')[0]!, /en\.md:2:8 "net\.dnss" is not in the closed list/)
  assert.match(one('# T\n\n1. Do\n', 'cause: net.port_blocked')[0]!, /en\.md:2:8 this file lies in procedures\/net\.dns/)
  assert.match(one('# T\n\nWhy.\n')[0]!, /no numbered steps/)
  assert.match(one('# T\n\n1. Do\n\n## Beware\n- x\n')[0]!, /en\.md:10:1 the sections are Avoid, À éviter/)
  assert.match(one('# T\n\n1. Do\n2. Type {imap.hst}\n')[0]!, /en\.md:9:1 unknown hole \{imap\.hst\}/)
  assert.match(one('# T\n\n1. {when: secret=paswd} Do\n')[0]!, /en\.md:8:1 secret is one of/)
  assert.match(one('# T\n\n1. See [this](https://example.org)\n')[0]!, /en\.md:8:1 link cannot be shown/)
  assert.deepEqual(one('# T\n\n1. {task: dance}\n'), [
    'procedures/net.dns/general.en.md:2:1 has no procedures/net.dns/general.fr.md beside it that can be read',
    'procedures/net.dns/general.en.md:8:1 no task is called "dance"',
  ])
})

test('complete knowledge has every cause of the closed list, and a procedure for each', () => {
  const problems = problemsOf({ 'causes/auth.basic_disabled.yaml': CAUSE }, true)
  assert.ok(problems.includes('causes/net.dns.yaml:1:1 this cause is not written'))
  assert.ok(problems.includes('causes/auth.basic_disabled.yaml:1:1 this cause has no procedure'))
  assert.ok(!problems.includes('causes/auth.basic_disabled.yaml:1:1 this cause is not written'))
})
