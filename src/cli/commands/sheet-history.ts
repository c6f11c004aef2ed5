// `sesame sheet history`: who changed what, when; with --check, the proof that nobody changed the history.

import { EXIT } from '../../model/errors.ts'
import { type ChainCheck, checkHistory, recordHistory } from '../../sesame.ts'
import { numberOption } from '../number-option.ts'
import { recordsRequest } from '../records-request.ts'
import type { CommandRun, Invocation } from '../spec.ts'

export const run: CommandRun = async (invocation) => {
  const { args, text, json, out, options } = invocation
  const request = recordsRequest({ options })
  if (options.check === true) {
    const check = await checkHistory({ ...request, expected: args[0] })
    if (json) out.write(`${JSON.stringify(check)}\n`)
    else showCheck(invocation, check)
    return check.intact ? EXIT.works : EXIT.fault
  }
  const events = await recordHistory({ ...request, name: args[0], limit: numberOption(options, 'limit', 200, 1, 1_000_000) })
  if (json) out.write(`${JSON.stringify({ events })}\n`)
  else if (events.length === 0) out.line(text.records.history.none)
  else
    for (const { at, who, subject, what, changes } of events.toReversed()) {
      out.line(
        `${out.style('bold', at.slice(0, 16).replace('T', ' '))}\u00a0 ${who} · ${args[0] === undefined ? `${subject} · ` : ''}${text.records.history.kinds[what]}`,
        0,
        4,
      )
      for (const change of changes)
        out.line(
          `${out.style('dim', change.path)} ${shown(change.from)}${change.from === undefined ? '' : ' → '}${shown(change.to, change.from !== undefined)}`,
          4,
          6,
        )
    }
  return events.length > 0 ? EXIT.works : EXIT.unknown
}

/** A thing as its values, without the marks of JSON. */
function shown(value: unknown, empty = false): string {
  if (value === undefined) return empty ? '–' : ''
  if (Array.isArray(value)) return value.map((one) => shown(one)).join(', ') || '–'
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([key, one]) => `${key} ${shown(one)}`)
      .join(', ')
  return String(value)
}

function showCheck({ out, text }: Invocation, { intact, events, head, faults, expected }: ChainCheck): void {
  const { history } = text.records
  if (faults.length === 0) out.line(out.style('green', history.intact(events)))
  else {
    out.line(out.style('red', history.broken))
    for (const fault of faults.slice(0, 50))
      out.line(fault.kind === 'event' ? history.event(fault.seq ?? 0, fault.subject) : history.state(fault.subject), 2)
  }
  if (expected !== null) out.line(out.style(expected.found ? 'green' : 'red', history.expected(expected.found)))
  if (intact && head !== null) out.line(history.head(head))
}
