// `sesame login --list`: who is signed in, since when, until when, and what was last refused.

import { EXIT } from '../model/errors.ts'
import { type KeptSignIn, listSignIns } from '../sesame.ts'
import type { Text } from '../text/index.ts'
import { moment } from './moment.ts'
import { heading } from './render/heading.ts'
import { visible } from './render/road.ts'
import type { Invocation } from './spec.ts'
import { vaultPlaceOf } from './vault-place.ts'

export async function showSignIns(invocation: Invocation): Promise<number> {
  const { out, text, json } = invocation
  const words = text.login
  const { folder, env, ask } = vaultPlaceOf(invocation)
  const { signIns, clients } = await listSignIns({ data: folder, env, askPassphrase: ask })
  if (json) {
    out.write(`${JSON.stringify({ signIns, clients })}\n`)
    return EXIT.works
  }
  if (signIns.length === 0) out.line(words.listEmpty)
  else heading(out, words.listHeading)
  for (const one of signIns) {
    out.line(`${out.style('bold', visible(one.id))}  ${one.providerName}  ${out.style('dim', words.flow[one.flow])}`, 2, 4)
    const state = stateOf(one, text)
    out.line(`${out.style(one.state === 'refused' || one.state === 'over' ? 'red' : 'green', state)}`, 4)
    const since = `${words.listColumns.since} ${moment(text.locale, one.made)}`
    const until = one.expires === null ? '' : `, ${words.listColumns.until} ${moment(text.locale, one.expires)}`
    out.line(out.style('dim', since + until), 4)
    if (one.refusal?.said !== undefined) out.line(out.style('dim', words.said(visible(one.refusal.said))), 4, 5)
  }
  if (clients.length > 0) heading(out, words.clientsHeading)
  for (const { name, provider, issuer, tenant, id } of clients) {
    const where = [provider ?? issuer, tenant].filter((part) => part !== undefined).join(', ')
    out.line(`${out.style('bold', visible(name))}  ${visible(where)}  ${out.style('dim', visible(id))}`, 2, 4)
  }
  return EXIT.works
}

function stateOf({ state, refusal, daysLeft }: KeptSignIn, { login: { listState: words } }: Text): string {
  if (state === 'refused') return words.refused(refusal?.code ?? refusal?.suberror ?? refusal?.error ?? refusal?.why ?? '')
  if (state === 'renews' && daysLeft !== null) return `${words.renews}, ${words.days(daysLeft)}`
  return words[state]
}
