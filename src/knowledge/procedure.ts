// Reads a procedure or task (Markdown with YAML front matter) into steps. The Markdown allowed is small: numbered steps, lists, `values`, **labels**.

import { lexer, type Token, type Tokens } from 'marked'
import type { Procedure, ProcedureStep } from '../model/knowledge.ts'
import type { Lang } from '../model/lang.ts'
import type { Problem } from './problem.ts'
import { unknownHoles } from './schema/holes.ts'
import { frontMatter } from './schema/procedure.ts'
import { readStep, StepFault } from './step.ts'
import { readYaml, type YamlSource } from './yaml-source.ts'
import { zodProblems } from './zod-problems.ts'

/** Headings of the last two sections. They are never shown, so a translated file may keep the English ones. */
const SECTIONS: Readonly<Record<string, 'avoid' | 'otherwise'>> = {
  Avoid: 'avoid',
  'À éviter': 'avoid',
  'If it still fails': 'otherwise',
  'Si cela ne suffit pas': 'otherwise',
}

export interface ProcedureFile {
  readonly procedure?: Procedure
  readonly head?: YamlSource
  readonly problems: readonly Problem[]
  /** Where each task is called, for the check that it exists. */
  readonly calls: readonly { readonly task: string; readonly line: number; readonly column: number }[]
}

/** `id` is the path without language: `auth.wrong_password/general`. Must never throw, whatever the text. */
export function readProcedure(file: string, text: string, id: string, lang: Lang): ProcedureFile {
  const source = text.replace(/\r\n?/g, '\n')
  const front = /^---\n([\s\S]*?\n)---\n/.exec(source)
  if (front === null)
    return { problems: [{ file, line: 1, column: 1, message: 'begins with "---", its front matter and "---"' }], calls: [] }
  const head = readYaml(file, front[1]!, 1)
  if (head.syntax.length > 0) return { head, problems: head.syntax, calls: [] }
  const parsed = frontMatter.safeParse(head.data)
  const body = readBody(source.slice(front[0].length))
  const place = placer(source, front[0].length)
  const problems = [
    ...(parsed.success ? [] : zodProblems(head, parsed.error)),
    ...body.faults.map((fault) => ({ file, ...place(fault.offset), message: fault.message })),
  ]
  const calls = body.calls.map((call) => ({ task: call.task, ...place(call.offset) }))
  if (!parsed.success || problems.length > 0) return { head, problems, calls }
  const { title, why, steps, avoid, otherwise } = body
  return {
    head,
    problems,
    calls,
    procedure: { id, lang, ...parsed.data, title, ...(why ? { why } : {}), steps, avoid, otherwise } as Procedure,
  }
}

function placer(text: string, start: number): (offset: number) => { line: number; column: number } {
  return (offset) => {
    const before = text.slice(0, start + offset).split('\n')
    return { line: before.length, column: before.at(-1)!.length + 1 }
  }
}

interface Body {
  title: string
  why: string
  readonly steps: ProcedureStep[]
  avoid: readonly string[]
  otherwise: readonly string[]
  readonly calls: { task: string; offset: number }[]
  readonly faults: { offset: number; message: string }[]
}

function readBody(text: string): Body {
  const body: Body = { title: '', why: '', steps: [], avoid: [], otherwise: [], calls: [], faults: [] }
  let section: 'steps' | 'avoid' | 'otherwise' = 'steps'
  let offset = 0
  for (const token of lexer(text)) {
    const fault = (message: string, at = offset) => body.faults.push({ offset: at, message })
    if (token.type === 'heading' && token.depth === 1) {
      if (body.title !== '') fault('a second title: one file, one thing')
      body.title = plain(token.tokens ?? [], fault)
    } else if (token.type === 'heading') {
      const found = SECTIONS[token.text]
      if (found === undefined) fault(`the sections are ${Object.keys(SECTIONS).join(', ')}`)
      section = found ?? 'avoid'
    } else if (token.type === 'paragraph') {
      if (section !== 'steps' || body.steps.length > 0) fault('text between the steps: make it a step, a ">" line or a list item')
      else body.why = [body.why, plain(token.tokens ?? [], fault)].filter(Boolean).join(' ')
    } else if (token.type === 'list') readList(token as Tokens.List, section, offset, body)
    else if (token.type !== 'space') fault(`${token.type}: only a title, a paragraph, numbered steps and the two last sections belong here`)
    offset += token.raw.length
  }
  for (const hole of unknownHoles(`${body.title} ${body.why}`)) body.faults.push({ offset: 0, message: `unknown hole {${hole}}` })
  if (body.title === '') body.faults.push({ offset: 0, message: 'no title: "# What this does"' })
  if (body.steps.length === 0 && body.faults.length === 0) body.faults.push({ offset: 0, message: 'no numbered steps' })
  return body
}

function readList(list: Tokens.List, section: 'steps' | 'avoid' | 'otherwise', start: number, body: Body): void {
  if (list.ordered !== (section === 'steps')) {
    body.faults.push({
      offset: start,
      message: section === 'steps' ? 'steps are numbered: "1. ..."' : 'this section is a list of "- ..." lines',
    })
    return
  }
  let offset = start
  for (const item of list.items) {
    const here = offset
    const fault = (message: string) => body.faults.push({ offset: here, message })
    offset += item.raw.length
    const see = item.tokens.filter((t) => t.type === 'blockquote').map((t) => plain((t as Tokens.Blockquote).tokens, fault))
    const say = item.tokens.filter((t) => t.type !== 'blockquote' && t.type !== 'space')
    if (say.length !== 1) fault('a step is one line, with ">" lines below it')
    const text = plain(say, fault)
    if (section !== 'steps') {
      for (const hole of unknownHoles(text)) fault(`unknown hole {${hole}}`)
      body[section] = [...body[section], text]
      continue
    }
    try {
      const step = readStep(text, see.join(' '))
      body.steps.push(step)
      if ('task' in step) body.calls.push({ task: step.task, offset: here })
    } catch (e) {
      if (!(e instanceof StepFault)) throw e
      fault(e.message)
    }
  }
}

/** The text of inline tokens with `code` and **bold** left as they are, and everything else refused. */
function plain(tokens: readonly Token[], fault: (message: string) => void): string {
  return tokens
    .map((token): string => {
      if (token.type === 'codespan') return `\`${token.text}\``
      if (token.type === 'strong') return `**${plain(token.tokens ?? [], fault)}**`
      if (token.type === 'br') return ' '
      if (token.type === 'escape') return token.text
      // A bare address is read as a link whose text is itself; a named link would hide where it leads.
      if (token.type === 'link' && token.text === token.raw) return token.text
      if (token.type === 'text' || token.type === 'paragraph')
        return 'tokens' in token && token.tokens ? plain(token.tokens, fault) : token.text
      if (token.type === 'space') return ' '
      fault(`${token.type} cannot be shown everywhere: plain text, \`values\` and **labels** only`)
      return token.raw
    })
    .join('')
    .replace(/[ \t\n]+/g, ' ')
    .trim()
}
