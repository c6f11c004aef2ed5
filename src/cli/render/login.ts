// A sign-in on the terminal: the code for another device, what the token opens, what is wrong and how it is mended.

import { renderUnicodeCompact } from 'uqr'
import { causeWords, type DevicePrompt, type LoginResult } from '../../sesame.ts'
import type { Text } from '../../text/index.ts'
import { moment } from '../moment.ts'
import type { Invocation } from '../spec.ts'
import { columns, type Terminal } from '../terminal.ts'
import { renderDiagnosis } from './diagnosis.ts'
import { renderGuide } from './guide.ts'
import { heading } from './heading.ts'
import { visible } from './road.ts'

const QR_QUIET = 1

export function renderDevice(err: Terminal, text: Text, { userCode, url, completeUrl, expires }: DevicePrompt): void {
  const words = text.login
  err.line()
  err.line(words.deviceGo)
  err.write(`  ${visible(url)}\n`)
  err.line(words.deviceCode)
  err.line(err.style(['bold', 'cyan'], visible(userCode)), 2)
  err.line(err.style('dim', `${words.deviceUntil(timeOf(text, expires))} ${words.deviceWarning}`))
  if (err.interactive) drawQr(err, completeUrl ?? url)
}

/** Not at all where it would be cut. */
function drawQr(err: Terminal, url: string): void {
  const drawn = renderUnicodeCompact(url, { border: QR_QUIET })
  const lines = drawn.split('\n')
  if (lines.some((line) => columns(line) > err.width - 2)) return
  for (const line of lines) err.write(`  ${line}\n`)
}

export async function renderLogin({ out, text, lang }: Pick<Invocation, 'out' | 'text' | 'lang'>, result: LoginResult): Promise<void> {
  const words = text.login
  const { refusal, grant, claims, proof, troubles, judged } = result
  if (refusal !== null) {
    heading(out, words.refusedHeading)
    out.line(out.style(['bold', 'red'], words.why[refusal.why]), 2)
    const code = refusal.code ?? refusal.suberror ?? (refusal.error === 'clock' ? undefined : refusal.error)
    if (code !== undefined) out.line(out.style('dim', visible(code)), 2)
    if (refusal.said !== undefined) out.line(out.style('dim', words.said(visible(refusal.said))), 2, 3)
    if (refusal.retryAfter !== undefined) out.line(words.retryAfter(refusal.retryAfter), 2)
    if (refusal.why === 'denied' || refusal.why === 'mismatch') out.line(words.tryAgain, 2)
    if (refusal.error === 'clock') out.line(words.clock, 2)
    else if (refusal.why === 'unreachable' || refusal.why === 'timeout') out.line(words.reachLater, 2)
  }
  if (grant !== null) {
    out.line()
    const user = claims?.user ?? result.address
    out.line(out.style('bold', result.flow === 'app' ? words.signedInApp(grant.clientId) : words.signedIn(visible(user))))
    if (grant.expires !== null)
      out.line(out.style('dim', (result.renews ? words.expires : words.expiresFor)(moment(text.locale, grant.expires))))
    if (!result.renews) out.line(out.style('yellow', words.noRefresh))
    out.line(out.style('dim', result.kept ? words.kept(grant.id) : words.keptNot))
    if (result.provider?.family === 'google') out.line(out.style('yellow', words.testingTrap))
  }
  if (proof !== null) renderProof(out, text, proof)
  if (grant !== null && proof === null) out.line(out.style('dim', words.proofNotRun))
  if (troubles.length > 0) {
    heading(out, words.tokenHeading)
    for (const { fault, has, needs } of troubles) out.line(`${out.style('red', '✗')} ${words.trouble[fault](visible(has), needs)}`, 2, 4)
  }
  if (judged === null) return
  const holes = { provider: result.provider?.name ?? result.at, client: null, protocol: null, host: null }
  renderDiagnosis(out, text, judged.diagnosis, await causeWords(lang, holes))
  if (judged.guide !== null) renderGuide(out, text, judged.guide)
}

function renderProof(out: Terminal, text: Text, { lines }: NonNullable<LoginResult['proof']>): void {
  const words = text.login
  heading(out, words.proofHeading)
  for (const { protocol, endpoint, user, works, outcome, words: said } of lines) {
    const name = text.protocol[protocol].padEnd(16, '\u00a0')
    const mark = works ? out.style('green', '✓') : endpoint === null ? out.style('dim', '–') : out.style('red', '✗')
    const place = endpoint === null ? '' : `${endpoint.host}:${endpoint.port}`
    const what = works
      ? words.proof[protocol]
      : endpoint === null
        ? words.proof.none
        : outcome === 'sign-in-refused'
          ? words.proof.refused
          : outcome === 'mailbox-refused'
            ? words.proof.shut
            : words.proof.failed
    const as = user === undefined || endpoint === null ? '' : out.style('dim', ` (${words.proof.as(user)})`)
    out.line(`${mark} ${out.style('bold', name)} ${[place, what].filter((part) => part !== '').join('  ')}${as}`, 2, 21)
    if (said !== undefined) out.line(out.style('dim', words.said(visible(said))), 4, 5)
  }
  const tried = lines.filter(({ endpoint }) => endpoint !== null)
  const names = (good: boolean) => tried.filter(({ works }) => works === good).map(({ protocol }) => text.protocol[protocol])
  const [good, bad] = [names(true), names(false)]
  out.line()
  if (tried.length === 0) out.line(words.proofNotRun, 2)
  else if (bad.length === 0) out.line(out.style(['bold', 'green'], words.allWorks), 2)
  else out.line(out.style(['bold', 'red'], good.length === 0 ? words.nothingWorks : words.someWork(good.join(', '), bad.join(', '))), 2)
}

function timeOf(text: Text, iso: string): string {
  return new Intl.DateTimeFormat(text.locale, { timeStyle: 'short' }).format(new Date(iso))
}
