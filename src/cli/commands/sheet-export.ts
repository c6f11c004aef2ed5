// `sesame sheet export`: sheets as YAML, Markdown or a page to print; on standard output, or into a private file.

import { EXIT, SesameError } from '../../model/errors.ts'
import { exportSheets, saveTextPrivately } from '../../sesame.ts'
import { recordsRequest } from '../records-request.ts'
import { type CommandRun, stringOption } from '../spec.ts'
import { harmless } from '../terminal.ts'

const BY_ENDING: Readonly<Record<string, 'yaml' | 'markdown' | 'html'>> = {
  yaml: 'yaml',
  yml: 'yaml',
  md: 'markdown',
  html: 'html',
  htm: 'html',
}

export const run: CommandRun = async ({ args, options, text, json, out, err, lang }) => {
  const file = stringOption(options, 'to')
  const ending = BY_ENDING[file?.split('.').at(-1)?.toLowerCase() ?? '']
  const format = (stringOption(options, 'format') ?? ending ?? 'yaml') as 'yaml' | 'markdown' | 'html'
  const { text: written, sheets } = await exportSheets({
    ...recordsRequest({ options }),
    names: args,
    search: stringOption(options, 'search'),
    format,
    lang,
  })
  if (sheets === 0) throw new SesameError('nothing-found', { text: stringOption(options, 'search') ?? '*', near: '', list: 'sheet list' })
  if (file === undefined) out.write(out.interactive ? harmless(written) : written)
  else {
    await saveTextPrivately(file, written)
    if (json) out.write(`${JSON.stringify({ file, format, sheets })}\n`)
    else err.line(text.records.transfer.exported(sheets, file))
  }
  return EXIT.works
}
