// `sesame duplicates ADDRESS`: exact duplicates, listed; removed only on request, after a yes.

import { EXIT } from '../../model/errors.ts'
import { type DuplicatesTold, type DuplicatesUseRequest, duplicates } from '../../sesame.ts'
import { compareTeller } from '../compare-teller.ts'
import { numberOption } from '../number-option.ts'
import { saysYes } from '../person.ts'
import { heading } from '../render/heading.ts'
import { sideRequest } from '../side-request.ts'
import { type CommandRun, type Invocation, stringOption } from '../spec.ts'

const SHOWN = 20

export const run: CommandRun = async (invocation) => {
  const { args, options, json, out, text } = invocation
  const { room, given } = await sideRequest(invocation, 1)
  const words = text.compare.duplicatesOf
  const teller = compareTeller(invocation)
  const request: DuplicatesUseRequest = {
    ...{ room, address: args[0] ?? '', given: given[0] ?? {}, across: options.across === true },
    connections: Math.round(numberOption(options, 'connections', 4, 1, 50)),
    list: stringOption(options, 'list'),
    ...(options.remove === true && {
      remove: async (found, list) => {
        teller.end()
        if (!json)
          renderGroups(
            invocation,
            [...firstOf(found.each())].map(({ folder, ...group }) => ({ ...group, folder: folder.name })),
            found.groups,
          )
        if (!json) invocation.err.line(words.listWritten(list))
        return saysYes(invocation, words.question(found.extra, text.compare.bytes(found.bytes)), words.needsYes)
      },
    }),
  }
  const told = await duplicates(request, teller.tell).finally(teller.end)
  if (json) out.write(`${JSON.stringify(told)}\n`)
  else render(invocation, told)
  if (told.untold.length > 0) return EXIT.unknown
  if (told.removed !== null) return told.removed.refused === undefined && told.removed.left === 0 ? EXIT.works : EXIT.fault
  if (options.remove === true && told.gmail && told.groups > 0) return EXIT.unsafe
  return told.groups > 0 ? EXIT.fault : EXIT.works
}

function render(invocation: Invocation, told: DuplicatesTold): void {
  const { out, text, options } = invocation
  const words = text.compare.duplicatesOf
  const { groups, extra, bytes, across, gmail, label, removed, list } = told
  if (groups === 0) out.line(words.none(label))
  else {
    // Before the question it was shown already.
    if (list === null) renderGroups(invocation, told.shown, groups)
    heading(out, words.found(groups, extra, text.compare.bytes(bytes)))
  }
  if (gmail && groups > 0) out.line(words.gmail)
  if (across > 0) {
    out.line(words.across(across))
    for (const one of told.shownAcross.slice(0, SHOWN))
      out.line(`${one.subject || text.compare.noSubject}: ${one.folders.join(', ')}`, 4, 6)
    if (across > SHOWN) out.line(text.compare.andMore(across - SHOWN), 4)
  }
  for (const { folder, messages, why } of told.untold) out.line(out.style('yellow', text.compare.untold(folder, messages, why)))
  if (removed !== null) {
    out.line(words.removed(removed.messages, text.compare.bytes(removed.bytes)))
    if (removed.left > 0) out.line(out.style('yellow', words.kept(removed.left)))
    if (removed.refused !== undefined) out.line(out.style('red', words.refused(removed.refused)))
  } else if (groups > 0 && options.remove !== true) out.line(words.onlyLook)
}

function renderGroups({ out, text }: Invocation, shown: DuplicatesTold['shown'], groups: number): void {
  const words = text.compare.duplicatesOf
  for (const { folder, subject, messageId, keep, extra, size, date } of shown.slice(0, SHOWN)) {
    out.line(out.style('bold', subject || messageId || text.compare.noSubject))
    out.line(out.style('dim', [folder, date, text.compare.bytes(size)].filter((part) => part).join(' · ')), 2)
    out.line(`${words.keep(keep)}; ${words.extra(extra.join(', '), extra.length)}`, 2)
  }
  if (groups > SHOWN) out.line(text.compare.andMore(groups - SHOWN))
}

function* firstOf<T>(all: Iterable<T>): Generator<T> {
  let n = 0
  for (const one of all) {
    if (n++ >= SHOWN) return
    yield one
  }
}
