// `/bridge/add` and `/bridge/devices`: a device is made, shown, renewed, shut out, tried. Its password is in one answer, and nowhere else.

import type { Context, Hono } from 'hono'
import { SesameError } from '../../../model/errors.ts'
import { Secret } from '../../../model/secret.ts'
import {
  type AddedDevice,
  addBridgeDevice,
  bridgeTrust,
  listMailQueue,
  renewBridgeDevice,
  revokeBridgeDevice,
  testBridgeDevice,
} from '../../../sesame.ts'
import { bridgeOnDesk } from '../../../text/desk-bridge.ts'
import { textIn } from '../../../text/index.ts'
import type { AddDeviceData, SureData } from '../../bridge-view.ts'
import { AddDevicePage, DevicePage, DeviceReadyPage, SurePage, TestedPage } from '../../pages/index.ts'
import { page } from '../answer.ts'
import type { DeskEnv, DeskRoom } from '../desk.ts'
import { mayTypeSecret, type ReadForm, readForm } from '../form.ts'
import { Problem } from '../problem.ts'
import { cardView, fileName, formatsFor, openDoors, setupFor } from './card-view.ts'
import { actsOf, deviceData, deviceNamed } from './device-data.ts'
import { deviceFault, deviceOf, signInsFor, typedOf } from './device-form.ts'
import { devicePath } from './overview.ts'
import { ownNetworks } from './start-form.ts'

type C = Context<DeskEnv>

const LOOK = { style: 'bridge.css', script: 'plain.js' } as const

export function deviceRoutes(app: Hono<DeskEnv>, room: DeskRoom): void {
  app.get('/bridge/add', (c) => addPage(c, room, null, null))
  app.post('/bridge/add', async (c) => {
    mayTypeSecret(c)
    const lang = c.get('lang')
    const [t, form] = [bridgeOnDesk(lang), await readForm(c)]
    const wanted = deviceOf(form, await signInsFor(room), t)
    if ('field' in wanted) return addPage(c, room, form, wanted)
    try {
      const request = await room.bridge.request()
      return await readyPage(c, room, await room.vault.use((vault) => addBridgeDevice({ ...request, vault }, wanted)))
    } catch (error) {
      return addPage(c, room, form, deviceFault(error, t, lang))
    }
  })

  app.get('/bridge/devices/:name', async (c) => {
    const lang = c.get('lang')
    const [device, doors] = await Promise.all([deviceNamed(room, c.req.param('name')), openDoors(room, lang)])
    const data = { ...(await deviceData(room, device, doors, lang)), local: c.get('local') }
    return page(c, room, { title: device.title, body: (context) => DevicePage({ data, page: context }), ...LOOK })
  })

  app.get('/bridge/devices/:name/renew', (c) => renewPage(c, room, null))
  app.post('/bridge/devices/:name/renew', async (c) => {
    mayTypeSecret(c)
    const device = await deviceNamed(room, c.req.param('name'))
    try {
      const request = await room.bridge.request()
      return await readyPage(c, room, await room.vault.use((vault) => renewBridgeDevice({ ...request, vault }, device.id)))
    } catch (error) {
      if (!(error instanceof SesameError)) throw error
      return renewPage(c, room, textIn(c.get('lang')).error(error.code, error.args))
    }
  })

  app.get('/bridge/devices/:name/revoke', async (c) => {
    const t = bridgeOnDesk(c.get('lang'))
    const { id, title } = await deviceNamed(room, c.req.param('name'))
    const { mails } = await listMailQueue(await room.bridge.request())
    return surePage(c, room, {
      ...{ title: t.revoke.title(title), yes: t.revoke.yes, no: t.revoke.no, barred: '', fault: null },
      ...{ action: `${devicePath(id)}/revoke`, back: devicePath(id) },
      lead: [t.revoke.lead, ...(mails.some(({ device }) => device === id) ? [t.revoke.waiting] : [])],
      box: { name: 'forget', words: t.revoke.forget },
    })
  })
  app.post('/bridge/devices/:name/revoke', async (c) => {
    const { id } = await deviceNamed(room, c.req.param('name'))
    const forget = (await readForm(c)).line('forget') === '1'
    await revokeBridgeDevice(await room.bridge.request(), id, forget)
    return c.redirect(`/bridge?done=${forget ? 'forgotten' : 'revoked'}`, 303)
  })

  app.get('/bridge/authority', async (c) => {
    const request = await room.bridge.request()
    const listeners = await openDoors(room, c.get('lang'))
    const trusted = await room.vault
      .use((vault) => bridgeTrust({ ...request, vault }, { listeners }))
      .catch((error: unknown) => {
        throw error instanceof SesameError && /^vault-/.test(error.code) ? new Problem(409, 'vault-locked') : error
      })
    return c.body(trusted.pem, 200, {
      'Content-Type': 'application/x-pem-file',
      'Content-Disposition': 'attachment; filename="sesame-bridge.crt"',
    })
  })

  app.post('/bridge/devices/:name/file', (c) => filePage(c, room))
  app.post('/bridge/devices/:name/test', (c) => testPage(c, room))
}

async function addPage(c: C, room: DeskRoom, form: ReadForm | null, fault: AddDeviceData['fault']): Promise<Response> {
  const lang = c.get('lang')
  const data: AddDeviceData = {
    ...(form === null ? { typed: {}, protocols: ['smtp'] } : typedOf(form)),
    ...{ fault, local: c.get('local'), network: ownNetworks().join(', ') },
    ...{ vault: await room.vault.view(lang), signIns: await signInsFor(room) },
  }
  return page(c, room, {
    title: bridgeOnDesk(lang).add.title,
    status: fault === null ? 200 : 422,
    body: (context) => AddDevicePage({ data, page: context }),
    ...LOOK,
  })
}

/** The one answer that holds the password. Its path, for the switch of language, is that of the device: coming back there shows it no more. */
async function readyPage(c: C, room: DeskRoom, { device, account, password }: AddedDevice): Promise<Response> {
  const lang = c.get('lang')
  const doors = await openDoors(room, lang)
  const shown = await cardView(room, { device: device.id, lang, password }, doors)
  const data = { ...shown, device: actsOf(device, doors), account: account.id, password: password.reveal() }
  return page(c, room, {
    title: bridgeOnDesk(lang).ready.title(device.title),
    body: (context) => DeviceReadyPage({ data, page: { ...context, path: devicePath(device.id) } }),
    ...{ style: 'bridge.css', script: 'once.js' },
  })
}

async function renewPage(c: C, room: DeskRoom, fault: SureData['fault']): Promise<Response> {
  const t = bridgeOnDesk(c.get('lang'))
  const { id, title } = await deviceNamed(room, c.req.param('name') ?? '')
  return surePage(c, room, {
    ...{ title: t.renew.title(title), lead: [t.renew.lead], yes: t.renew.yes, no: t.renew.no, box: null, fault },
    ...{ action: `${devicePath(id)}/renew`, back: devicePath(id), barred: c.get('local') ? '' : t.add.remote },
  })
}

function surePage(c: C, room: DeskRoom, data: SureData): Response {
  return page(c, room, {
    title: data.title,
    status: data.fault === null ? 200 : 422,
    body: (context) => SurePage({ data, page: context }),
    ...LOOK,
  })
}

async function filePage(c: C, room: DeskRoom): Promise<Response> {
  const lang = c.get('lang')
  const device = await deviceNamed(room, c.req.param('name') ?? '')
  const form = await readForm(c)
  const password = secretOf(form)
  if (password !== undefined) mayTypeSecret(c)
  const format = form.oneOf('format', formatsFor(device.protocols)) ?? 'card'
  try {
    const { bytes } = await setupFor(room, { device: device.id, format, lang, password }, await openDoors(room, lang))
    const { name, type } = fileName(device.id, format)
    return c.body(new Uint8Array(bytes), 200, { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` })
  } catch (error) {
    if (!(error instanceof SesameError)) throw error
    const t = bridgeOnDesk(lang)
    const said = error.code === 'bridge-no-door' ? t.test.outcomes['no-door'] : textIn(lang).error(error.code, error.args)
    return surePage(c, room, {
      ...{ title: device.title, lead: [], yes: '', no: t.test.toDevice, box: null, fault: said },
      ...{ action: '', back: devicePath(device.id), barred: t.ready.noCard },
    })
  }
}

async function testPage(c: C, room: DeskRoom): Promise<Response> {
  mayTypeSecret(c)
  const lang = c.get('lang')
  const t = bridgeOnDesk(lang)
  const device = await deviceNamed(room, c.req.param('name') ?? '')
  const password = secretOf(await readForm(c)) ?? new Secret('-')
  const { subject, body } = t.test
  const test = { device: device.id, password, doors: await openDoors(room, lang), subject, body: body(device.title) }
  const request = await room.bridge.request()
  const tested = await room.vault
    .use((vault) => testBridgeDevice({ ...request, vault }, test))
    .catch((error: unknown) => {
      if (error instanceof SesameError) return { outcome: 'unreachable', said: textIn(lang).error(error.code, error.args).what }
      throw error
    })
  const ok = /^(sent|queued|entered)$/.test(tested.outcome)
  const data = { href: devicePath(device.id), outcome: tested.outcome, said: tested.said, ok }
  return page(c, room, {
    title: t.test.title,
    body: (context) => TestedPage({ data, page: { ...context, path: devicePath(device.id) } }),
    ...LOOK,
  })
}

/** As it is typed: the bridge minds neither spaces nor dashes. */
const secretOf = (form: ReadForm): Secret | undefined => form.secret('password')
