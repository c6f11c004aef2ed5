// `/sheets/:address/edit/...`: the account and each part, one form a thing; app passwords revoked; secrets marked as changed.

import type { Context, Hono } from 'hono'
import { addAppPassword, dropPart, editSheet, listApps, markDue, putPart, revokeAppPassword, showSheet } from '../../../sesame.ts'
import { recordsOnDesk } from '../../../text/desk-records.ts'
import type { DeskEnv, DeskRoom } from '../desk.ts'
import { type ReadForm, readForm } from '../form.ts'
import { Problem } from '../problem.ts'
import { accountEdits, accountFields } from '../sheets/account-form.ts'
import { fieldsOf, keyField, PARTS, type Part, thingNamed, valueIn, valuesOf } from '../sheets/part-fields.ts'
import { faultOf, found, type RecordFault, recordsOf } from '../sheets/place.ts'
import { appNames, sheetPath } from '../sheets/sheet-view.ts'
import { formPage, plainForm } from './sheets.ts'

type C = Context<DeskEnv>

export function sheetPartRoutes(app: Hono<DeskEnv>, room: DeskRoom): void {
  app.get('/sheets/:address/edit/account', (c) => accountPage(c, room, null, null))
  app.post('/sheets/:address/edit/account', async (c) => {
    const form = await readForm(c)
    const open = await opened(c, room)
    try {
      const edits = accountEdits(open, c.get('lang'), form)
      if (edits.length > 0)
        await editSheet({ ...recordsOf(room), name: open.sheet.address, edits, expected: Number(form.line('version')) || undefined })
    } catch (error) {
      return accountPage(c, room, form, faultOf(error, c.get('lang')))
    }
    return c.redirect(`${sheetPath(open.sheet.address)}?done=saved`, 303)
  })

  app.get('/sheets/:address/edit/:part', (c) => partPage(c, room, null, null))
  app.post('/sheets/:address/edit/:part', async (c) => {
    const [part, form, open] = [partIn(c), await readForm(c), await opened(c, room)]
    try {
      await put(room, open.sheet.address, part, form)
    } catch (error) {
      return partPage(c, room, form, faultOf(error, c.get('lang')))
    }
    return c.redirect(`${sheetPath(open.sheet.address)}?done=saved#${part}`, 303)
  })
  app.post('/sheets/:address/remove/:part', async (c) => {
    const [part, form, open] = [partIn(c), await readForm(c), await opened(c, room)]
    if (part === 'appPasswords') throw new Problem(404, 'not-found')
    await found(dropPart({ ...recordsOf(room), sheet: open.sheet.address, part, name: form.line('was') }))
    return c.redirect(`${sheetPath(open.sheet.address)}?done=removed#${part}`, 303)
  })

  app.post('/sheets/:address/revoke', async (c) => {
    const [form, open] = [await readForm(c), await opened(c, room)]
    await found(revokeAppPassword({ ...recordsOf(room), sheet: open.sheet.address, label: form.line('label') }))
    return c.redirect(`${sheetPath(open.sheet.address)}?done=saved#appPasswords`, 303)
  })
  app.post('/sheets/:address/changed', async (c) => {
    const [form, open] = [await readForm(c), await opened(c, room)]
    await found(markDue({ ...recordsOf(room), sheet: open.sheet.address, name: form.line('name') }))
    return c.redirect(`${sheetPath(open.sheet.address)}?done=saved#secrets`, 303)
  })
}

const opened = (c: C, room: DeskRoom) => found(showSheet({ ...recordsOf(room), name: c.req.param('address') ?? '' }))

function partIn(c: C): Part {
  const part = PARTS.find((one) => one === c.req.param('part'))
  if (part === undefined) throw new Problem(404, 'not-found')
  return part
}

async function put(room: DeskRoom, sheet: string, part: Part, form: ReadForm): Promise<void> {
  const values = valuesOf(part, form)
  const was = form.line('was')
  if (part === 'appPasswords') {
    const text = (name: string) => form.line(name) || undefined
    const every = typeof values.every === 'number' ? values.every : undefined
    await addAppPassword({
      ...recordsOf(room),
      ...{ sheet, every, label: form.line('label') },
      ...{ device: text('device'), app: text('app'), made: text('made'), vault: text('vault'), note: text('note') },
    })
    return
  }
  const name = was || form.line(keyField(part))
  await putPart({ ...recordsOf(room), sheet, part, name, values, mustBe: was === '' ? 'new' : 'there' })
}

async function accountPage(c: C, room: DeskRoom, form: ReadForm | null, fault: RecordFault | null): Promise<Response> {
  const lang = c.get('lang')
  const t = recordsOnDesk(lang)
  const open = await opened(c, room)
  const base = sheetPath(open.sheet.address)
  return formPage(c, room, {
    ...plainForm,
    title: `${t.sheet.facts} · ${open.sheet.address}`,
    action: `${base}/edit/account`,
    back: { href: base, words: t.cancel },
    fields: accountFields(open, lang, form === null ? null : (name) => (fault?.secret ? '' : form.text(name))),
    hidden: { version: form?.line('version') || String(open.version) },
    go: t.save,
    fault,
  })
}

async function partPage(c: C, room: DeskRoom, form: ReadForm | null, fault: RecordFault | null): Promise<Response> {
  const lang = c.get('lang')
  const t = recordsOnDesk(lang)
  const [part, open] = [partIn(c), await opened(c, room)]
  const was = form?.line('was') ?? (c.req.query('name') ?? '').slice(0, 400)
  const thing = was === '' ? undefined : thingNamed(open.sheet, part, was)
  if (was !== '' && thing === undefined) throw new Problem(404, 'not-found')
  const base = sheetPath(open.sheet.address)
  const apps = (await listApps()).entries.map(({ client }) => [client.name[lang], ''] as const)
  const name = await appNames(lang)
  // What looked like a secret goes back into no field.
  const value = (field: string) => {
    if (form !== null) return fault?.secret ? '' : form.line(field)
    const kept = valueIn(thing, field)
    return field === 'app' && kept !== '' ? name(kept) : kept
  }
  const [title = ''] = t.sheet.parts[part] ?? []
  return formPage(c, room, {
    ...plainForm,
    title: was === '' ? t.addTo(title) : t.changeOne(was),
    lead: open.sheet.address,
    action: `${base}/edit/${part}`,
    back: { href: base, words: t.cancel },
    fields: fieldsOf(part, lang, value, apps),
    hidden: was === '' ? {} : { was },
    go: t.save,
    remove: was === '' || part === 'appPasswords' ? null : { action: `${base}/remove/${part}`, words: `${t.remove}…` },
    fault,
  })
}
