// The JSON Schema of the published `knowledge.json`, made from the schemas that check the files, so that it can never say less than they do.

import { z } from 'zod'
import { cause } from './cause.ts'
import { checklist } from './checklist.ts'
import { client } from './client.ts'
import { condition } from './condition.ts'
import { folders } from './folder.ts'
import { letter } from './letter.ts'
import { messages } from './message.ts'
import { gives, points } from './pointer.ts'
import { filters, policies } from './policy.ts'
import { frontMatter } from './procedure.ts'
import { provider } from './provider.ts'
import { question } from './question.ts'
import { replies } from './reply.ts'
import { situation } from './situation.ts'
import { preparations, table } from './table.ts'
import { dated, localized } from './text.ts'
import { words } from './words.ts'

export type Json = { readonly [key: string]: unknown }
type Objects = Json & { readonly properties: Readonly<Record<string, Json>>; readonly required?: readonly string[] }

const TEXT = { type: 'string', minLength: 1 }
const VALUE = { type: ['string', 'number', 'boolean'] }
const CONDITION = { $ref: '#/$defs/condition' }

/** What authors write in a short form is compiled into a long one: these say the long one. */
const COMPILED = new Map<unknown, Json>([
  [condition, CONDITION],
  [gives, { type: 'object', additionalProperties: VALUE }],
  [points, { type: 'array', items: { $ref: '#/$defs/pointer' } }],
])

const DEFS: Json = {
  condition: {
    description: 'Holds when every fact named has one of the values; all, any and not nest. Before a value, >= and < compare.',
    ...closed({
      facts: { type: 'object', additionalProperties: { type: 'array', items: VALUE } },
      all: { type: 'array', items: CONDITION },
      any: { type: 'array', items: CONDITION },
      not: CONDITION,
    }),
  },
  pointer: {
    description: 'What a text points to, in words of weight.',
    ...closed({ cause: TEXT, weight: TEXT, when: CONDITION, says: jsonOf(localized) }, ['cause', 'weight']),
  },
  step: {
    description: 'A line of a procedure: an action, or a call of a task.',
    oneOf: [
      closed({ do: TEXT, see: TEXT, copy: { type: 'array', items: TEXT }, when: CONDITION, sure: { const: true } }, ['do']),
      closed({ task: TEXT, see: TEXT, when: CONDITION, sure: { const: true } }, ['task']),
    ],
  },
}

/** Key, what it is, and the shape of one of its things. */
const LISTS: readonly (readonly [string, string, () => Json])[] = [
  ['providers', 'Mail providers, one a file of knowledge/providers/.', () => withId(jsonOf(provider))],
  ['filters', 'Filters in front of mailboxes, by their MX names.', () => itemsOf(filters, 'filters')],
  [
    'folders',
    'What special folders (sent, drafts, junk, bin ...) are called, by language, provider and app.',
    () => itemsOf(folders, 'folders'),
  ],
  ['clients', 'Apps, programs and devices.', () => withId(jsonOf(client))],
  ['replies', 'Replies of servers, known by their shape.', () => withHead(itemsOf(replies, 'replies'))],
  ['messages', 'What apps show, language by language.', messageOf],
  ['words', 'Free words of people that state a fact; matched on folded text.', () => itemsOf(words, 'words')],
  ['causes', 'Causes of failures, with their evidence.', () => withId(jsonOf(cause))],
  ['questions', 'Questions that a person can answer.', () => withId(jsonOf(question))],
  ['procedures', 'Steps that mend a cause or do one thing in one app, in one language.', procedureOf],
  ['letters', 'Letters that a helpdesk can send.', () => withId(jsonOf(letter))],
  ['checklists', 'What is to be done with a mailbox on an occasion: templates of checklists.', () => withId(jsonOf(checklist))],
  ['policies', 'Dated changes at providers, past and coming.', () => itemsOf(policies, 'policies')],
  ['situations', 'Stories that must be judged right.', () => withId(jsonOf(situation))],
  ['ispdb', 'Imported: servers by domain; see tables.', () => rowOf(table)],
  ['preparation', 'Imported: what a domain needs before a sign-in; see tables.', () => rowOf(preparations)],
  ['tables', 'Whose the imported tables are, under which licence and of which revision.', tableHead],
]

/** Draft 2020-12. Unknown keys are refused: a new key of the format comes with a new schema. */
export function publishedSchema(): Json {
  const lists = LISTS.map(([key, description, item]) => [key, { description, type: 'array', items: item() }])
  const head = {
    $schema: { type: 'string' },
    format: { description: 'The shape of this file; it grows only when a key is taken away or changes its meaning.', const: 1 },
    asOf: { description: 'The day of the newest check.', type: 'string', format: 'date' },
  }
  const all = { ...head, ...Object.fromEntries(lists) } as Readonly<Record<string, Json>>
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Sésame: what mail providers, apps and servers need, dated and sourced',
    ...closed(all, Object.keys(all)),
    $defs: DEFS,
  }
}

function jsonOf(schema: z.ZodType): Objects {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const compiled = COMPILED.get(zodSchema)
      if (compiled === undefined) return
      for (const key of Object.keys(jsonSchema)) delete jsonSchema[key]
      Object.assign(jsonSchema, compiled)
    },
  })
  return json as unknown as Objects
}

function closed(properties: Readonly<Record<string, Json>>, required: readonly string[] = []): Objects {
  return { type: 'object', properties, required, additionalProperties: false }
}

function withId(json: Objects): Objects {
  return { ...json, properties: { id: TEXT, ...json.properties }, required: ['id', ...(json.required ?? [])] }
}

/** One thing of a file that holds a list of them. */
function itemsOf(schema: z.ZodType, list: string): Objects {
  return (jsonOf(schema).properties[list] as { readonly items: Objects }).items
}

/** In the compiled form every thing carries the head of its file. */
function withHead(json: Objects): Objects {
  const head = jsonOf(z.strictObject(dated)).properties
  return { ...json, properties: { ...json.properties, ...head }, required: [...new Set([...(json.required ?? []), 'checked', 'sources'])] }
}

function messageOf(): Objects {
  const json = withHead(itemsOf(messages, 'messages'))
  const texts = { type: 'array', minItems: 1, items: closed({ lang: TEXT, text: TEXT }, ['lang', 'text']) }
  const clients = { type: 'array', items: TEXT }
  return { ...json, properties: { ...json.properties, clients, texts }, required: [...(json.required ?? []), 'clients'] }
}

function procedureOf(): Objects {
  const head = withId(jsonOf(frontMatter))
  const texts = { type: 'array', items: TEXT }
  const body = {
    lang: { enum: ['fr', 'en'] },
    title: TEXT,
    why: TEXT,
    steps: { type: 'array', items: { $ref: '#/$defs/step' } },
    avoid: texts,
    otherwise: texts,
  }
  const required = [...(head.required ?? []), 'lang', 'title', 'steps', 'avoid', 'otherwise']
  return { ...head, properties: { ...head.properties, ...body }, required }
}

/** One row a domain, where the file packs domains that share their facts. */
function rowOf(schema: z.ZodType): Objects {
  const { domains: _, ...properties } = itemsOf(schema, 'providers').properties
  const required = (itemsOf(schema, 'providers').required ?? []).filter((key) => key !== 'domains')
  return { ...closed({ domain: TEXT, ...properties }, ['domain', ...required]) }
}

function tableHead(): Objects {
  const keys = ['id', 'source', 'licence', 'revision', 'imported']
  return closed(Object.fromEntries(keys.map((key) => [key, TEXT])), keys)
}
