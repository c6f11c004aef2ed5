// `sesame vault status`: where it is, what opens it, whether it is open now, how old its backup is. Nobody is asked.

import { EXIT } from '../../model/errors.ts'
import { vaultStatus } from '../../sesame.ts'
import { field } from '../render/fields.ts'
import type { CommandRun } from '../spec.ts'
import { vaultPlaceOf } from '../vault-place.ts'

export const run: CommandRun = async (invocation) => {
  const { text, json, out, err } = invocation
  const { trouble, ...status } = await vaultStatus(vaultPlaceOf(invocation))
  const said = trouble && text.error(trouble.code, trouble.args)
  const exit = trouble === null ? EXIT.works : EXIT.fault
  if (json) {
    out.write(`${JSON.stringify({ ...status, exit, trouble: said && { code: trouble.code, ...said } })}\n`)
    return exit
  }
  const words = text.vault.status
  const now = status.until !== null && status.open ? words.until(status.until) : status.open ? words.open : words.locked
  field(out, text, words.file, status.file)
  field(out, text, words.format, words.formats[status.format])
  field(out, text, words.opens, status.opens.map((way) => words.ways[way]).join(words.and))
  field(out, text, words.now, now)
  field(out, text, words.entries, status.entries ?? undefined)
  field(out, text, words.backup, status.backup === null ? words.noBackup : words.backupAt(status.backup))
  if (said) {
    err.line()
    err.line(err.style('yellow', said.what))
    err.line(`${text.nextLabel} ${said.next}`)
  }
  return exit
}
