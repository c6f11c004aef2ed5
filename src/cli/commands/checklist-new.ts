// `sesame checklist new`: a list from a template, or from one's own file, with an owner and a day.

import { readFile } from 'node:fs/promises'
import { EXIT, SesameError } from '../../model/errors.ts'
import { checklistTemplates, newChecklist, ownTemplate } from '../../sesame.ts'
import { nearest } from '../nearest.ts'
import { recordsRequest } from '../records-request.ts'
import { renderChecklist } from '../render/checklist.ts'
import { type CommandRun, stringOption } from '../spec.ts'

export const run: CommandRun = async ({ args, options, text, json, out, err, lang }) => {
  const file = stringOption(options, 'file')
  const [id] = args
  if (file === undefined && id === undefined)
    throw new SesameError('option-invalid', { option: 'TEMPLATE', value: '', allowed: (await templateIds()).join(', ') })
  const template = file === undefined ? (id as string) : await ownTemplate(file, await readText(file), lang)
  const list = await newChecklist({
    ...{ ...recordsRequest({ options }), template, lang, about: stringOption(options, 'about') },
    ...{ owner: stringOption(options, 'owner'), due: stringOption(options, 'due') },
  }).catch(async (error: unknown) => {
    if (!(error instanceof SesameError) || error.code !== 'template-unknown') throw error
    throw new SesameError(error.code, { ...error.args, near: nearest(String(error.args.name), await templateIds()) })
  })
  if (json) out.write(`${JSON.stringify(list)}\n`)
  else {
    err.line(out.style('green', text.records.checklist.made(list.checklist.id, list.checklist.items.length)))
    renderChecklist(out, text, list)
  }
  return EXIT.works
}

const templateIds = async () => (await checklistTemplates()).map((one) => one.id)

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new SesameError('file-unreadable', { file, why: (error as NodeJS.ErrnoException).code ?? 'unknown' })
  }
}
