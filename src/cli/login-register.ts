// `sesame login --register`: the steps to a client id of one's own; on a terminal what was made is asked for, checked and kept.

import { readFile } from 'node:fs/promises'
import { EXIT, SesameError } from '../model/errors.ts'
import { Secret } from '../model/secret.ts'
import { type KeptClient, type Registration, registerClient, registrationOf } from '../sesame.ts'
import { clientSecret } from './client-secret.ts'
import { networkRequest } from './network-flags.ts'
import { personAt } from './person.ts'
import { plain } from './render/guide.ts'
import { heading } from './render/heading.ts'
import { type Invocation, stringOption } from './spec.ts'
import { vaultPlaceOf } from './vault-place.ts'

const LARGEST_PEM = 64 * 1024

export async function registerFlow(invocation: Invocation): Promise<number> {
  const { args, options, text, json, out, lang, signal } = invocation
  const [what] = args
  if (what === undefined) throw new SesameError('option-invalid', { option: 'ADDRESS', value: '', allowed: 'NAME@DOMAIN|PROVIDER' })
  const registration = await registrationOf({ ...networkRequest(invocation), what, flow: stringOption(options, 'flow'), lang, signal })
  const named = stringOption(options, 'client-id')
  if (!json && named === undefined) showSteps(invocation, registration)
  const made = named === undefined ? await askFor(invocation, registration) : { id: named, tenant: undefined, secret: undefined }
  if (made === null) {
    if (json) out.write(`${JSON.stringify({ registration, check: null, kept: null })}\n`)
    else
      out.line(
        out.style(
          'dim',
          `${text.login.register.needId} ${what} --client-id ID${registration.wants.secret ? ' --client-secret-stdin' : ''}`,
        ),
      )
    return EXIT.works
  }
  const { folder, env, ask } = vaultPlaceOf(invocation)
  const [key, certificate] = await Promise.all([pem(options, 'client-key'), pem(options, 'client-certificate')])
  const secret = (await clientSecret(invocation)) ?? made.secret ?? (await missingSecret(invocation, registration, named))
  if (!json) invocation.err.line(text.login.register.checking)
  const result = await registerClient({
    ...networkRequest(invocation),
    ...{ data: folder, env, askPassphrase: ask, signal },
    provider: registration.provider.id,
    address: registration.address,
    name: stringOption(options, 'client'),
    id: made.id,
    tenant: stringOption(options, 'tenant') ?? made.tenant,
    secret,
    ...(key !== undefined && { key: new Secret(key) }),
    certificate,
    force: options.force === true,
  })
  if (json) out.write(`${JSON.stringify({ registration, ...result })}\n`)
  else showResult(invocation, registration, result)
  return result.kept === null ? EXIT.fault : EXIT.works
}

function showSteps(
  { out, text }: Invocation,
  { provider, steps, avoid, portal, redirect, permissions, endsInTesting }: Registration,
): void {
  const words = text.login.register
  heading(out, words.heading(provider.name))
  out.line(words.why, 2)
  out.line()
  if (steps.length === 0) {
    out.line(words.noSteps(provider.name), 2)
    if (portal !== null) out.line(words.portal(portal), 2)
    out.line(words.redirect(redirect), 2)
    out.line(words.permissions, 2)
    for (const permission of permissions) out.line(`• ${permission}`, 4, 6)
  }
  steps.forEach((step, i) => {
    const number = `${i + 1}.`
    out.line(`${out.style('bold', number)} ${plain(out, step.do)}`, 2, 3 + number.length)
    if (step.see) out.line(out.style('dim', `→ ${plain(out, step.see)}`), 3 + number.length, 5 + number.length)
  })
  for (const line of avoid) out.line(`${out.style('yellow', '✗')} ${plain(out, line)}`, 2, 4)
  if (endsInTesting) out.line(out.style('yellow', words.trap), 2)
  out.line()
}

interface Made {
  readonly id: string
  readonly tenant: string | undefined
  readonly secret: Secret | undefined
}

/** Null where nobody can be asked, or nothing was answered. */
async function askFor(invocation: Invocation, { wants }: Registration): Promise<Made | null> {
  const { text, json, err, options } = invocation
  const person = json ? null : personAt(invocation)
  if (person === null) return null
  const words = text.login.register
  err.line(words.thenType)
  const id = (await person.line(`${words.askId}${text.known.colon}`)).trim()
  if (id === '') return null
  const tenant = wants.tenant && options.tenant === undefined ? (await person.line(`${words.askTenant}${text.known.colon}`)).trim() : ''
  const asked = options['client-key'] === undefined && options['client-secret-stdin'] !== true
  const secret = wants.secret && asked ? (await person.hidden(words.askSecret)).trim() : ''
  return { id, tenant: tenant || undefined, secret: secret === '' ? undefined : new Secret(secret) }
}

/** A client that was named on the command line, of a provider that wants a secret of every client. */
async function missingSecret(invocation: Invocation, { wants }: Registration, named: string | undefined): Promise<Secret | undefined> {
  const { options, text, json } = invocation
  const certified = options['client-key'] !== undefined
  if (named === undefined || !wants.secret || certified || options.force === true) return undefined
  const typed = json ? '' : ((await personAt(invocation)?.hidden(text.login.register.askSecret)) ?? '').trim()
  if (typed === '') throw new SesameError('no-secret', { option: '--client-secret-stdin' })
  return new Secret(typed)
}

function showResult({ out, text }: Invocation, registration: Registration, { check, kept }: KeptClient): void {
  const words = text.login.register
  const { refusal } = check
  const code = refusal?.code ?? refusal?.suberror ?? refusal?.error ?? ''
  if (check.app === 'good') out.line(`${out.style('green', '✓')} ${words.goodApp}`, 0, 2)
  else if (check.browser === 'good') out.line(`${out.style('green', '✓')} ${words.good}`, 0, 2)
  else if (check.browser === 'bad') out.line(`${out.style('red', '✗')} ${words.bad(code)}`, 0, 2)
  else out.line(`${out.style('dim', '–')} ${words.unknown}`, 0, 2)
  if (check.device === 'good') out.line(`${out.style('green', '✓')} ${words.goodDevice}`, 0, 2)
  else if (check.device === 'bad') out.line(`${out.style('yellow', '–')} ${words.noDevice}`, 0, 2)
  if (refusal?.said !== undefined) out.line(out.style('dim', text.login.said(refusal.said)), 2, 3)
  if (kept === null) {
    out.line(words.notKept)
    return
  }
  out.line(words.kept(kept.name, kept.file))
  if (registration.endsInTesting) out.line(out.style('yellow', words.trap))
  const address = registration.address ?? text.login.listColumns.address.toUpperCase()
  out.line(words.next(check.app === 'good' ? `${address} --flow app` : address))
}

async function pem(options: Invocation['options'], name: string): Promise<string | undefined> {
  const file = stringOption(options, name)
  if (file === undefined) return undefined
  try {
    const bytes = await readFile(file)
    if (bytes.length > LARGEST_PEM) throw new SesameError('oauth-key-invalid', { file })
    return bytes.toString('utf8')
  } catch (error) {
    if (error instanceof SesameError) throw error
    throw new SesameError('file-unreadable', { file, why: (error as NodeJS.ErrnoException).code ?? 'unknown' })
  }
}
