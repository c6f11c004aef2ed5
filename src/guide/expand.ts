// A procedure's lines become steps: conditions are judged, tasks replaced by the most specific text that does them, holes filled.

import type { GuideStep } from '../model/guide.ts'
import type { Condition, Procedure, ProcedureStep } from '../model/knowledge.ts'
import { chooseTask } from './choose.ts'
import { holds } from './holds.ts'
import { fill, fillAll, type Holes } from './holes.ts'
import { appPasswordIsUseless, typedSecretsAreUseless } from './policy.ts'
import type { Subject } from './subject.ts'

/** A task may call a task that calls a task; deeper is a loop. */
const DEPTH = 3

export interface Expanded {
  readonly steps: readonly GuideStep[]
  /** Every text that was used, the procedure itself first. */
  readonly used: readonly Procedure[]
}

export function expand(procedures: readonly Procedure[], start: Procedure, subject: Subject, holes: Holes): Expanded {
  const used: Procedure[] = []
  const steps: GuideStep[] = []
  const walk = (text: Procedure, depth: number, inside?: string): void => {
    used.push(text)
    for (const line of text.steps) {
      if (line.when && !isKept(line.when, line.sure === true, subject)) continue
      if ('do' in line) {
        const step = filledStep(line, holes)
        if (step) steps.push(inside === undefined ? step : tagged(step, inside))
        continue
      }
      // Guard: the task is not even looked up where its result opens nothing.
      if (line.task === 'create-app-password' && appPasswordIsUseless(subject.provider, subject.protocol, subject.date)) continue
      const task = depth < DEPTH ? chooseTask(procedures, subject, workableTask(line.task, subject)) : null
      if (!task || used.includes(task)) continue
      const before = steps.length
      walk(task, depth + 1, inside ?? line.task)
      // What one sees after the whole task is seen after its last step.
      const see = line.see === undefined ? null : fill(line.see, holes)
      const last = steps.at(-1)
      if (see !== null && last !== undefined && steps.length > before)
        steps[steps.length - 1] = last.task === undefined ? { ...last, see } : tagged({ ...last, see }, last.task)
    }
  }
  walk(start, 0)
  return { steps, used }
}

/** Seen by programs that ask for it, and by nobody who prints a guide. */
function tagged(step: GuideStep, task: string): GuideStep {
  return Object.defineProperty({ ...step }, 'task', { value: task, enumerable: false })
}

/** What nobody knows keeps a step, unless the step is for those alone of whom it is known. */
function isKept(when: Condition, sure: boolean, { facts }: Subject): boolean {
  const truth = holds(when, facts)
  return sure ? truth === 'yes' : truth !== 'no'
}

/** Nobody is told to type a password where the server takes none. */
function workableTask(task: string, { provider, protocol, date }: Subject): string {
  return task === 'enter-password' && typedSecretsAreUseless(provider, protocol, date) ? 'sign-in-again' : task
}

function filledStep(line: Extract<ProcedureStep, { do: string }>, holes: Holes): GuideStep | null {
  const text = fill(line.do, holes)
  if (text === null) return null
  const see = line.see === undefined ? null : fill(line.see, holes)
  const copy = fillAll((line.copy ?? []).map(quoted), holes).map((text) => text.slice(1, -1))
  return { do: text, ...(see !== null && { see }), ...(copy.length > 0 && { copy }) }
}

/** As it stands in the step, so that it is filled alike. */
function quoted(text: string): string {
  return `\`${text}\``
}
