// The work that records are for: what is due, a password change, a lost device, checklists, a sheet that the doctor fills.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { dueDay, monthsLater } from '../../src/records/due.ts'
import {
  addAppPassword,
  beforePasswordChange,
  checkHistory,
  checklistTemplates,
  doctor,
  dueCalendar,
  dueList,
  editSheet,
  fillFromDoctor,
  fillFromHistory,
  listChecklists,
  lostDevice,
  markDue,
  markItems,
  newChecklist,
  newSheet,
  openHistory,
  ownTemplate,
  putPart,
  showChecklist,
  showSheet,
} from '../../src/sesame.ts'
import { code, type RecordsPlace, recordsPlace, TODAY } from './desk.ts'

const look = (address: string) =>
  doctor(
    {
      ...{
        address,
        app: 'outlook-windows',
        messages: ["nom d'utilisateur ou mot de passe incorrect"],
        tells: [],
        offline: false,
        lang: 'fr',
        lab: true,
      },
      ...{ flags: {}, env: {}, signal: new AbortController().signal },
    },
    () => {},
  )

describe('the work of records', () => {
  let place: RecordsPlace
  before(async () => {
    place = recordsPlace()
    const { request } = place
    await newSheet({ ...request, address: 'marie@icloud.com', edits: ['owners=Marie'] })
    await newSheet({ ...request, address: 'scan@contoso.example', edits: ['provider=m365', 'kind=work'] })
    const device = (sheet: string, name: string, values: Record<string, unknown>) =>
      putPart({ ...request, sheet, part: 'devices', name, values, mustBe: 'new' })
    await device('marie@icloud.com', 'iPhone de Marie', { app: 'apple-mail-ios', signIn: 'app-password' })
    await device('marie@icloud.com', 'Tablette', { app: 'outlook-new', signIn: 'oauth', reauthorize: '2026-12-05' })
    await device('marie@icloud.com', 'Scanner', { app: 'printer', signIn: 'password' })
    await device('scan@contoso.example', 'iPhone  de marie', { app: 'outlook-mobile', signIn: 'oauth' })
    await device('scan@contoso.example', 'Copieur', { app: 'printer', signIn: 'password', protocols: ['smtp'] })
    await addAppPassword({ ...request, sheet: 'marie@icloud.com', label: 'iPhone de Marie', app: 'apple-mail-ios', made: '2025-11-01' })
    await putPart({
      ...request,
      sheet: 'marie@icloud.com',
      part: 'secrets',
      name: 'main password',
      values: { changed: '2026-01-15', every: 11 },
      mustBe: 'new',
    })
    await putPart({
      ...request,
      sheet: 'marie@icloud.com',
      part: 'factors',
      name: 'codes',
      values: { kind: 'sms', where: 'iPhone de Marie', spareCodes: 'coffre' },
      mustBe: 'new',
    })
  })
  after(() => place.close())

  it('counts months as people do', () => {
    assert.equal(monthsLater('2024-01-31', 1), '2024-02-29')
    assert.equal(monthsLater('2025-12-31', 2), '2026-02-28')
    assert.equal(monthsLater('2025-11-22', 12), '2026-11-22')
    assert.equal(dueDay({ changed: '2026-01-01', every: 0 }, 12), null)
    assert.equal(dueDay({}, 12), null)
    assert.equal(dueDay({ made: '2020-01-01', due: '2027-03-01' }, 12), '2027-03-01')
  })

  it('says what is overdue and what comes, with the changes at providers that touch a sheet', async () => {
    const { request } = place
    const list = await dueList({ ...request, within: 45 })
    assert.deepEqual(
      list.items.map(({ kind, name, about, date }) => [kind, name, about.join(), date]),
      [
        ['app-password', 'iPhone de Marie', 'marie@icloud.com', '2026-11-01'],
        ['sign-in', 'Tablette', 'marie@icloud.com', '2026-12-05'],
        ['secret', 'main password', 'marie@icloud.com', '2026-12-15'],
        ['policy', 'm365-smtp-auth-default-off', 'scan@contoso.example', '2026-12-31'],
      ],
    )
    assert.deepEqual([list.overdue, list.items[0]?.days], [1, -21])
    assert.equal((await dueList({ ...request, within: 5 })).items.length, 1)
    const ics = await dueCalendar(list, 'fr')
    assert.equal(await dueCalendar(list, 'fr'), ics, 'the same list, the same bytes')
    assert.ok(
      ics.split('\r\n').every((line) => !line.includes('\n') && Buffer.byteLength(line) <= 75),
      'RFC 5545 §3.1',
    )
    const uids = [...ics.matchAll(/^UID:(.*)\r$/gm)].map((one) => one[1])
    assert.equal(new Set(uids).size, 4)
    assert.deepEqual(ics.match(/^(BEGIN|END):(VEVENT|VALARM|VCALENDAR)\r$/gm)?.length, 2 * (4 + 8 + 1))
    assert.match(ics, /DTSTART;VALUE=DATE:20261231\r\n/)
    const [done] = await markDue({ ...request, sheet: 'marie@icloud.com', name: 'Main Password' })
    assert.equal(done?.next, '2027-10-22')
    const moved = await dueCalendar(await dueList({ ...request, within: 400 }), 'fr')
    assert.deepEqual(
      uids.filter((uid) => !moved.includes(uid!)),
      [],
      'a date that moves keeps its UID',
    )
    assert.equal((await markDue({ ...request, sheet: '*', name: 'm365-smtp-auth-default-off' })).length, 1)
    assert.ok(!(await dueList({ ...request, within: 45 })).items.some((one) => one.kind === 'policy'))
    await assert.rejects(markDue({ ...request, sheet: 'marie@icloud.com', name: 'nothing' }), code('record-unknown'))
  })

  it('before a password change: all that dies, what tries by itself first, and a list whose marks reach the sheet', async () => {
    const { request } = place
    const change = await beforePasswordChange({ ...request, name: 'marie@icloud.com', lang: 'en', checklist: true, owner: 'Claire' })
    assert.deepEqual([change.appPasswords, change.dying.map((one) => one.label)], ['die', ['iPhone de Marie']])
    assert.deepEqual(
      change.devices.map(({ device, stops, mend, triesByItself }) => [device.device, stops, mend, triesByItself]),
      [
        ['Scanner', 'surely', 'type-new-password', true],
        ['iPhone de Marie', 'surely', 'new-app-password', false],
        ['Tablette', change.signIns === 'die' ? 'surely' : change.signIns === 'stay' ? 'no' : 'perhaps', 'sign-in-again', false],
      ],
    )
    const { id, items } = change.checklist!.checklist
    const renew = items.find((one) => one.act?.kind === 'renew-app-password')!
    await markItems({ ...request, id, items: ['change', renew.id], state: 'done' })
    const { sheet } = await showSheet({ ...request, name: 'marie@icloud.com' })
    assert.deepEqual([sheet.secrets[0]?.changed, sheet.appPasswords[0]?.changed], [TODAY, TODAY])
    await assert.rejects(markItems({ ...request, id, items: ['factors', 'no-such'], state: 'done' }), code('record-unknown'))
    assert.equal(
      (await showChecklist({ ...request, id })).checklist.items.find((one) => one.id === 'factors')?.state,
      'open',
      'all or none',
    )
    const stays = await beforePasswordChange({ ...request, name: 'scan@contoso.example', lang: 'fr' })
    assert.equal(stays.appPasswords, 'stay')
  })

  it('a lost device is found on every sheet, shut out item by item, resumed, and reported', async () => {
    const { request } = place
    await assert.rejects(lostDevice({ ...request, device: 'iPhone de Paul', lang: 'fr' }), (error: { args?: { near?: string } }) =>
      /Marie/i.test(String(error.args?.near)),
    )
    const lost = await lostDevice({ ...request, device: 'iphone de Marie', lang: 'fr' })
    assert.deepEqual([lost.sheets, lost.resumed, lost.passwordChange], [['marie@icloud.com', 'scan@contoso.example'], false, false])
    const { id, items } = lost.checklist.checklist
    const acts = items.flatMap((item) => item.act?.kind ?? [])
    assert.deepEqual(acts, ['revoke-app-password', 'remove-factor'])
    assert.equal(items[0]?.url, 'https://account.apple.com')
    await markItems({ ...request, id, items: [items[0]!.id], state: 'done' })
    const again = await lostDevice({ ...request, device: 'iPhone de Marie', lang: 'fr' })
    assert.deepEqual([again.resumed, again.checklist.checklist.id, again.checklist.checklist.items.length], [true, id, items.length])
    assert.equal(again.checklist.checklist.items.find((one) => one.id === items[0]!.id)?.by, 'Claire')
    await markItems({ ...request, id, items: items.slice(1).map((one) => one.id), state: 'done' })
    const { sheet, advice } = await showSheet({ ...request, name: 'marie@icloud.com' })
    assert.deepEqual([sheet.appPasswords[0]?.state, sheet.devices[0]?.state, sheet.factors], ['revoked', 'lost', []])
    assert.ok(!advice.some((one) => one.code === 'lost-device'))
    assert.ok(!(await listChecklists(request)).some((one) => one.id === id))
    assert.equal((await checkHistory(request)).intact, true)
  })

  it('a lost device whose app password nobody wrote down: it is revoked at the provider', async () => {
    const { request } = place
    await newSheet({ ...request, address: 'luc@icloud.com' })
    const values = { app: 'apple-mail-ios', signIn: 'app-password' }
    await putPart({ ...request, sheet: 'luc@icloud.com', part: 'devices', name: 'iPad de Luc', values, mustBe: 'new' })
    const { checklist } = await lostDevice({ ...request, device: 'iPad de Luc', lang: 'fr' })
    assert.match(checklist.checklist.items[0]?.text ?? '', /mot de passe d’application de l’appareil «\u00a0iPad de Luc/)
    assert.equal(checklist.checklist.items[0]?.url, 'https://account.apple.com')
  })

  it('lists come from every template in both languages, and from a file of one’s own', async () => {
    const { request } = place
    for (const { id, items } of await checklistTemplates())
      for (const lang of ['en', 'fr'] as const) {
        const made = await newChecklist({ ...request, template: id, about: 'marie@icloud.com', lang })
        assert.equal(made.checklist.items.length, items.length)
        assert.ok(made.checklist.items.every((item) => !/ADDRESS|NAME/.test(item.command ?? '')))
      }
    const own = await newChecklist({
      ...request,
      template: await ownTemplate('own.yaml', 'title: Notre liste\nitems:\n  - Un\n  - { do: Deux, afterDays: 3, owner: Paul }\n', 'fr'),
      lang: 'fr',
      due: '2026-12-24',
    })
    assert.deepEqual(
      own.checklist.items.map((one) => [one.id, one.text, one.due ?? null]),
      [
        ['1', 'Un', null],
        ['2', 'Deux', '2026-11-25'],
      ],
    )
    assert.ok((await dueList({ ...request, within: 4 })).items.some((one) => one.name === `${own.checklist.id}/2` && one.owner === 'Paul'))
    await assert.rejects(
      async () => ownTemplate('own.yaml', 'title: x\nitems:\n  - do: a\n    robot: 1\n', 'en'),
      (error: { args?: { line?: number } }) => error.args?.line === 4,
    )
    await assert.rejects(newChecklist({ ...request, template: 'nothing', lang: 'en' }), code('template-unknown'))
  })

  it('the doctor fills a sheet with what it found, from where, and never over a person’s word', async () => {
    const { request } = place
    const result = await look('paul@icloud.com')
    const first = await fillFromDoctor({ ...request, result, lang: 'fr' })
    const { sheet } = first.view
    assert.deepEqual(
      [first.isNew, sheet.provider, sheet.origins.provider?.from, sheet.devices[0]?.app],
      [true, 'icloud', 'doctor', 'outlook-windows'],
    )
    assert.ok(sheet.servers.includes('imaps://imap.mail.me.com:993'))
    assert.deepEqual(
      [sheet.findings[0]?.case, sheet.findings[0]?.outcome, sheet.findings[0]?.proved],
      [result.subject.id, result.outcome, false],
    )
    await editSheet({ ...request, name: 'paul@icloud.com', edits: ['provider=Chez nous', 'servers=imaps://mail.example.org:993'] })
    const again = await fillFromDoctor({ ...request, result, lang: 'fr', proved: true })
    assert.deepEqual([again.view.sheet.provider, again.view.sheet.servers], ['Chez nous', ['imaps://mail.example.org:993']])
    assert.deepEqual(
      again.view.sheet.findings.map((one) => one.proved),
      [true],
    )
    const history = await openHistory(request)
    history.remember(await look('nina@icloud.com'), true)
    history.close()
    await newSheet({ ...request, address: 'nina@icloud.com' })
    const filled = await fillFromHistory({ ...request, name: 'nina@icloud.com', lang: 'fr' })
    assert.deepEqual([filled.cases.length, filled.view.sheet.findings[0]?.proved], [1, true])
    assert.equal(
      filled.view.sheet.origins['devices/Outlook (classique) pour Windows · outlook-windows']?.from ??
        Object.values(filled.view.sheet.origins).at(-1)?.from,
      'history',
    )
    await newSheet({ ...request, address: 'noor@icloud.com' })
    await assert.rejects(
      fillFromHistory({ ...request, name: 'noor@icloud.com', lang: 'fr' }),
      code('record-ambiguous'),
      'two addresses look the same when masked',
    )
  })
})
