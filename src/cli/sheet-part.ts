// `sesame sheet device|factor|secret ACTION ADDRESS NAME`: one command for things that are put on a sheet and taken from it by name.

import { EXIT, SesameError } from '../model/errors.ts'
import { dropPart, type PartKind, putPart, type SheetView } from '../sesame.ts'
import { recordsRequest } from './records-request.ts'
import { renderSheet } from './render/sheet.ts'
import { type CommandRun, type Invocation, listOption, stringOption } from './spec.ts'

const ACTIONS = ['add', 'change', 'remove'] as const

/** `options`: of the command, by the name of the value that each sets. */
export function partCommand(part: PartKind, options: Readonly<Record<string, string>>): CommandRun {
  return async (invocation) => {
    const { text, json, out, err } = invocation
    const [action = '', sheet = '', name = ''] = invocation.args
    if (!ACTIONS.some((one) => one === action))
      throw new SesameError('option-invalid', { option: 'ACTION', value: action, allowed: ACTIONS.join(', ') })
    const request = { ...recordsRequest(invocation), sheet, part, name }
    const view: SheetView =
      action === 'remove'
        ? await dropPart(request)
        : await putPart({ ...request, values: valuesOf(invocation, options), mustBe: action === 'add' ? 'new' : 'there' })
    if (json) out.write(`${JSON.stringify(view)}\n`)
    else {
      err.line(out.style('green', text.records.changed(view.sheet.address, view.version)))
      await renderSheet(out, text, view)
    }
    return EXIT.works
  }
}

function valuesOf({ options }: Invocation, names: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(names).flatMap(([option, key]) => {
      const value = options[option]
      if (value === undefined || value === false) return []
      return [[key, Array.isArray(value) ? listOption(options, option) : stringOption(options, option)]]
    }),
  )
}
