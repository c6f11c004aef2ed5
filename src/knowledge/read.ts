// Reads a folder of knowledge: every file by the schema of its kind, into the shapes of the model, with all problems at once.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { z } from 'zod'
import type {
  Cause,
  ChecklistSpec,
  Client,
  Letter,
  PreparationRow,
  Provider,
  QuestionSpec,
  Situation,
  TableHead,
} from '../model/knowledge.ts'
import type { Lang } from '../model/lang.ts'
import { inherited } from './inherited.ts'
import { emptyKnowledge } from './knowledge.ts'
import { unpack } from './pack.ts'
import type { Problem } from './problem.ts'
import { readProcedure } from './procedure.ts'
import { cause } from './schema/cause.ts'
import { checklist } from './schema/checklist.ts'
import { client } from './schema/client.ts'
import { folders } from './schema/folder.ts'
import { letter } from './schema/letter.ts'
import { messages } from './schema/message.ts'
import { filters, policies } from './schema/policy.ts'
import { provider } from './schema/provider.ts'
import { question } from './schema/question.ts'
import { replies } from './schema/reply.ts'
import { situation } from './schema/situation.ts'
import { preparations, table } from './schema/table.ts'
import { words } from './schema/words.ts'
import { readYaml, type YamlSource } from './yaml-source.ts'
import { zodProblems } from './zod-problems.ts'

export type Draft = ReturnType<typeof emptyKnowledge>

/** A file as it stands, for checks across files. */
export interface ReadFile {
  /** `providers/icloud.yaml`. */
  readonly path: string
  readonly source: YamlSource
}

export interface Reading {
  readonly draft: Draft
  readonly problems: Problem[]
  readonly files: ReadFile[]
  readonly calls: { readonly task: string; readonly file: string; readonly line: number; readonly column: number }[]
}

/** Kinds whose every file is one thing named after the file. */
const ONE_EACH: readonly { readonly folder: string; readonly schema: z.ZodType; readonly put: (d: Draft, thing: never) => unknown }[] = [
  { folder: 'providers', schema: provider, put: (d, x: Provider) => d.providers.push(x) },
  { folder: 'clients', schema: client, put: (d, x: Client) => d.clients.push(x) },
  { folder: 'causes', schema: cause, put: (d, x: Cause) => d.causes.push(x) },
  { folder: 'questions', schema: question, put: (d, x: QuestionSpec) => d.questions.push(x) },
  { folder: 'letters', schema: letter, put: (d, x: Letter) => d.letters.push(x) },
  { folder: 'checklists', schema: checklist, put: (d, x: ChecklistSpec) => d.checklists.push(x) },
  { folder: 'situations', schema: situation, put: (d, x: Situation) => d.situations.push(x) },
]

/** Must never throw because of what a file says; a missing folder is an empty one. */
export function readKnowledge(root: string): Reading {
  const reading: Reading = { draft: emptyKnowledge(), problems: [], files: [], calls: [] }
  const { draft } = reading
  for (const { folder, schema, put } of ONE_EACH)
    for (const path of filesOf(root, folder, '.yaml')) {
      const data = readOne(reading, root, path, schema)
      if (data !== undefined) put(draft, { id: path.slice(folder.length + 1, -5), ...(data as object) } as never)
    }
  for (const path of filesOf(root, 'replies', '.yaml')) {
    const file = readOne(reading, root, path, replies)
    if (file) draft.replies.push(...file.replies.map((reply) => ({ ...headOf(file), ...reply })))
  }
  for (const path of filesOf(root, 'messages', '.yaml')) {
    const file = readOne(reading, root, path, messages)
    if (file) draft.messages.push(...file.messages.map((message) => ({ clients: file.clients, ...headOf(file), ...message })))
  }
  for (const path of filesOf(root, 'words', '.yaml')) draft.words.push(...(readOne(reading, root, path, words)?.words ?? []))
  for (const path of filesOf(root, '.', '.yaml').filter((name) => !name.includes('/'))) {
    if (path === 'policies.yaml') draft.policies.push(...(readOne(reading, root, path, policies)?.policies ?? []))
    else if (path === 'filters.yaml') draft.filters.push(...(readOne(reading, root, path, filters)?.filters ?? []))
    else if (path === 'folders.yaml') draft.folders.push(...(readOne(reading, root, path, folders)?.folders ?? []))
    else reading.problems.push({ file: join(root, path), line: 1, column: 1, message: 'no kind of knowledge is kept here' })
  }
  for (const path of filesOf(root, 'tables', '.json')) readTable(reading, root, path)
  for (const folder of ['procedures', 'tasks']) for (const path of filesOf(root, folder, '.md')) readMarkdown(reading, root, folder, path)
  draft.clients = inherited(draft.clients)
  draft.asOf = newest(draft)
  return reading
}

function readOne<T extends z.ZodType>(reading: Reading, root: string, path: string, schema: T): z.output<T> | undefined {
  const file = join(root, path)
  const source = readYaml(file, readFileSync(file, 'utf8'))
  if (source.syntax.length > 0) {
    reading.problems.push(...source.syntax)
    return undefined
  }
  reading.files.push({ path, source })
  const parsed = schema.safeParse(source.data)
  if (parsed.success) return parsed.data
  reading.problems.push(...zodProblems(source, parsed.error))
  return undefined
}

/** An imported table by the name of its file; its head goes wherever the table is shown. */
function readTable(reading: Reading, root: string, path: string): void {
  const { draft } = reading
  const note = (id: TableHead['id'], { source, licence, revision, imported }: Omit<TableHead, 'id'>) =>
    draft.tables.push({ id, source, licence, revision, imported })
  if (path === 'tables/ispdb.json') {
    const file = readOne(reading, root, path, table)
    if (file === undefined) return
    note('ispdb', file)
    draft.ispdb.push(...unpack(file.providers))
  } else if (path === 'tables/preparation.json') {
    const file = readOne(reading, root, path, preparations)
    if (file === undefined) return
    note('preparation', file)
    draft.preparation.push(...(unpack(file.providers) as PreparationRow[]))
  } else reading.problems.push({ file: join(root, path), line: 1, column: 1, message: 'no table is kept under this name' })
}

function readMarkdown(reading: Reading, root: string, folder: string, path: string): void {
  const file = join(root, path)
  const name = /^(.+)\/([a-z0-9-]+)\.(en|fr)\.md$/.exec(path.slice(folder.length + 1))
  if (name === null) {
    const shape = `${folder}/${folder === 'tasks' ? 'TASK' : 'CAUSE'}/VARIANT.en.md`
    reading.problems.push({ file, line: 1, column: 1, message: `is called ${shape} or .fr.md, the variant in lower case and dashes` })
    return
  }
  const [, owner, variant, lang] = name
  const read = readProcedure(file, readFileSync(file, 'utf8'), `${owner}/${variant}`, lang as Lang)
  reading.problems.push(...read.problems)
  reading.calls.push(...read.calls.map((call) => ({ ...call, file })))
  if (read.head) reading.files.push({ path, source: read.head })
  if (read.procedure === undefined) return
  const { cause: ofCause, task } = read.procedure
  const wanted = folder === 'tasks' ? task : ofCause
  if (wanted !== owner) {
    const place = read.head!.at([folder === 'tasks' ? 'task' : 'cause'])
    reading.problems.push({ file, ...place, message: `this file lies in ${folder}/${owner}, so it is about ${owner}` })
  } else reading.draft.procedures.push(read.procedure)
}

/** Paths below `root`, with forward slashes, sorted, so that the compiled knowledge never depends on the disk. */
function filesOf(root: string, folder: string, ending: string): readonly string[] {
  const start = join(root, folder)
  if (!existsSync(start)) return []
  return readdirSync(start, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(sep).join('/'))
    .filter((name) => name.endsWith(ending) && !name.split('/').some((part) => part.startsWith('.')))
    .map((name) => (folder === '.' ? name : `${folder}/${name}`))
    .sort()
}

function headOf(file: { checked: string; sources: string[]; unverified?: string[] | undefined }) {
  return { checked: file.checked, sources: file.sources, ...(file.unverified ? { unverified: file.unverified } : {}) }
}

function newest(draft: Draft): string {
  const lists = [draft.providers, draft.clients, draft.replies, draft.messages, draft.causes, draft.procedures, draft.letters]
  return lists.flat().reduce((day, thing) => (thing.checked > day ? thing.checked : day), '')
}
