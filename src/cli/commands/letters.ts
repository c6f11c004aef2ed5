// `sesame letters`: what can be sent to whom; with an id, that letter alone, ready to be copied or piped into a mail program.

import { EXIT, SesameError } from '../../model/errors.ts'
import { letter, listLetters } from '../../sesame.ts'
import { nearest } from '../nearest.ts'
import { heading } from '../render/heading.ts'
import { type CommandRun, stringOption } from '../spec.ts'
import { harmless } from '../terminal.ts'

export const run: CommandRun = async ({ args, options, text, json, out, lang }) => {
  const request = {
    lang,
    provider: stringOption(options, 'provider'),
    app: stringOption(options, 'app'),
    address: stringOption(options, 'address'),
    now: stringOption(options, 'on'),
  }
  const list = await listLetters(request)
  const [id] = args
  if (id === undefined) {
    if (json) out.write(`${JSON.stringify({ letters: list })}\n`)
    else {
      let to: string | undefined
      for (const one of list) {
        if (one.to !== to) heading(out, text.letters.to[one.to])
        to = one.to
        const before = one.deadline === undefined ? '' : `  ${out.style('yellow', text.letters.before(one.deadline))}`
        out.line(`${one.id}${before}  ${out.style('dim', one.subject)}`, 2, 4)
      }
      out.line()
      out.line(out.style('dim', text.letters.how), 2)
    }
    return list.length > 0 ? EXIT.works : EXIT.unknown
  }
  const found = await letter(id, request).catch((e: unknown) => {
    if (!(e instanceof SesameError) || e.code !== 'nothing-found') throw e
    const near = nearest(
      id,
      list.map((one) => one.id),
    )
    throw new SesameError('nothing-found', { text: id, near, list: 'letters' })
  })
  // Nothing but the letter, as it is: it is copied or piped.
  out.write(json ? `${JSON.stringify(found)}\n` : harmless(`${found.text}\n`))
  return EXIT.works
}
