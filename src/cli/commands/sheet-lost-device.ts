// `sesame sheet lost-device`: one guided run that shuts a device out of every mailbox; each answer is kept at once, so that it can be stopped anywhere.

import { EXIT } from '../../model/errors.ts'
import { type ChecklistItem, type KeptChecklist, type LostDevice, lostDevice, markItems } from '../../sesame.ts'
import { recordsRequest } from '../records-request.ts'
import { renderChecklist } from '../render/checklist.ts'
import { heading } from '../render/heading.ts'
import { type CommandRun, type Invocation, stringOption } from '../spec.ts'

export const run: CommandRun = async (invocation) => {
  const { args, options, json, out, err, text, lang } = invocation
  const [first = '', second] = args
  // ADDRESS DEVICE is understood as well as DEVICE ADDRESS.
  const [device, sheet] = second !== undefined && first.includes('@') && !second.includes('@') ? [second, first] : [first, second]
  const lost = await lostDevice({ ...recordsRequest(invocation), device, sheet, lang, owner: stringOption(options, 'owner') })
  const { lost: words } = text.records
  if (json) {
    out.write(`${JSON.stringify(lost)}\n`)
    return exitOf(lost.checklist)
  }
  err.line(lost.resumed ? words.resumed : words.found(lost.device, lost.sheets.length))
  if (!lost.passwordChange) err.line(words.noPasswordChange)
  const guided = out.interactive && process.stdin.isTTY === true && options.list !== true
  const after = guided ? await guide(invocation, lost) : lost.checklist
  if (guided) heading(out, words.report)
  renderChecklist(out, text, after)
  return exitOf(after)
}

const exitOf = ({ checklist }: KeptChecklist): number => (checklist.items.some((item) => item.state === 'open') ? EXIT.fault : EXIT.works)

async function guide(invocation: Invocation, lost: LostDevice): Promise<KeptChecklist> {
  const { text, err } = invocation
  const { lost: words } = text.records
  const { isCancel, log, select } = await import('@clack/prompts')
  const open = lost.checklist.checklist.items.filter((item) => item.state === 'open')
  let list = lost.checklist
  for (const [i, item] of open.entries()) {
    log.step(`${words.ask(i + 1, open.length)}  ${detailsOf(item)}`)
    const answer = await select<'done' | 'later' | 'not-needed'>({
      message: item.text,
      showInstructions: false,
      options: [
        { value: 'done', label: words.done },
        { value: 'later', label: words.later },
        { value: 'not-needed', label: words.notNeeded },
      ],
    })
    if (isCancel(answer)) {
      err.line(words.stopped(`sesame sheet lost-device "${lost.device}"`))
      break
    }
    if (answer !== 'later')
      list = await markItems({ ...recordsRequest(invocation), id: list.checklist.id, items: [item.id], state: answer })
  }
  return list
}

const detailsOf = ({ why, url, command }: ChecklistItem): string => [why, url, command].filter((one) => one !== undefined).join('\n')
