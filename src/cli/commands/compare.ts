// `sesame compare A B`: did everything arrive?

import { EXIT } from '../../model/errors.ts'
import { type CompareUseRequest, compareMailboxes, comparisonWords, version } from '../../sesame.ts'
import { compareTeller } from '../compare-teller.ts'
import { rulesOf } from '../move-command.ts'
import { numberOption } from '../number-option.ts'
import { renderComparison } from '../render/comparison.ts'
import { sideRequest } from '../side-request.ts'
import { type CommandRun, stringOption } from '../spec.ts'

export const VERDICT_EXIT = { same: EXIT.works, different: EXIT.fault, untold: EXIT.unknown } as const

export const run: CommandRun = async (invocation) => {
  const { args, options, text, json, out } = invocation
  const [from = '', to = ''] = args
  const rules = rulesOf(invocation)
  const { room, given } = await sideRequest(invocation, 2)
  const seed = stringOption(options, 'seed')
  const count = stringOption(options, 'sample') === undefined ? undefined : Math.round(numberOption(options, 'sample', 460, 1, 10_000_000))
  const request: CompareUseRequest = {
    ...{ room, from, to, keys: given, rules, accept: stringOption(options, 'accept'), version: version() },
    level: (stringOption(options, 'level') ?? 'full') as CompareUseRequest['level'],
    sample: { ...(count !== undefined && { count }), ...(seed !== undefined && { seed }) },
    connections: Math.round(numberOption(options, 'connections', 4, 1, 50)),
    report: stringOption(options, 'report'),
  }
  const teller = compareTeller(invocation)
  const compared = await compareMailboxes(request, teller.tell).finally(teller.end)
  const { summary, findings, findingsLeft, report } = compared
  if (json) out.write(`${JSON.stringify({ ...summary, findings, findingsLeft, report: report?.files ?? null })}\n`)
  else if (!(options.quiet === true && summary.verdict === 'same')) renderComparison(out, text, await comparisonWords(), compared)
  return VERDICT_EXIT[summary.verdict]
}
