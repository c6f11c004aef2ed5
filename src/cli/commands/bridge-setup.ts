// `sesame bridge setup NAME`: what the device or its program is set up with, shown or written.

import { renderUnicodeCompact } from 'uqr'
import { EXIT } from '../../model/errors.ts'
import { bridgeSetup, type DeviceSetup, type SetupFormat } from '../../sesame.ts'
import { bridgeDoors } from '../bridge-doors.ts'
import { bridgeRequest } from '../bridge-flags.ts'
import { field } from '../render/fields.ts'
import { heading } from '../render/heading.ts'
import { type CommandRun, type Invocation, stringOption } from '../spec.ts'

export const run: CommandRun = async (invocation) => {
  const { args, options, lang, text, json, out } = invocation
  const words = text.bridgeSetup.setup
  const format = (stringOption(options, 'format') ?? 'card') as SetupFormat
  const file = stringOption(options, 'out')
  const sign = format === 'mobileconfig' ? stringOption(options, 'sign') : undefined
  const made = await bridgeSetup(bridgeRequest(invocation), {
    device: args[0] as string,
    format,
    lang,
    listeners: await bridgeDoors(invocation),
    host: stringOption(options, 'host'),
    secure: options.secure === true,
    renew: options.renew === true,
    sign,
    file,
  })
  if (json) out.write(`${JSON.stringify(asJson(made, format, file))}\n`)
  else if (file !== undefined) out.line(words.written(file))
  else if (format === 'card' && out.interactive) renderCard(invocation, made)
  else process.stdout.write(made.bytes)
  if (json) return EXIT.works
  if (options.qr === true) drawQr(invocation, made)
  say(invocation, made, format, sign !== undefined)
  return EXIT.works
}

/** What the person should know beside the file. */
function say({ options, text, err }: Invocation, { setup, secret, missing }: DeviceSetup, format: SetupFormat, signed: boolean): void {
  const words = text.bridgeSetup.setup
  if (options.renew === true) err.line(words.renewed)
  if (secret && stringOption(options, 'out') !== undefined) err.line(err.style('yellow', words.holdsPassword))
  else if (!secret && format !== 'autoconfig') err.line(words.needsPassword)
  if (format === 'mobileconfig') err.line(signed ? words.signed : words.unsigned)
  if (setup.authority && ['msmtp', 'mbsync', 'fetchmail', 'neomutt', 'env'].includes(format))
    err.line(words.authorityFile(setup.authority.file))
  if (missing.length > 0) err.line(err.style('yellow', words.missing(missing.join(', '))))
}

function renderCard({ out, text }: Invocation, { card }: DeviceSetup): void {
  const { title, parts, notes } = card
  out.line(out.style('bold', title))
  for (const part of parts) {
    heading(out, part.title)
    for (const { label, value } of part.rows) field(out, text, label, value)
  }
  out.line()
  for (const note of notes) out.line(note)
}

/** Not at all where it would be cut. */
function drawQr({ out, err, text }: Invocation, { shortText, secret }: DeviceSetup): void {
  const drawn = renderUnicodeCompact(shortText, { border: 1, ecc: 'L' })
  const lines = drawn.split('\n')
  if (lines.some((line) => [...line].length > out.width)) return
  out.write(`\n${lines.join('\n')}\n`)
  err.line(text.bridgeSetup.setup.qr)
  if (secret) err.line(err.style('yellow', text.bridgeSetup.setup.qrPassword))
}

function asJson({ setup, bytes, secret, missing }: DeviceSetup, format: SetupFormat, file: string | undefined) {
  const { device, address, servers, authority } = setup
  const text = bytes.toString('utf8')
  const content =
    file !== undefined ? {} : Buffer.from(text).equals(bytes) ? { content: text } : { contentBase64: bytes.toString('base64') }
  return {
    device,
    address,
    format,
    servers,
    missing,
    file: file ?? null,
    holdsPassword: secret,
    authority: authority?.title ?? null,
    ...content,
  }
}
