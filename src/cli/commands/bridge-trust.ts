// `sesame bridge trust`: the bridge's own authority, how each system is made to trust it, and how to take the trust away.

import { writeFile } from 'node:fs/promises'
import { EXIT, SesameError } from '../../model/errors.ts'
import { bridgeTrust, type TrustedAuthority } from '../../sesame.ts'
import { TRUST_SYSTEMS, type TrustSystem } from '../../text/bridge-trust-en.ts'
import { bridgeDoors } from '../bridge-doors.ts'
import { bridgeRequest } from '../bridge-flags.ts'
import { saysYes } from '../person.ts'
import { field } from '../render/fields.ts'
import { heading } from '../render/heading.ts'
import { type CommandRun, type Invocation, stringOption } from '../spec.ts'

const USUAL_FILE = 'sesame-bridge.crt'

export const run: CommandRun = async (invocation) => {
  const { options, text, json, out } = invocation
  const words = text.bridgeSetup.trust
  const renew = options.renew === true
  if (renew && !(await saysYes(invocation, words.confirmRenew, words.needsYes))) return EXIT.unsafe
  const authority = await bridgeTrust(bridgeRequest(invocation), { listeners: await bridgeDoors(invocation), renew })
  const file = stringOption(options, 'export')
  if (file !== undefined) await exportTo(file, authority)
  if (json) {
    const { der: _, ...shown } = authority
    out.write(`${JSON.stringify({ ...shown, file: file ?? null })}\n`)
    return EXIT.works
  }
  if (renew) out.line(`${words.renewed} ${words.restart}`)
  renderAuthority(invocation, authority)
  out.line()
  out.line(file === undefined ? words.exportFirst : words.exported(file))
  const system = stringOption(options, 'system') as TrustSystem | undefined
  for (const one of system === undefined ? TRUST_SYSTEMS : [system]) renderSystem(invocation, one, file ?? USUAL_FILE, authority.title)
  out.line()
  out.line(`${words.compare} ${words.menus}`)
  if (system === undefined) out.line(words.systemsNext)
  return EXIT.works
}

/** Readable by all, who may all see it. Throws `file-unwritable`. */
async function exportTo(file: string, { pem, der }: TrustedAuthority): Promise<void> {
  await writeFile(file, /\.(cer|der)$/i.test(file) ? der : pem).catch((error: NodeJS.ErrnoException) => {
    throw new SesameError('file-unwritable', { file, why: error.code ?? 'unknown' }, error)
  })
}

function renderAuthority({ out, text }: Invocation, { title, fingerprint, until, names }: TrustedAuthority): void {
  const words = text.bridgeSetup.trust
  out.line(words.notNeeded)
  heading(out, words.title)
  field(out, text, words.name, title)
  field(out, text, words.fingerprint, fingerprint)
  field(out, text, words.until, until)
  field(out, text, words.names, names.join(', '))
  out.line(words.why)
}

function renderSystem({ out, text }: Invocation, system: TrustSystem, file: string, title: string): void {
  const words = text.bridgeSetup.trust
  const steps = words.systems[system]
  heading(out, steps.title)
  for (const [at, step] of steps.trust(file, title).entries()) out.line(`${at + 1}. ${step}`, 2, 5)
  if (steps.note) out.line(steps.note, 2)
  out.line(`${words.forgetTitle}${text.known.colon}`, 2)
  for (const step of steps.forget(title)) out.line(`• ${step}`, 4, 6)
}
