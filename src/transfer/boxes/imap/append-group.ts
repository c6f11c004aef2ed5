// Messages on their way into one folder: one command for all where the server takes groups (RFC 3502), one for each, close behind the other, where it does not.

import type { SesameError } from '../../../model/errors.ts'
import type { AppendAnswer, AppendCommand, AppendLine } from '../../../wire/imap-append.ts'
import { expandUidSet } from '../../../wire/imap-bodies.ts'
import type { Appended, AppendGroup, NewMessage } from '../../shapes.ts'
import { type FlagRoom, flagsFor } from './flags.ts'
import { brokenLine, refusalOf } from './refusal.ts'

/** RFC 9051 §9, date-time; the day may have one digit at servers that know no better. */
const DATE = /^ ?(\d{1,2})(-[A-Z][a-z]{2}-\d{4} \d{2}:\d{2}:\d{2} [+-]\d{4})$/

export function appendGroup(line: AppendLine, name: string | Buffer, groups: boolean, room: FlagRoom | undefined): AppendGroup {
  const lost: (readonly string[])[] = []
  const answers: Promise<AppendAnswer>[] = []
  let command: AppendCommand | undefined
  return {
    begin({ size, flags, date }: NewMessage) {
      command ??= line.command(name)
      const fit = flagsFor(flags, room)
      lost.push(fit.lost)
      command.begin({ size, flags: fit.kept, date: fixedDate(date) })
    },
    data: (chunk) => command!.data(chunk),
    end() {
      command!.end()
      if (groups) return
      answers.push(command!.finish())
      command = undefined
    },
    ready: () => line.ready(),
    async finish() {
      if (lost.length === 0) return []
      if (!groups) {
        // Begun and never ended: the line is cut, so that it is never kept.
        if (command) answers.push(command.finish())
        const given = await Promise.all(answers)
        return given.flatMap((answer, i) => outcomes(answer, [lost[i]!], line))
      }
      return outcomes(await command!.finish(), lost, line)
    },
  }
}

/** One outcome for each message of a command. */
function outcomes(answer: AppendAnswer, lost: readonly (readonly string[])[], line: AppendLine): readonly Appended[] {
  if ('broken' in answer) {
    const refusal = brokenLine(line.bye ?? saidOf(answer.broken))
    return lost.map(() => ({ ok: false, refusal, group: false }))
  }
  const { reply } = answer
  if (!reply.ok) {
    const refusal = refusalOf(reply, 'append')
    return lost.map(() => ({ ok: false, refusal, group: lost.length > 1 }))
  }
  // RFC 4315 §3: APPENDUID uidvalidity uid-set, in the order of the messages.
  const told = reply.code === 'APPENDUID' ? /^(\d{1,10}) ([\d,:]+)$/.exec(reply.argument ?? '') : null
  const uids = told && expandUidSet(told[2]!, lost.length + 1)
  const sure = uids?.length === lost.length ? uids : undefined
  return lost.map((flagsLost, i) => ({
    ok: true,
    ...(sure && { uid: sure[i]!, uidValidity: Number(told![1]) }),
    ...(flagsLost.length > 0 && { flagsLost }),
  }))
}

function saidOf(error: SesameError): string {
  return error.code
}

/** What is no date of the grammar is left out: the server would refuse the message for it. */
function fixedDate(date: string | null): string | null {
  const match = date === null ? null : DATE.exec(date)
  return match ? match[1]!.padStart(2, ' ') + match[2]! : null
}
