// nothing-dead: every task is called, every text says something, every cause can be found, every fact that words give is read.

import { parentCause } from '../../model/cause.ts'
import { type Entry, type Fault, faultAt, faultIn, listed, nodes, type Rule, type World } from '../rule.ts'

export const nothingDead: Rule = {
  name: 'nothing-dead',
  why: 'What nothing leads to is not tested by anybody’s use, grows old unseen, and hides that something else is missing.',
  across: true,
  check: (world) => [...silentTexts(world), ...uncalledTasks(world), ...unfoundCauses(world), ...unreadWords(world)],
}

/** A reply or message that neither points to a cause nor gives a fact, and asks for nothing to stop. */
function* silentTexts(world: World): Generator<Fault> {
  const read = factsRead(world)
  for (const [folder, key] of [
    ['replies/', 'replies'],
    ['messages/', 'messages'],
  ] as const) {
    const named = new Set(read.get(key === 'replies' ? 'reply' : 'message'))
    for (const { file, path, data } of listed(world, folder, key)) {
      const says = isFull(data.points) || isFull(data.gives) || data.stop === true || named.has(String(data.id))
      if (!says) yield faultAt(file, [...path, 'id'], `"${data.id}" points to no cause and gives no fact, and no condition asks for it`)
    }
  }
}

function isFull(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
}

function* uncalledTasks(world: World): Generator<Fault> {
  const registering = world.draft.providers.map((provider) => provider.oauth?.registerTask)
  const called = new Set<string | undefined>([...world.calls.map((call) => call.task), ...registering])
  for (const { id, task, lang } of world.draft.procedures)
    if (task !== undefined && !called.has(task))
      yield faultIn(world, `tasks/${id}.${lang}.md`, ['task'], `no procedure calls the task "${task}"`)
}

function* unfoundCauses(world: World): Generator<Fault> {
  const pointed = new Set([...world.draft.replies, ...world.draft.messages].flatMap((text) => text.points.map((p) => p.cause as string)))
  for (const { id, evidence } of world.draft.causes)
    if (evidence.length === 0 && !pointed.has(id) && id !== 'other')
      yield faultIn(world, `causes/${id}.yaml`, ['evidence'], 'no evidence and no text leads to this cause')
  const finer = new Set(world.draft.causes.map((c) => c.id).filter((id) => id.includes('/')))
  for (const id of finer)
    if (!world.draft.causes.some((c) => c.id === parentCause(id)))
      yield faultIn(world, `causes/${id}.yaml`, [], `its parent ${parentCause(id)} is not written`)
}

/** Words give facts for somebody to read: a cause, a pointer, a question, a step. */
function* unreadWords(world: World): Generator<Fault> {
  const read = factsRead(world)
  // Read by the program itself, not by a condition.
  const inherent = new Set(['provider', 'client', 'client.version', 'protocol', 'account', 'date', 'host', 'port', 'security', 'secret'])
  for (const { file, path, data } of listed(world, 'words/', 'words')) {
    const given = Object.keys((data.gives as Entry | undefined) ?? {})
    for (const name of given)
      if (!read.has(name) && !inherent.has(name)) yield faultAt(file, [...path, 'gives', name], `nothing reads "${name}"`, 'key')
  }
}

/** Base names of facts that some condition reads, with the values it asks for. */
function factsRead({ files, draft }: World): ReadonlyMap<string, readonly string[]> {
  const read = new Map<string, string[]>()
  const note = (name: string, values: readonly unknown[]) => {
    const base = name.replace(/^(imap|pop3|smtp)\./, '')
    read.set(base, [...(read.get(base) ?? []), ...values.map(String)])
  }
  for (const { source } of files)
    for (const [path, node] of nodes(source.data)) {
      const name = path.at(-1)
      if (path.includes('when') && typeof name === 'string' && !['when', 'any', 'all', 'not'].includes(name)) note(name, [node].flat())
    }
  for (const { steps } of draft.procedures)
    for (const { when } of steps)
      for (const [path, node] of nodes(when)) if (path.at(-2) === 'facts') note(String(path.at(-1)), [node].flat())
  return read
}
