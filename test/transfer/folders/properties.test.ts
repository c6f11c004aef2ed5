// What holds for any two mailboxes: nothing falls together, nothing is forgotten, every name is legal, and the same again changes nothing.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { legalName, nameRules } from '../../../src/transfer/folders/legal-name.ts'
import { mapFolders } from '../../../src/transfer/folders/map-folders.ts'
import { pathKey } from '../../../src/transfer/folders/name-key.ts'
import { matchesPattern } from '../../../src/transfer/folders/patterns.ts'
import { renameFor } from '../../../src/transfer/folders/rename-for.ts'
import type { Limits, Rules } from '../../../src/transfer/journey.ts'
import type { Folder, Inventory, SpecialUse } from '../../../src/transfer/shapes.ts'
import { TRAITS } from './listed.ts'
import { COURIER, DOVECOT, EMPTY, GMAIL_FR, ICLOUD, OUTLOOK_FR } from './servers.ts'

const RULES: Rules = { include: [], exclude: [], folders: [], under: [], mirror: false, order: 'auto', deleted: 'copy' }

const name = fc.oneof(
  fc.constantFrom(
    'Sent',
    'sent',
    'Sent Items',
    'Envoyés',
    'Trash',
    'Corbeille',
    'a.b',
    'a_b',
    'a/b',
    'a-b',
    '~x',
    '_x',
    'x ',
    'x',
    'X',
    'é',
    'e\u0301',
    'Files',
    '..',
    '',
    'Inbox',
    '[Gmail]',
    'Archive',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.string({ unit: 'grapheme', minLength: 100, maxLength: 300 }),
)
const use = fc.option(fc.constantFrom<SpecialUse>('sent', 'drafts', 'junk', 'trash', 'archive', 'all', 'flagged', 'important'), {
  freq: 4,
  nil: undefined,
})

const inventory = fc
  .record({
    paths: fc.uniqueArray(fc.array(name, { minLength: 1, maxLength: 3 }), { maxLength: 14, selector: (path) => path.join('\u0000') }),
    uses: fc.array(use, { minLength: 14, maxLength: 14 }),
    plain: fc.array(fc.boolean(), { minLength: 14, maxLength: 14 }),
    gmail: fc.boolean(),
    specialUse: fc.boolean(),
  })
  .map(({ paths, uses, plain, gmail, specialUse }): Inventory => {
    const folders = paths.map((path, i): Folder => {
      const isInbox = path.length === 1 && /^inbox$/i.test(path[0]!)
      const its = isInbox ? 'inbox' : specialUse ? uses[i] : undefined
      return {
        name: path.join('\u0001'),
        path,
        delimiter: '\u0001',
        selectable: isInbox || plain[i]! || i % 3 > 0,
        subscribed: true,
        ...(its && { use: its }),
      }
    })
    return { folders, traits: { ...TRAITS, gmail, specialUse }, prefix: '', delimiter: '\u0001' }
  })

const target = fc.constantFrom(COURIER, DOVECOT, EMPTY, GMAIL_FR, ICLOUD, OUTLOOK_FR, { ...EMPTY, delimiter: null })
const limits = fc.constantFrom<Limits>(
  {},
  { caseSensitive: true },
  { reservedNames: ['Files'], forbiddenInNames: '^', plainBlanks: true, caseSensitive: false, nameBytes: 40 },
)
const under = fc.constantFrom<readonly string[]>([], ['Old'])

test('no two folders of any source ever go to one place without a rule, and none is forgotten', () => {
  fc.assert(
    fc.property(inventory, target, limits, under, (source, target, limits, under) => {
      const { pairs, left } = mapFolders({ source, target, limits, rules: { ...RULES, under } })
      const keys = pairs.map(({ target: { path } }) => pathKey(path, limits.caseSensitive === true))
      assert.equal(new Set(keys).size, keys.length, JSON.stringify(pairs.map((p) => [p.source.path, p.target.path])))
      assert.deepEqual(
        [...pairs.map((p) => p.source), ...left.map((l) => l.folder)].map((f) => f.name).sort(),
        source.folders.map((f) => f.name).sort(),
      )
      for (const { source, target, because } of pairs) if (because !== undefined) assert.notDeepEqual(source.path, target.path)
    }),
  )
})

test('every name is one that the target takes, and a legal name stays as it is', () => {
  fc.assert(
    fc.property(inventory, target, limits, (source, target, limits) => {
      const rules = nameRules(target, limits)
      for (const { target: to } of mapFolders({ source, target, limits, rules: RULES }).pairs) {
        if ('name' in to || (to.path.length === 1 && to.path[0] === 'INBOX')) continue
        for (const [depth, name] of to.path.entries()) {
          // The parents of a folder may be the target's own.
          if (depth === 0 && /^inbox$/i.test(name) && to.path.length > 1) continue
          if (target.folders.some((f) => f.path[depth] === name)) continue
          assert.deepEqual(legalName(name, depth, rules), { name, causes: [] })
          assert.doesNotMatch(name, /[\p{Cc}\p{Cs}]/u)
          assert.ok(rules.delimiter === null || !name.includes(rules.delimiter))
        }
      }
    }),
  )
})

test('what a run made is found again by the next one: the same list twice gives the same places', () => {
  fc.assert(
    fc.property(inventory, target, (source, target) => {
      const first = mapFolders({ source, target, rules: RULES })
      const made = first.pairs.flatMap(({ target: to }): Folder[] =>
        'name' in to ? [] : [{ name: to.path.join('/'), delimiter: '/', selectable: true, subscribed: true, ...to }],
      )
      const kept = first.pairs.map((pair) => ({ source: pair.source.name, path: pair.target.path }))
      const again = mapFolders({ source, target: { ...target, folders: [...target.folders, ...made] }, rules: RULES, kept })
      assert.deepEqual(
        Object.fromEntries(again.pairs.map((p) => [p.source.name, p.target.path])),
        Object.fromEntries(first.pairs.map((p) => [p.source.name, p.target.path])),
      )
    }),
  )
})

test('Gmail: All Mail, Starred and Important are never a target', () => {
  fc.assert(
    fc.property(inventory, (source) => {
      for (const { target } of mapFolders({ source, target: GMAIL_FR, rules: RULES }).pairs)
        assert.ok(!/^\[Gmail\]\/(Tous les messages|Suivis|Important)$/.test(target.path.join('/')))
    }),
  )
})

test('a server that refuses every name hears no name twice, and the questions end', () => {
  const said = fc.constantFrom(
    "NO [CANNOT] Character not allowed in mailbox name: '/'",
    "NO [CANNOT] Invalid mailbox name: Begins with '~'",
    'NO [CANNOT] Folder contains excess whitespace (Failure)',
    'NO [CANNOT] Control characters not allowed in new mailbox names',
    'NO [ALREADYEXISTS] Mailbox already exists',
    'NO name too long',
  )
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 3 }), said, (start, said) => {
      const code = /\[(\w+)\]/.exec(said)?.[1]
      const seen = new Set<string>()
      let path: readonly string[] | null = start
      for (let tries = 0; path !== null; tries++) {
        assert.ok(tries < 30, `too many: ${JSON.stringify([...seen])}`)
        assert.ok(!seen.has(path.join('\u0000')))
        seen.add(path.join('\u0000'))
        path = renameFor(path, { meaning: 'folder', said, ...(code && { code }) })
      }
    }),
  )
})

test('the next name to try follows what the server said', () => {
  const next = (path: readonly string[], said: string, code = 'CANNOT') => renameFor(path, { meaning: 'folder', said, code })
  assert.deepEqual(next(['a/b', 'c'], "Character not allowed in mailbox name: '/'"), ['a-b', 'c'])
  assert.deepEqual(next(['~old'], "Invalid mailbox name: Begins with '~'"), ['_old'])
  assert.deepEqual(next(['a  b '], 'Folder contains excess whitespace (Failure)'), ['a b'])
  assert.deepEqual(next(['2^8'], 'Invalid folder name'), ['2_8'])
  assert.deepEqual(next(['Été'], 'Invalid folder name'), ['Ete'])
  assert.deepEqual(next(['Files'], 'Folder is reserved'), ['Files (2)'])
  assert.deepEqual(next(['Files (2)'], 'Folder is reserved'), ['Files (3)'])
  assert.deepEqual(
    renameFor(['x'], { meaning: 'folder', said: 'no', code: 'CANNOT' }, ([p]) => p === 'x (2)'),
    ['x (3)'],
  )
  assert.equal(next(['x'], 'Permission denied', 'NOPERM'), null)
  assert.equal(renameFor(['x'], { meaning: 'account', said: 'full', code: 'OVERQUOTA' }), null)
})

test('patterns: within a name, across names, whatever the capitals', () => {
  const cases: readonly [string, string, boolean][] = [
    ['Clients', 'clients', true],
    ['Clients', 'Clients/2019', false],
    ['Clients/*', 'Clients/2019', true],
    ['Clients/*', 'Clients/2019/05', false],
    ['Clients/**', 'Clients/2019/05', true],
    ['Clients/**', 'Clients', true],
    ['**/2019', 'a/b/2019', true],
    ['**/2019', '2019', true],
    ['*envoy*', 'Messages envoyés', true],
    ['[Gmail]/*', '[Gmail]/Spam', true],
    ['a*b*c', 'axxbyyc', true],
    ['a*b*c', 'axxbyy', false],
    ['**', 'any/thing', true],
    ['/Clients/', 'Clients', true],
  ]
  for (const [pattern, path, expected] of cases) assert.equal(matchesPattern(pattern, path.split('/')), expected, `${pattern} ${path}`)
})
