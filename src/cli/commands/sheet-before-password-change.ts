// `sesame sheet before-password-change`: all that will stop, in the order in which to mend it, and the checklist to walk through.

import { EXIT } from '../../model/errors.ts'
import { type BeforePasswordChange, beforePasswordChange } from '../../sesame.ts'
import { recordsRequest } from '../records-request.ts'
import { renderChecklist } from '../render/checklist.ts'
import { heading } from '../render/heading.ts'
import { type CommandRun, type Invocation, stringOption } from '../spec.ts'

export const run: CommandRun = async (invocation) => {
  const { args, options, json, out, lang } = invocation
  const change = await beforePasswordChange({
    ...{ ...recordsRequest(invocation), name: args[0] ?? '', lang, checklist: options.checklist === true },
    ...{ owner: stringOption(options, 'owner'), due: stringOption(options, 'due') },
  })
  if (json) out.write(`${JSON.stringify(change)}\n`)
  else show(invocation, change)
  return EXIT.works
}

function show({ out, text }: Invocation, change: BeforePasswordChange): void {
  const { passwordChange: words, signIn, appPassword } = text.records
  const { address } = change.view.sheet
  out.line(out.style('bold', words.title(address)))
  out.line(words.appPasswords[change.appPasswords](change.dying.length), 2)
  for (const one of change.dying) out.line(`• ${one.label}${one.device === one.label ? '' : ` (${one.device})`}`, 4, 6)
  if (change.appPasswordPage !== null && change.dying.length > 0)
    out.line(appPassword.where([change.appPasswordPage.path, change.appPasswordPage.url].filter(Boolean).join(' · ')), 4, 6)
  if (change.devices.some((one) => one.device.signIn === 'oauth')) out.line(words.signIns[change.signIns], 2)
  const stopped = change.devices.filter((one) => one.stops !== 'no')
  const going = change.devices.filter((one) => one.stops === 'no')
  if (change.devices.length === 0) out.line(words.nothing, 2)
  if (stopped.length > 0) heading(out, words.order)
  for (const [i, { device, stops, mend, triesByItself }] of stopped.entries()) {
    const name = device.app === undefined ? device.device : `${device.device} · ${device.app}`
    out.line(
      `${i + 1}. ${out.style('bold', name)}${text.known.colon} ${words.mend[mend]}${stops === 'perhaps' ? ` (${words.perhaps})` : ''}`,
      2,
      5,
    )
    if (triesByItself) out.line(out.style('yellow', words.first), 5)
  }
  if (going.length > 0) heading(out, words.goesOn)
  for (const { device } of going) out.line(`• ${device.device} (${signIn[device.signIn]})`, 2, 4)
  out.line()
  if (change.checklist === null) out.line(words.offer(address), 2)
  else {
    renderChecklist(out, text, change.checklist)
    out.line(words.walk(change.checklist.checklist.id), 2)
  }
}
