// `sesame login`: signs in where the provider wants it, proves what that opens; with --list and --register what belongs to it.

import { SesameError } from '../../model/errors.ts'
import { type LoginEvent, type LoginRequest, login } from '../../sesame.ts'
import { clientSecret } from '../client-secret.ts'
import { loginJson } from '../login-json.ts'
import { showSignIns } from '../login-list.ts'
import { registerFlow } from '../login-register.ts'
import { networkRequest } from '../network-flags.ts'
import { hasDesktop, openBrowser } from '../open-browser.ts'
import { progressOn } from '../progress.ts'
import { renderDevice, renderLogin } from '../render/login.ts'
import { type CommandRun, listOption, stringOption } from '../spec.ts'
import { vaultPlaceOf } from '../vault-place.ts'

export const run: CommandRun = async (invocation) => {
  const { args, options, text, json, out, err, lang, signal } = invocation
  if (options.list === true) return showSignIns(invocation)
  if (options.register === true) return registerFlow(invocation)
  const [address] = args
  if (address === undefined) throw new SesameError('option-invalid', { option: 'ADDRESS', value: '', allowed: 'NAME@DOMAIN' })
  const secret = await clientSecret(invocation)
  const desktop = hasDesktop(process.env)
  const progress = progressOn(err, json)
  const words = text.login
  const { folder, env, ask } = vaultPlaceOf(invocation)
  const result = await login(
    {
      ...networkRequest(invocation),
      ...{ data: folder, env, askPassphrase: ask, address, lang, signal },
      flow: stringOption(options, 'flow') as LoginRequest['flow'],
      client: stringOption(options, 'client'),
      clientId: stringOption(options, 'client-id'),
      clientSecret: secret,
      tenant: stringOption(options, 'tenant'),
      issuer: stringOption(options, 'issuer'),
      scopes: listOption(options, 'scope'),
      mailbox: stringOption(options, 'as'),
      prove: options['no-proof'] !== true,
      desktop: desktop || options['no-open'] === true,
    },
    on,
  ).finally(() => progress.clear())
  if (json) out.write(`${JSON.stringify(await loginJson(result, lang, text))}\n`)
  else await renderLogin(invocation, result)
  return result.exit

  function on(event: LoginEvent): void {
    if (event.kind === 'identifying') progress.step(words.identifying(event.address))
    if (event.kind === 'planned') {
      progress.clear()
      err.line(event.provider === null ? words.issuer(event.at) : words.holder(event.provider, address ?? ''))
    }
    if (event.kind === 'browser') showPage(event.url)
    if (event.kind === 'device') {
      renderDevice(err, text, event.prompt)
      progress.step(words.waiting)
    }
    if (event.kind === 'proving') progress.step(words.proving)
  }

  function showPage(url: string): void {
    const opens = desktop && options['no-open'] !== true
    err.line(opens ? words.browserOpens : words.browserYourself)
    // Whole, on a line of its own, so that it can be copied or clicked.
    err.write(`  ${url}\n`)
    if (!desktop) err.line(err.style('dim', words.browserElsewhere))
    if (opens) void openBrowser(url, process.env)
    progress.step(words.waiting)
  }
}
