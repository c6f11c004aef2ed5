// `sesame tidy ADDRESS`: what a mailbox has twice, a question, and the merging with its proof.

import { EXIT, SesameError } from '../../model/errors.ts'
import { type TidiedFolder, type TidyView, tidyMailbox } from '../../sesame.ts'
import { numberIn } from '../../text/amounts.ts'
import { personAt } from '../person.ts'
import { renderDoubles } from '../render/doubles.ts'
import { sideRequest } from '../side-request.ts'
import { type CommandRun, type Invocation, listOption } from '../spec.ts'

export const run: CommandRun = async (invocation) => {
  const { args, options, text, lang, json, out, err } = invocation
  const { room, given } = await sideRequest(invocation, 1)
  const isLive = err.interactive && !json
  let shown = ''
  const { view, tidied } = await tidyMailbox({
    room,
    mailbox: args[0] ?? '',
    ...given[0],
    rules: listOption(options, 'folder').map(ruleOf),
    merge: (view) => wants(invocation, view),
    mayRemove: async (folder) => {
      if (isLive) clear()
      return options.yes === true || (await says(invocation, text.tidy.removeQuestion(folder))) === true
    },
    onProgress: (folder, done, total) => {
      if (!isLive) return
      clear()
      shown = text.tidy.progress(folder, numberIn(lang, done), numberIn(lang, total))
      err.write(`\r${shown}`)
    },
  })
  if (isLive) clear()
  const remains = tidied.length === 0 ? view.doubles.length > 0 : tidied.some(({ left }) => left > 0)
  if (json) out.write(`${JSON.stringify({ ...view, tidied })}\n`)
  else {
    // On a terminal it was shown before the question.
    if (tidied.length === 0 && !asked(invocation, view)) renderDoubles(out, text, lang, view)
    for (const one of tidied) renderTidied(invocation, one)
    if (tidied.length === 0 && view.doubles.length > 0 && view.hindrance === null) out.line(text.tidy.dryRun)
    else if (remains && view.hindrance === null) out.line(text.tidy.again)
  }
  return remains || view.unclear.length > 0 ? EXIT.fault : EXIT.works

  function clear(): void {
    if (shown !== '') err.write(`\r${' '.repeat(shown.length)}\r`)
    shown = ''
  }
}

/** `Envoyés=Sent`, paths joined by `/`. */
function ruleOf(rule: string): { readonly from: readonly string[]; readonly to: readonly string[] } {
  const at = rule.indexOf('=')
  const [from, to] = [rule.slice(0, at), rule.slice(at + 1)].map((path) => path.split('/').filter((name) => name !== ''))
  if (at < 0 || from!.length === 0 || to!.length === 0)
    throw new SesameError('option-invalid', { option: '--folder', value: rule, allowed: 'Old=Sent' })
  return { from: from!, to: to! }
}

/** Somebody is asked, unless --yes answered already; without a terminal --merge alone is no yes. */
function asked(invocation: Invocation, view: TidyView): boolean {
  const { options, json } = invocation
  return !json && options.yes !== true && view.doubles.length > 0 && view.hindrance === null && personAt(invocation) !== null
}

async function wants(invocation: Invocation, view: TidyView): Promise<boolean> {
  const { options, json, out, err, text, lang } = invocation
  const merge = options.merge === true
  if (options.yes === true) {
    if (merge && !json) renderDoubles(out, text, lang, view)
    return merge
  }
  if (asked(invocation, view)) {
    renderDoubles(out, text, lang, view)
    return (await says(invocation, text.tidy.question)) === true
  }
  if (merge) err.line(text.tidy.needsYes)
  return false
}

async function says(invocation: Invocation, question: string): Promise<boolean | null> {
  const { text, json } = invocation
  const person = json ? null : personAt(invocation)
  return person === null ? null : text.vault.yes.test((await person.line(`${question} ${text.vault.yesNo}`)).trim())
}

function renderTidied({ out, text, lang }: Invocation, one: TidiedFolder): void {
  const { tidy } = text
  const n = (count: number) => numberIn(lang, count)
  if (one.moved > 0) out.line(`${out.style('green', '✓')} ${tidy.moved(n(one.moved), one.from, one.keep)}`, 0, 2)
  for (const [why, words] of Object.entries(tidy.stayed)) {
    const count = one.stayed.filter((message) => message.why === why).length
    if (count > 0) out.line(`${out.style('yellow', '!')} ${words(n(count))}`, 0, 2)
  }
  out.line(tidy.folder[one.folder](one.from, n(one.left), one.said ?? ''), 2, 2)
}
