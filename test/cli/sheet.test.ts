// Sheets, due dates and checklists on the command line: what is said, in both languages, what programs get, and how it ends.

import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sesame } from './spawn.ts'

describe('sesame sheet, due, checklist', () => {
  let folder = ''
  const run = (args: readonly string[], env: Record<string, string> = {}) =>
    sesame(args, { env: { SESAME_DATA: join(folder, 'data'), ...env } })
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'sesame-sheet-'))
  })
  after(() => rmSync(folder, { recursive: true }))

  it('a sheet from the first word to the report, and how each command ends', async () => {
    const made = await run(['sheet', 'new', 'marie@icloud.com', 'owners=Marie Dupont', '--by', 'Claire', '--lang', 'fr'])
    assert.deepEqual([made.code, made.stderr], [0, 'La fiche de marie@icloud.com est créée.\n'])
    assert.match(made.stdout, /Fournisseur\u00a0: iCloud Mail \(d’après le domaine/)
    const added = await run(['sheet', 'app-password', 'add', 'marie@icloud.com', '--label', 'iPhone', '--created', '2024-01-02'])
    assert.match(added.stdout, /1 of at most 25 in use\./)
    const due = await run(['due', '--json'])
    assert.equal(due.code, 1, 'something is overdue')
    assert.equal((JSON.parse(due.stdout) as { overdue: number }).overdue, 1)
    const change = await run(['sheet', 'before-password-change', 'marie@icloud.com', '--checklist'])
    assert.match(change.stdout, /1 app password will die:/)
    const lost = await run(['sheet', 'lost-device', 'iphone', '--lang', 'fr'])
    assert.deepEqual([lost.code, /Révoquer le mot de passe d’application «\u00a0iPhone\u00a0»/.test(lost.stdout)], [1, true])
    const { checklists } = JSON.parse((await run(['checklist', 'list', '--json'])).stdout) as {
      checklists: { id: string; template: string }[]
    }
    const id = checklists.find((one) => one.template === 'lost-device')!.id
    const list = JSON.parse((await run(['checklist', 'show', id, '--json'])).stdout) as { checklist: { items: { id: string }[] } }
    await run(['checklist', 'done', id, ...list.checklist.items.map((item) => item.id), '--by', 'Claire'])
    assert.equal((await run(['due'])).code, 0, 'what is revoked is due no more')
    const check = await run(['sheet', 'history', '--check'])
    assert.match(check.stdout, /The history is intact: \d+ events/)
    const removed = await run(['sheet', 'remove', 'marie@icloud.com'])
    assert.deepEqual([removed.code, (await run(['sheet', 'remove', 'marie@icloud.com', '--yes'])).code], [4, 0])
    const ends: readonly (readonly [readonly string[], number])[] = [
      [['sheet', 'show', 'nobody@example.org'], 2],
      [['due', '--within', 'soon'], 2],
    ]
    await Promise.all(ends.map(async ([args, code]) => assert.equal((await run(args)).code, code, args.join(' '))))
    assert.match((await run(['checklist', 'new', 'move-acount'])).stderr, /Did you mean: move-account\?/)
  })

  it('a secret on the command line is refused and repeated nowhere', async () => {
    await run(['sheet', 'new', 'nina@gmail.com'])
    const tries = [
      ['sheet', 'edit', 'nina@gmail.com', 'notes=mot de passe : Pl4nted!S3cret'],
      ['sheet', 'factor', 'add', 'nina@gmail.com', 'key', '--kind', 'key', '--spare-codes', 'Pl4nted!S3cret'],
      ['sheet', 'new', 'Pl4nted!S3cret'],
    ]
    for (const { code, stdout, stderr } of await Promise.all(tries.map((args) => run(args, { SESAME_DEBUG: '1' })))) {
      assert.ok(code === 4 || code === 2, stderr)
      assert.ok(!`${stdout}${stderr}`.includes('Pl4nted'), stderr)
    }
  })

  it('an inventory comes in, its bad rows go into a private file, sheets and a calendar go out', async () => {
    const file = join(folder, 'inventory.csv')
    writeFileSync(file, 'Adresse;Propriétaire;Fournisseur\npaul@contoso.example;Paul;m365\nnot an address;X;\n')
    const rehearsal = await run(['sheet', 'import', file, '--dry-run'])
    assert.deepEqual([rehearsal.code, /Only a rehearsal/.test(rehearsal.stdout)], [1, true])
    const imported = await run(['sheet', 'import', file, '--lang', 'fr'])
    assert.match(imported.stdout, /ligne 2 du tableau \(ligne 3 du fichier\)\u00a0: Adresse\u00a0: ce n’est pas une adresse e-mail/)
    assert.match(readFileSync(`${file}.rejected.csv`, 'utf8'), /not an address;X;;/)
    assert.equal(statSync(`${file}.rejected.csv`).mode & 0o777, 0o600)
    const page = join(folder, 'sheets.html')
    await run(['sheet', 'export', '--to', page, '--lang', 'fr'])
    assert.match(readFileSync(page, 'utf8'), /<html lang="fr">[\s\S]*paul@contoso\.example/)
    const { stdout } = await run(['due', '--ics', '-', '--on', '2026-11-22'])
    assert.match(stdout, /^BEGIN:VCALENDAR\r\n[\s\S]*m365-smtp-auth[\s\S]*END:VCALENDAR\r\n$/)
  })

  it('an editor changes the sheet, or is told the line of what is wrong', async () => {
    const edited = await run(['sheet', 'edit', 'paul@contoso.example'], { EDITOR: 'sed -i "s/^secondAdmin:.*/secondAdmin: Claire/"' })
    assert.match(edited.stderr, /is changed \(version 2\)/)
    const wrong = await run(['sheet', 'edit', 'paul@contoso.example'], { EDITOR: 'sed -i "s/^kind:.*/kind: robot/"' })
    assert.deepEqual([wrong.code, /sheet\.yaml:\d+: kind: .*personal, work, unknown/.test(wrong.stderr.replace(/\s+/g, ' '))], [2, true])
    const same = await run(['sheet', 'edit', 'paul@contoso.example'], { EDITOR: 'true' })
    assert.match(same.stderr, /^Nothing changed/)
  })
})
