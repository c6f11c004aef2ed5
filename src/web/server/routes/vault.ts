// `/vault`: made, opened, closed, its names; and the generator, whose answer is the one secret that a page ever shows.

import type { Context, Hono } from 'hono'
import { SesameError } from '../../../model/errors.ts'
import { generateSecrets, keyringTrouble } from '../../../sesame.ts'
import { keysIn } from '../../../text/desk-keys.ts'
import { textIn } from '../../../text/index.ts'
import type { GeneratorData, VaultData } from '../../keys-view.ts'
import { GeneratorPage, VaultPage } from '../../pages/index.ts'
import { page } from '../answer.ts'
import type { DeskEnv, DeskRoom } from '../desk.ts'
import { mayTypeSecret, readForm } from '../form.ts'

type C = Context<DeskEnv>

/** Fewer are guessed from a stolen file. */
const SHORTEST = 12
const SIZES = { password: { least: 12, most: 64, usual: 20 }, phrase: { least: 4, most: 12, usual: 6 } } as const

export function vaultRoutes(app: Hono<DeskEnv>, room: DeskRoom): void {
  app.get('/vault', (c) => vaultPage(c, room, null))

  app.post('/vault/make', async (c) => {
    const t = keysIn(c.get('lang')).vault
    const form = await readForm(c)
    if (form.oneOf('kind', ['keyring', 'passphrase']) === 'keyring') return change(c, room, () => room.vault.make({ keyring: true }))
    mayTypeSecret(c)
    const [passphrase, again] = [form.secret('passphrase'), form.secret('again')]
    if (passphrase === undefined || passphrase.reveal().length < SHORTEST)
      return vaultPage(c, room, { field: 'passphrase', what: t.faultShort, next: t.faultShortNext })
    if (again?.reveal() !== passphrase.reveal()) return vaultPage(c, room, { field: 'again', what: t.faultAgain, next: t.faultAgainNext })
    return change(c, room, () => room.vault.make({ passphrase }))
  })

  app.post('/vault/unlock', async (c) => {
    mayTypeSecret(c)
    const passphrase = (await readForm(c)).secret('passphrase')
    return change(c, room, async () => {
      if (passphrase === undefined) throw new SesameError('vault-passphrase')
      await room.vault.unlock(passphrase)
    })
  })

  app.post('/vault/lock', (c) => change(c, room, () => room.vault.lock()))

  app.get('/vault/generator', (c) => generatorPage(c, room, { kind: 'password', size: 0, made: null }))
  app.post('/vault/generator', async (c) => {
    mayTypeSecret(c)
    const form = await readForm(c)
    const kind = form.oneOf('kind', ['password', 'phrase']) ?? 'password'
    const { least, most, usual } = SIZES[kind]
    const size = Math.min(most, Math.max(least, Math.floor(Number(form.line('size')) || usual)))
    const { secrets, bits } = await generateSecrets({
      lang: c.get('lang'),
      ...(kind === 'phrase' ? { words: size } : { length: size }),
    })
    return generatorPage(c, room, { kind, size, made: { value: secrets[0]?.reveal() ?? '', bits } })
  })
}

async function change(c: C, room: DeskRoom, work: () => Promise<void>): Promise<Response> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof SesameError)) throw error
    const { what, next } = textIn(c.get('lang')).error(error.code, error.args)
    return vaultPage(c, room, { field: error.code === 'vault-passphrase' ? 'passphrase' : '', what, next })
  }
  return c.redirect('/vault', 303)
}

async function vaultPage(c: C, room: DeskRoom, fault: VaultData['fault']): Promise<Response> {
  const lang = c.get('lang')
  const vault = await room.vault.view(lang)
  const data: VaultData = {
    ...{ vault, fault, local: c.get('local'), forgets: room.lab && room.data === undefined },
    keyring: vault.state === 'none' && (await keyringTrouble()) === null,
    names:
      vault.state === 'open'
        ? (await room.vault.names()).map(({ name, sort, title, changed, due }) => ({ name, sort, title, changed, due: due ?? null }))
        : [],
  }
  return page(c, room, {
    title: keysIn(lang).vault.title,
    status: fault === null ? 200 : 422,
    body: (context) => VaultPage({ data, page: { ...context, path: '/vault' } }),
    style: 'keys.css',
    script: 'plain.js',
  })
}

function generatorPage(c: C, room: DeskRoom, data: GeneratorData): Response {
  return page(c, room, {
    title: keysIn(c.get('lang')).generator.title,
    body: (context) => GeneratorPage({ data, page: context }),
    style: 'keys.css',
    script: 'plain.js',
  })
}
