// `sesame transfers`: those that were begun here, how far each is, and the command that takes it up again.

import { EXIT, SesameError } from '../../model/errors.ts'
import { forgetTransfer, type KnownTransfer, listTransfers } from '../../sesame.ts'
import { numberIn } from '../../text/amounts.ts'
import { moment } from '../../text/moment.ts'
import { saysYes } from '../person.ts'
import { shellWords } from '../same-command.ts'
import { type CommandRun, type Invocation, stringOption } from '../spec.ts'

export const run: CommandRun = async (invocation) => {
  const { args, options, text, json, out } = invocation
  const request = { data: stringOption(options, 'data'), env: process.env }
  const words = text.transfer.list
  const [id] = args
  if (options.forget === true) {
    if (id === undefined) throw new SesameError('option-invalid', { option: 'ID', value: '', allowed: 'sesame transfers' })
    // Asked of one that exists.
    await listTransfers(request, id)
    if (!(await saysYes(invocation, words.forgetQuestion(id), words.needsYes))) return EXIT.unsafe
    const gone = await forgetTransfer(request, id)
    if (json) out.write(`${JSON.stringify({ forgotten: gone.id })}\n`)
    else out.line(words.forgotten(gone.id))
    return EXIT.works
  }
  const transfers = await listTransfers(request, id)
  if (json) out.write(`${JSON.stringify({ transfers })}\n`)
  else if (transfers.length === 0) out.line(words.none)
  else for (const one of transfers) show(invocation, one)
  return EXIT.works
}

function show({ out, text, lang }: Invocation, one: KnownTransfer): void {
  const words = text.transfer.list
  const state = one.running ? words.state.running : one.ended === null ? words.state.open : words.state[one.ended]
  const waiting = one.states.waiting ?? 0
  const left = waiting > 0 ? `, ${words.missing(text.transfer.messages(numberIn(lang, waiting)))}` : ''
  const colour = one.ended === 'complete' && !one.running ? 'green' : 'yellow'
  out.line(`${out.style('bold', one.id)} ${words.kind[one.kind]}: ${one.from} → ${one.to}`, 0, 2)
  out.line(`${out.style(colour, state)}${left} · ${moment(one.last, lang === 'fr' ? 'fr-FR' : 'en-GB')}`, 2)
  out.line(out.style('dim', `sesame ${shellWords(one.command)}`), 2, 4)
}
