// `sesame sheet edit`: fields as `field=value`, or the whole sheet in one's own editor, with the line of each fault.

import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EXIT, SesameError } from '../../model/errors.ts'
import { editSheet, type SheetView, saveEdited, sheetAsText, sheetFromText, showSheet } from '../../sesame.ts'
import { recordsRequest } from '../records-request.ts'
import { renderSheet } from '../render/sheet.ts'
import type { CommandRun, Invocation } from '../spec.ts'

export const run: CommandRun = async (invocation) => {
  const { args, text, json, out, err } = invocation
  const [name = '', ...edits] = args
  const request = recordsRequest(invocation)
  const before = await showSheet({ ...request, name })
  const view = edits.length > 0 ? await editSheet({ ...request, name, edits }) : await inEditor(invocation, before)
  if (json) out.write(`${JSON.stringify(view)}\n`)
  else {
    const { changed, unchanged } = text.records
    err.line(
      view.version === before.version ? unchanged(view.sheet.address) : out.style('green', changed(view.sheet.address, view.version)),
    )
    await renderSheet(out, text, view)
  }
  return EXIT.works
}

/** What is wrong is written above the text as comments, and the editor opens again; an emptied file, or one saved as it was, changes nothing. */
async function inEditor(invocation: Invocation, before: SheetView): Promise<SheetView> {
  const { text, options, err } = invocation
  const editor = process.env.VISUAL || process.env.EDITOR
  if (!editor) throw new SesameError('option-invalid', { option: 'EDITOR', value: '', allowed: 'sesame sheet edit ADDRESS field=value' })
  const folder = await mkdtemp(join(tmpdir(), 'sesame-sheet-'))
  const file = join(folder, 'sheet.yaml')
  try {
    let draft = await sheetAsText(before)
    for (;;) {
      await writeFile(file, draft, { mode: 0o600 })
      await edit(editor, file)
      const written = withoutFaults(await readFile(file, 'utf8'))
      if (written.trim() === '' || (written === withoutFaults(draft) && draft === written)) return before
      const read = await sheetFromText(written, before.sheet)
      if (read.ok) return await saveEdited({ ...recordsRequest({ options }), base: before, mine: read.sheet })
      // Saved again without a change: nobody is there to mend it.
      const again = draft.startsWith(FAULT) && written === withoutFaults(draft)
      const { faults, couldBe } = text.records
      const lines = read.faults.slice(0, 12).map(({ path, why, allowed, line, syntax }) => {
        const said = syntax ?? `${faults[why]}${allowed === undefined ? '' : ` (${couldBe(allowed.slice(0, 200))})`}`
        return { line, said: [path.join('.'), said].filter(Boolean).join(': ') }
      })
      if (again || lines.length === 0) {
        const { line, said } = lines[0] ?? { line: 1, said: '' }
        throw new SesameError('record-file', { file: 'sheet.yaml', line, why: said })
      }
      for (const { line, said } of lines) err.line(`sheet.yaml:${line}: ${said}`)
      draft = `${lines.map(({ line, said }) => `${FAULT}${line + lines.length}: ${said}\n`).join('')}${written}`
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const FAULT = '#! '
const withoutFaults = (text: string): string => text.replace(/^(#! .*\r?\n)+/, '')

/** The value may hold options (`code --wait`); it is run by the shell, as git does. */
function edit(editor: string, file: string): Promise<void> {
  const child =
    process.platform === 'win32'
      ? spawn(`${editor} "${file}"`, { stdio: 'inherit', shell: true })
      : spawn('sh', ['-c', `${editor} "$1"`, 'sh', file], { stdio: 'inherit' })
  return new Promise((resolve, reject) => {
    const failed = (why: string) =>
      reject(new SesameError('option-invalid', { option: 'EDITOR', value: editor.slice(0, 60), allowed: why }))
    child.on('error', (error) => failed(error.message))
    child.on('close', (code) => (code === 0 ? resolve() : failed(`exit ${code}`)))
  })
}
