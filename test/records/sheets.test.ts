// Sheets as people use them: made, changed, found; two people at once; what looks like a secret gets nowhere.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { SesameError } from '../../src/model/errors.ts'
import { looksSecret } from '../../src/records/secret-look.ts'
import {
  addAppPassword,
  dropPart,
  dropSheet,
  editSheet,
  exportSheets,
  importSheets,
  listAppPasswords,
  listSheets,
  markItems,
  newChecklist,
  newSheet,
  ownTemplate,
  putPart,
  recordHistory,
  revokeAppPassword,
  saveEdited,
  sheetAsText,
  sheetFromText,
  showSheet,
  writeWholeSheet,
} from '../../src/sesame.ts'
import { code, type RecordsPlace, recordsPlace, TODAY } from './desk.ts'

describe('sheets', () => {
  let place: RecordsPlace
  before(() => {
    place = recordsPlace()
  })
  after(() => place.close())

  it('are made with what the domain tells, changed, found by anything on them, removed; the history stays', async () => {
    const { request } = place
    const made = await newSheet({
      ...request,
      address: 'Marie@iCloud.com',
      edits: ['owners=Marie Dupont; Paul', 'recovery-phone=+33 6 12 34 56 42'],
    })
    assert.equal(made.sheet.provider, 'icloud')
    assert.equal(made.sheet.origins.provider?.about, 'domain')
    assert.deepEqual(made.sheet.owners, ['Marie Dupont', 'Paul'])
    assert.equal(made.sheet.recovery.phone, '+33 ••• 42')
    await assert.rejects(newSheet({ ...request, address: 'marie@icloud.com' }), code('sheet-exists'))
    await editSheet({
      ...request,
      name: 'marie@icloud.com',
      edits: ['aliases+=m.dupont@icloud.com', 'propriétaire-=Paul', 'fournisseur=gmail', 'second-admin=Claire'],
    })
    await putPart({
      ...request,
      sheet: 'marie@icloud.com',
      part: 'devices',
      name: 'iPhone de Marie',
      values: { app: 'iPhone Mail', signIn: 'oauth' },
      mustBe: 'new',
    })
    const seen = await showSheet({ ...request, name: 'M.Dupont@icloud.com' })
    assert.deepEqual([seen.sheet.provider, seen.sheet.origins.provider], ['gmail', undefined], 'what a person writes is no guess any more')
    assert.deepEqual(seen.sheet.owners, ['Marie Dupont'])
    assert.equal(seen.sheet.devices[0]?.app, 'apple-mail-ios')
    for (const search of ['MARIE iphone', 'dupont', 'apple-mail', 'gmail'])
      assert.equal((await listSheets({ ...request, search })).found, 1, search)
    assert.equal((await listSheets({ ...request, search: '100%_' })).found, 0)
    await dropPart({ ...request, sheet: 'marie@icloud.com', part: 'devices', name: 'iphone de marie' })
    await dropSheet({ ...request, name: 'marie@icloud.com' })
    await assert.rejects(showSheet({ ...request, name: 'marie@icloud.com' }), code('sheet-unknown'))
    const history = await recordHistory({ ...request, name: 'Marie@icloud.com' })
    assert.deepEqual(history.map((one) => one.what).toReversed(), ['created', 'changed', 'changed', 'changed', 'removed'])
    assert.ok(history.every((one) => one.who === 'Claire'))
    assert.deepEqual(
      history
        .find((one) => one.changes.some((change) => change.path === 'provider' && change.to === 'gmail'))
        ?.changes.find((change) => change.path === 'owners'),
      {
        path: 'owners',
        from: ['Marie Dupont', 'Paul'],
        to: ['Marie Dupont'],
      },
    )
  })

  it('two people at once: nobody writes over the other unseen', async () => {
    const { request } = place
    const base = await newSheet({ ...request, address: 'two@example.org' })
    await editSheet({ ...request, name: 'two@example.org', edits: ['owners=Paul'] })
    await assert.rejects(
      editSheet({ ...request, name: 'two@example.org', edits: ['notes=x'], expected: base.version }),
      code('record-conflict'),
    )
    await assert.rejects(writeWholeSheet({ ...request, sheet: base.sheet, expected: base.version }), code('record-conflict'))
    const mine = await sheetFromText((await sheetAsText(base)).replace('notes: ""', 'notes: seen'), base.sheet)
    assert.ok(mine.ok)
    const joined = await saveEdited({ ...request, base, mine: mine.sheet })
    assert.deepEqual([joined.sheet.owners, joined.sheet.notes], [['Paul'], 'seen'], 'fields that only one changed are joined')
    await assert.rejects(saveEdited({ ...request, base, mine: { ...mine.sheet, owners: ['Nina'] } }), code('record-conflict'))
  })

  it('an edited text with faults names the line of each', async () => {
    const { request } = place
    const base = await showSheet({ ...request, name: 'two@example.org' })
    const text = `${await sheetAsText(base)}`
      .replace(/kind: .*/, 'kind: robot')
      .replace('devices: []', 'devices:\n  - device: PC\n    signIn: telepathy\n  - { app: x }')
    const read = await sheetFromText(text, base.sheet)
    assert.ok(!read.ok)
    const lines = text.split('\n')
    assert.deepEqual(
      read.faults.map(({ line, why }) => [lines[line - 1]?.trim(), why]),
      [
        ['kind: robot', 'choice'],
        ['signIn: telepathy', 'choice'],
        ['- { app: x }', 'missing'],
      ],
    )
    const torn = await sheetFromText('address: [', base.sheet)
    assert.ok(!torn.ok && torn.faults[0]?.line === 1)
    assert.ok(
      !(await sheetFromText(`a: &a [x]\n${Array.from({ length: 40 }, (_, i) => `b${i}: *a`).join('\n')}`, base.sheet)).ok,
      'a bomb of aliases',
    )
  })

  it('the register keeps one app password a device or app, warns before the limit, says where to revoke', async () => {
    const { request } = place
    const sheet = 'nina@icloud.com'
    await newSheet({ ...request, address: sheet, edits: ['owners=Nina'] })
    for (let i = 1; i <= 22; i++) await addAppPassword({ ...request, sheet, label: `Device ${i}` })
    const near = await addAppPassword({ ...request, sheet, label: 'iPhone', app: 'apple-mail-ios', vault: 'app-password/nina' })
    assert.deepEqual(
      near.advice.find((one) => one.code === 'app-password-limit'),
      { code: 'app-password-limit', count: 23, max: 25 },
    )
    await assert.rejects(
      addAppPassword({ ...request, sheet, label: 'Other', device: 'iphone', app: 'apple-mail-ios' }),
      code('app-password-there'),
    )
    await addAppPassword({ ...request, sheet, label: 'iPhone', app: 'apple-mail-ios', replace: true })
    const list = await revokeAppPassword({ ...request, sheet, label: 'Device 1' })
    assert.deepEqual([list.active, list.provider?.url, list.provider?.max], [22, 'https://account.apple.com', 25])
    const all = (await listAppPasswords({ ...request, sheet })).appPasswords
    assert.deepEqual(
      all.filter((one) => one.state === 'revoked').map((one) => one.label),
      ['Device 1', `iPhone (${TODAY})`],
    )
    await assert.rejects(revokeAppPassword({ ...request, sheet, label: 'Device 1' }), code('record-unknown'))
  })

  it('a secret typed anywhere is refused, told nowhere, and in no byte of the disk', async () => {
    const { request } = place
    const planted = [
      'Pl4nted!S3cret',
      'abcd-efgh-ijkl-mnop',
      'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.',
      'x7Kp2mQ9vB4t',
      'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP',
      'qwzxkvjhqpwxzrtk',
    ]
    const sheet = 'two@example.org'
    const outputs: string[] = []
    for (const secret of planted) {
      const bytes = new TextEncoder().encode(`address,owner,note\nnew@example.org,${secret},x\n`)
      const yaml = new TextEncoder().encode(`address: yaml@example.org\nnotes: "${secret}"\n`)
      const report = await importSheets({ ...request, bytes, format: 'csv' })
      assert.equal(report.rejected[0]?.why, 'secret')
      outputs.push(
        JSON.stringify(report),
        report.rejectedTable?.(() => 'why', 'why') ?? '',
        JSON.stringify(await importSheets({ ...request, bytes: yaml, format: 'yaml' })),
      )
      const tries: readonly (() => Promise<unknown>)[] = [
        () => newSheet({ ...request, address: `${sheet}x`, edits: [`notes=the password is ${secret}`] }),
        () => editSheet({ ...request, name: sheet, edits: [`owners+=${secret}`] }),
        () => editSheet({ ...request, name: sheet, edits: [`${secret}=x`] }),
        () => putPart({ ...request, sheet, part: 'factors', name: 'key', values: { kind: 'key', spareCodes: secret } }),
        () => putPart({ ...request, sheet, part: 'secrets', name: 'main', values: { vault: secret } }),
        () => addAppPassword({ ...request, sheet, label: 'PC', vault: secret }),
        () => addAppPassword({ ...request, sheet, label: secret }),
        () => newChecklist({ ...request, template: 'new-mailbox', about: secret, lang: 'en' }),
        () => ownTemplate('t.yaml', `title: x\nitems: ["${secret}"]`, 'en'),
        () => writeWholeSheet({ ...request, sheet: { address: sheet, notes: secret }, expected: 1 }),
        () => markItems({ ...request, id: 'x', items: ['1'], state: 'done', note: secret }),
      ]
      for (const one of tries) {
        const error = await one().then(
          () => assert.fail(`${one} took it`),
          (thrown: unknown) => thrown,
        )
        assert.ok(error instanceof SesameError, String(error))
        outputs.push(error.stack ?? '', JSON.stringify(error.args))
      }
    }
    outputs.push(
      (await exportSheets({ ...request, format: 'yaml', lang: 'en' })).text,
      (await exportSheets({ ...request, format: 'html', lang: 'fr' })).text,
      place.everyByte(),
    )
    for (const secret of planted) for (const text of outputs) assert.ok(!text.includes(secret), `${secret} is in ${text.slice(0, 200)}`)
  })

  it('ordinary names are no secrets', () => {
    const names = [
      ...[
        'iPhone-15-Pro de Marie',
        'DESKTOP-4F8G7H2',
        'MacBook Pro (2023)',
        'marie.dupont@icloud.com',
        'password/marie@icloud.com',
        'imaps://imap.mail.me.com:993',
      ],
      ...[
        'mail sent from home',
        '+33 6 12 34 56 78',
        'M365-GoDaddy',
        'Galaxy Tab S9',
        'administrateur',
        'coffre, enveloppe 3',
        '2026-11-22',
        'C02XG0ABCDEF',
        'A54 de l’accueil',
      ],
      ...[
        'https://account.apple.com/account/manage',
        'Thunderbird 140',
        'the password is in the vault',
        'app-password/marie@icloud.com/iPhone',
        'Pixel 8 Pro',
        'responsabilités',
      ],
    ]
    for (const name of names) assert.equal(looksSecret(name), false, name)
  })
})
