// ids-known: every provider, family, app, reply, message, task and finer cause that a file names exists.

import { type Reference, references } from '../references.ts'
import { type Fault, faultAt, faultIn, type Rule, type World } from '../rule.ts'

export const idsKnown: Rule = {
  name: 'ids-known',
  why: 'A name that nothing answers to makes a condition that never holds, or a step that is left out, without a word.',
  builds: true,
  across: true,
  check: (world) => [...namesInFiles(world), ...calledTasks(world), ...registerTasks(world)],
}

function namesInFiles({ draft, files, complete }: World): Fault[] {
  const known: Record<Reference['kind'], ReadonlySet<string>> = {
    provider: new Set(draft.providers.map((p) => p.id)),
    family: new Set(draft.providers.map((p) => p.family)),
    client: new Set(draft.clients.map((c) => c.id)),
    reply: new Set(draft.replies.map((r) => r.id)),
    message: new Set(draft.messages.map((m) => m.id)),
    cause: new Set(draft.causes.map((c) => c.id)),
  }
  return files.flatMap((file) =>
    references(file.source.data, file.path)
      .filter(({ kind, id }) => !known[kind].has(id) && (kind !== 'cause' || complete))
      .map((ref) => faultAt(file, ref.path, `no ${ref.kind} is called "${ref.id}"`)),
  )
}

function calledTasks({ draft, calls }: World): Fault[] {
  return calls
    .filter((call) => !draft.procedures.some((p) => p.task === call.task))
    .map(({ task, ...at }) => ({ ...at, message: `no task is called "${task}"` }))
}

function registerTasks(world: World): Fault[] {
  return world.draft.providers.flatMap(({ id, oauth }) => {
    const task = oauth?.registerTask
    if (task === undefined || world.draft.procedures.some((p) => p.task === task)) return []
    return [faultIn(world, `providers/${id}.yaml`, ['oauth', 'registerTask'], `no task is called "${task}"`)]
  })
}
