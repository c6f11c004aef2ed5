// `/keys/register`: a client id of one's own, step by step, checked with the provider, and kept.

import type { Context, Hono } from 'hono'
import { SesameError } from '../../../model/errors.ts'
import type { Lang } from '../../../model/lang.ts'
import { listProviders, listSignIns, registerClient, registrationOf } from '../../../sesame.ts'
import { keysIn } from '../../../text/desk-keys.ts'
import { textIn } from '../../../text/index.ts'
import type { RegisterData, RegistrationsData } from '../../keys-view.ts'
import { RegisterPage, RegistrationsPage } from '../../pages/index.ts'
import { page } from '../answer.ts'
import type { DeskEnv, DeskRoom } from '../desk.ts'
import { mayTypeSecret, type ReadForm, readForm } from '../form.ts'
import { Problem } from '../problem.ts'
import { stepViews } from '../view/judged.ts'

type C = Context<DeskEnv>

const FIELDS = ['client', 'tenant', 'address'] as const

export function registerRoutes(app: Hono<DeskEnv>, room: DeskRoom): void {
  app.get('/keys/register', (c) => registrationsPage(c, room))
  app.get('/keys/register/:what', (c) => registerPage(c, room, null, null))
  app.post('/keys/register/:what', async (c) => {
    const form = await readForm(c)
    const secret = form.secret('secret')
    if (secret !== undefined) mayTypeSecret(c)
    const [lang, address] = [c.get('lang'), form.line('address', 320)]
    const t = keysIn(lang).register
    const id = form.line('client', 400)
    if (id === '') return registerPage(c, room, form, { field: 'client', what: t.faultEmpty, next: t.faultEmptyNext })
    if (!/^[\x21-\x7e]+$/.test(id) || id === secret?.reveal())
      return registerPage(c, room, form, { field: 'client', what: t.faultShape, next: t.faultShapeNext })
    try {
      const { provider } = await asked(c, room)
      const [network, tenant] = [await room.networkRequest(), form.line('tenant', 120) || undefined]
      const keep = (vault?: Parameters<Parameters<typeof room.vault.use>[0]>[0]) =>
        registerClient({
          ...network,
          ...{ data: room.data, provider: provider.id, id, tenant, secret, vault, force: false },
          address: address === '' ? null : address,
          signal: AbortSignal.timeout(60_000),
        })
      const { check, kept } = await room.vault.use(keep)
      if (kept === null) {
        const code = check.refusal?.code ?? check.refusal?.error ?? check.refusal?.why ?? ''
        return registerPage(c, room, form, { field: 'client', what: t.refused(code), next: t.refusedNext })
      }
    } catch (error) {
      if (!(error instanceof SesameError)) throw error
      const { what, next } = textIn(lang).error(error.code, error.args)
      return registerPage(c, room, form, { field: error.code.startsWith('vault') ? 'secret' : 'client', what, next })
    }
    return c.redirect(address === '' ? '/keys/register' : `/keys/attempts/${room.attempts.start(address, lang).id}`, 303)
  })
}

async function asked(c: C, room: DeskRoom) {
  const what = (c.req.param('what') ?? '').slice(0, 320)
  const request = { ...(await room.networkRequest()), what, lang: c.get('lang'), signal: AbortSignal.timeout(30_000) }
  return registrationOf(request).catch((error: unknown) => {
    if (error instanceof SesameError && /^(provider-unknown|oauth-unknown|oauth-closed|address-invalid)$/.test(error.code))
      throw new Problem(404, 'not-found')
    throw error
  })
}

async function registerPage(c: C, room: DeskRoom, form: ReadForm | null, fault: RegisterData['fault']): Promise<Response> {
  const lang = c.get('lang')
  const made = await asked(c, room)
  const secret = form?.secret('secret')?.reveal()
  // People type it into the wrong field too.
  const clean = (text: string) => (secret === undefined ? text : text.replaceAll(secret, '•••'))
  const data: RegisterData = {
    provider: made.address ?? made.provider.id,
    name: made.provider.name,
    why: made.endsInTesting ? keysIn(lang).attempt.testing : '',
    steps: stepViews(made.steps, `register-${made.provider.id}`),
    ...{ sources: [], checked: '', fault },
    fields: made.wants,
    local: c.get('local'),
    typed: form === null ? {} : Object.fromEntries(FIELDS.map((name) => [name, clean(form.line(name))])),
    vault: await room.vault.view(lang),
    address: made.address ?? '',
  }
  return page(c, room, {
    title: keysIn(lang).register.title(data.name),
    status: fault === null ? 200 : 422,
    body: (context) => RegisterPage({ data, page: context }),
    ...{ style: 'keys.css', script: 'plain.js' },
  })
}

async function registrationsPage(c: C, room: DeskRoom): Promise<Response> {
  const lang = c.get('lang')
  const vault = await room.vault.view(lang)
  const clients =
    vault.state === 'open'
      ? (await room.vault.use((open) => listSignIns({ data: room.data, env: room.network.env, vault: open }))).clients
      : []
  const data: RegistrationsData = {
    kept: clients.map(({ name, provider, issuer, tenant, id }) => ({
      ...{ name, client: id, tenant: tenant ?? null },
      provider: [name, provider ?? issuer].filter((one, i, all) => one && all.indexOf(one) === i).join(' · '),
    })),
    ...(await providersOf(lang)),
  }
  return page(c, room, {
    title: keysIn(lang).registrations.title,
    body: (context) => RegistrationsPage({ data, page: context }),
    style: 'keys.css',
  })
}

/** Those that offer OAuth for mail at all. */
async function providersOf(lang: Lang): Promise<Pick<RegistrationsData, 'open' | 'closed'>> {
  const { entries } = await listProviders({})
  const all = entries.map(({ provider }) => provider).filter(({ oauth }) => oauth?.token !== undefined)
  const isOpen = ({ oauth }: (typeof all)[number]) => oauth?.selfService === true || oauth?.registration === 'approval'
  return {
    open: all.filter(isOpen).map(({ id, name }) => ({ id, name })),
    closed: all.filter((one) => !isOpen(one)).map(({ name, oauth }) => ({ name, instead: oauth?.note?.[lang] ?? '' })),
  }
}
