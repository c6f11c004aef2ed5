// `sesame collect add FROM --into TO`: opens both mailboxes, keeps what was asked for, and says how it will go.

import { EXIT, SesameError } from '../../model/errors.ts'
import { addNewCollection } from '../../sesame.ts'
import { collectRequest } from '../collect-flags.ts'
import { numberOption } from '../number-option.ts'
import { type CommandRun, stringOption } from '../spec.ts'

const DAY = 1_440

export const run: CommandRun = async (invocation) => {
  const { args, options, text, json, out } = invocation
  const into = stringOption(options, 'into')
  if (into === undefined) throw new SesameError('option-invalid', { option: '--into', value: '', allowed: 'NAME@DOMAIN' })
  const [leave, remove, after] = [options.leave === true, options.remove === true, stringOption(options, 'after')]
  if (remove && leave) throw new SesameError('option-invalid', { option: '--leave', value: '--remove', allowed: '--leave | --remove' })
  if (after !== undefined && !remove)
    throw new SesameError('option-invalid', { option: '--after', value: after, allowed: '--remove --after DAYS' })
  const every = numberOption(options, 'every', 0, 1, DAY)
  const added = await addNewCollection(collectRequest(invocation), {
    ...{ from: args[0] as string, into, name: stringOption(options, 'label'), folder: stringOption(options, 'folder') },
    protocol: stringOption(options, 'protocol') as 'imap' | 'pop3' | undefined,
    ...{ junk: options.junk === true, keepFlags: options['keep-flags'] === true, every: every === 0 ? undefined : every },
    removeAfterDays: remove ? numberOption(options, 'after', 0, 0, 3_650) : null,
  })
  if (json) {
    out.write(`${JSON.stringify({ ...added, exit: EXIT.works })}\n`)
    return EXIT.works
  }
  const words = text.collect
  const { collection, waiting, junk, pollMinutes } = added
  const folder = collection.folder.join('/')
  out.line(
    out.style('green', words.added(collection.from, collection.into, /^inbox$/i.test(folder) ? words.inbox : words.intoFolder(folder))),
  )
  out.line(words.seen(waiting), 2)
  const slower = pollMinutes !== null && collection.every !== null && collection.every < pollMinutes
  const often = words.every(slower ? pollMinutes : collection.every)
  out.line(collection.protocol === 'imap' ? words.byImap(often) : words.byPop(often), 2)
  if (collection.protocol === 'pop3') out.line(words.popInstead, 2)
  if (slower) out.line(out.style('yellow', words.slower(pollMinutes)), 2)
  if (junk) out.line(words.junk, 2)
  else if (collection.junk) out.line(out.style('yellow', words.noJunk), 2)
  out.line(collection.removeAfterDays === null ? words.willLeave : words.willRemove(collection.into, collection.removeAfterDays), 2)
  out.line(collection.keepFlags ? words.keepFlags : words.unseen, 2)
  out.line()
  out.line(words.startIt)
  return EXIT.works
}
