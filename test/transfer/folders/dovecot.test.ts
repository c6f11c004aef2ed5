// Names of folders at real Dovecots, one with `/`, one with `.` below INBOX: whatever the source holds is made there, each apart, and found again.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mapFolders } from '../../../src/transfer/folders/map-folders.ts'
import { renameFor } from '../../../src/transfer/folders/rename-for.ts'
import type { Rules } from '../../../src/transfer/journey.ts'
import { type Box, BoxRefusal, type Folder } from '../../../src/transfer/shapes.ts'
import { wayTo, worldBox } from '../world/box.ts'
import { sharedServer, stopWorldAfterTests } from '../world/pair.ts'
import { listed } from './listed.ts'

stopWorldAfterTests()

const RULES: Rules = { include: [], exclude: [], folders: [], under: [], mirror: false, order: 'auto', deleted: 'copy' }
/** Separator \u0001, so that every other sign may be in a name. */
const NASTY = [
  'INBOX',
  'INBOX\u0001inside',
  'v1.2 notes',
  'v1_2 notes',
  'a/b',
  'a-b',
  'a/b\u0001c.d',
  '~old',
  '_old',
  'bell\u0007',
  'end ',
  'end',
  ' two  blanks',
  '100 % réglé',
  'étoile *',
  'Le "projet"',
  'back\\slash',
  '&tcetera',
  'Projets',
  'projets',
  'e\u0301t\u00e9',
  '\u00e9t\u00e9',
  '日本語',
  'Vacances 🏖️',
  '..',
  '.hidden',
  'x'.repeat(300),
  '日本'.repeat(100),
  'Sent',
  'deep\u0001er\u0001and\u0001deeper',
]

async function made(box: Box): Promise<{ readonly wanted: readonly string[]; readonly there: readonly Folder[] }> {
  const source = { ...listed(NASTY.map((name) => name)), delimiter: '\u0001' }
  const folders = source.folders.map((folder) => ({ ...folder, path: folder.name.split('\u0001') }))
  const before = await box.inventory()
  const { pairs } = mapFolders({ source: { ...source, folders }, target: before, rules: RULES })
  assert.equal(pairs.length, NASTY.length)
  const writer = await box.writer()
  const wanted: string[] = []
  for (const { target } of pairs) {
    // What is mapped is made at once: nothing has to be asked of the server first.
    const folder = 'name' in target ? target : await writer.create(target.path)
    assert.deepEqual(folder.path, target.path)
    wanted.push(folder.path.join('\u0000'))
  }
  writer.close()
  return { wanted, there: (await box.inventory()).folders }
}

for (const [name, options] of [
  ['`/`', {}],
  ['`.` below INBOX, as Maildir++', { separator: '.', prefix: 'INBOX.', format: 'maildir' }],
] as const)
  test(`every name is made at a server with ${name}, and none is another's`, async () => {
    const server = await sharedServer({ special: 'en', specialMade: true })
    const box = worldBox(wayTo(server.account(options)))
    try {
      const { wanted, there } = await made(box)
      assert.equal(new Set(wanted).size, NASTY.length)
      const paths = new Set(there.filter((f) => f.selectable).map((f) => f.path.join('\u0000')))
      for (const path of wanted) assert.ok(paths.has(path), path)
      const source = { ...listed(NASTY), delimiter: '\u0001' }
      const folders = source.folders.map((folder) => ({ ...folder, path: folder.name.split('\u0001') }))
      const again = mapFolders({ source: { ...source, folders }, target: await box.inventory(), rules: RULES })
      assert.ok(again.pairs.every(({ target }) => 'name' in target))
      assert.deepEqual(again.pairs.map(({ target }) => target.path.join('\u0000')).toSorted(), wanted.toSorted())
    } finally {
      await box.close()
    }
  })

test('what Dovecot refuses is tried again under the next name', async () => {
  const server = await sharedServer({ special: 'en', specialMade: true })
  const box = worldBox(wayTo(server.account()))
  try {
    const writer = await box.writer()
    for (const first of [['~home'], ['tab\there'], ['a'.repeat(400)]]) {
      let path: readonly string[] | null = first
      for (let tries = 0; ; tries++) {
        assert.ok(path !== null && tries < 5, JSON.stringify(path))
        try {
          await writer.create(path)
          assert.ok(tries > 0, 'it was taken at once')
          break
        } catch (error) {
          assert.ok(error instanceof BoxRefusal, String(error))
          path = renameFor(path, error.refusal)
        }
      }
    }
  } finally {
    await box.close()
  }
})
