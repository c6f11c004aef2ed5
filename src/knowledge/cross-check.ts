// Checks that no file can make alone: ids that exist, ids that are unique, both languages of a procedure, tasks that are written.

import { join } from 'node:path'
import { CAUSE_IDS, parentCause } from '../model/cause.ts'
import { LANGS } from '../model/lang.ts'
import type { Problem } from './problem.ts'
import type { Draft, Reading } from './read.ts'
import { type Reference, references } from './references.ts'

/** `complete`: also that every cause has its file, that each has a procedure, and that finer causes named somewhere are written. */
export function crossCheck(root: string, reading: Reading, complete: boolean): readonly Problem[] {
  const { draft } = reading
  return [
    ...duplicates(root, draft),
    ...missingTargets(reading, complete),
    ...reading.calls
      .filter((call) => !draft.procedures.some((p) => p.task === call.task))
      .map(({ task, ...at }) => ({ ...at, message: `no task is called "${task}"` })),
    ...nestedBases(root, draft),
    ...missingPairs(root, draft),
    ...(complete ? missingCauses(root, draft) : []),
  ]
}

/** Ids, provider slugs and domains belong to one thing each. */
function duplicates(root: string, draft: Draft): readonly Problem[] {
  const problems: Problem[] = []
  const unique = (kind: string, entries: readonly (readonly [string, string])[]) => {
    const owners = new Map<string, string>()
    for (const [key, file] of entries) {
      const owner = owners.get(key)
      if (owner !== undefined)
        problems.push({ file: join(root, file), line: 1, column: 1, message: `${kind} "${key}" is already in ${owner}` })
      owners.set(key, file)
    }
  }
  for (const kind of ['replies', 'messages', 'words', 'policies', 'filters'] as const)
    unique(
      'id',
      draft[kind].map((x) => [x.id, kind] as const),
    )
  const of = (id: string) => `providers/${id}.yaml`
  unique(
    'domain',
    draft.providers.flatMap((p) => p.domains.map((domain) => [domain, of(p.id)] as const)),
  )
  unique(
    'slug',
    draft.providers.flatMap((p) => [...new Set([p.id, ...p.slugs])].map((s) => [s, of(p.id)] as const)),
  )
  const client = (id: string) => `clients/${id}.yaml`
  unique(
    'name',
    draft.clients.flatMap((c) => [...new Set([c.id, ...c.names])].map((name) => [name, client(c.id)] as const)),
  )
  return problems
}

/** References to providers, families, clients, replies, messages and (when complete) finer causes that nothing answers to. */
function missingTargets(reading: Reading, complete: boolean): readonly Problem[] {
  const { draft } = reading
  const known: Record<Reference['kind'], ReadonlySet<string>> = {
    provider: new Set(draft.providers.map((p) => p.id)),
    family: new Set(draft.providers.map((p) => p.family)),
    client: new Set(draft.clients.map((c) => c.id)),
    reply: new Set(draft.replies.map((r) => r.id)),
    message: new Set(draft.messages.map((m) => m.id)),
    cause: new Set(draft.causes.map((c) => c.id)),
  }
  return reading.files.flatMap(({ path, source }) =>
    references(source.data, path)
      .filter(({ kind, id }) => !known[kind].has(id) && (kind !== 'cause' || complete))
      .map((ref) => ({ file: source.file, ...source.at(ref.path), message: `no ${ref.kind} is called "${ref.id}"` })),
  )
}

/** One step from the finer to the general: more would hide where a line comes from. */
function nestedBases(root: string, draft: Draft): readonly Problem[] {
  const bases = new Map(draft.clients.map((c) => [c.id, c.base]))
  return draft.clients
    .filter((c) => c.base !== undefined && bases.get(c.base) !== undefined)
    .map((c) => ({ file: join(root, `clients/${c.id}.yaml`), line: 1, column: 1, message: `its base "${c.base}" has a base itself` }))
}

function missingPairs(root: string, draft: Draft): readonly Problem[] {
  const have = new Set(draft.procedures.map((p) => `${p.task === undefined ? 'procedures' : 'tasks'}/${p.id}.${p.lang}.md`))
  return [...have].flatMap((file) =>
    LANGS.map((lang) => file.replace(/\.(en|fr)\.md$/, `.${lang}.md`))
      .filter((other) => !have.has(other))
      .map((other) => ({ file: join(root, file), line: 1, column: 1, message: `has no ${other} beside it that can be read` })),
  )
}

function missingCauses(root: string, draft: Draft): readonly Problem[] {
  const written = new Set<string>(draft.causes.map((c) => c.id))
  const mended = new Set<string>(draft.procedures.flatMap((p) => (p.cause === undefined ? [] : [p.cause])))
  const at = (path: string, message: string): Problem => ({ file: join(root, path), line: 1, column: 1, message })
  return [
    ...CAUSE_IDS.filter((id) => !written.has(id)).map((id) => at(`causes/${id}.yaml`, 'this cause is not written')),
    ...draft.causes
      .filter(({ id }) => !mended.has(id) && !mended.has(parentCause(id)))
      .map(({ id }) => at(`procedures/${id}`, 'this cause has no procedure')),
  ]
}
