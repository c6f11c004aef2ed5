// `sesame vault list`: names, sorts, titles and dates of what the vault keeps; never a value, nor a note, which may hide one.

import { EXIT } from '../../model/errors.ts'
import { openVault } from '../../sesame.ts'
import { renderTable } from '../render/table.ts'
import type { CommandRun } from '../spec.ts'
import { vaultPlaceOf } from '../vault-place.ts'

export const run: CommandRun = async (invocation) => {
  const { text, json, out, err } = invocation
  const vault = await openVault(vaultPlaceOf(invocation))
  try {
    const entries = [...(await vault.list())].sort((a, b) => a.name.localeCompare(b.name, text.locale))
    if (json) {
      const shown = entries.map(({ note, ...entry }) => entry)
      out.write(`${JSON.stringify({ file: vault.file, format: vault.format, entries: shown })}\n`)
      return EXIT.works
    }
    const { column, sort } = text.vault
    const due = entries.some((entry) => entry.due !== undefined)
    if (entries.length === 0) out.line(text.vault.empty)
    else
      renderTable(
        out,
        [
          { title: column.name },
          { title: column.title, shrinksTo: 8 },
          { title: column.sort },
          { title: column.changed },
          ...(due ? [{ title: column.due }] : []),
        ],
        entries.map((entry) => [
          entry.name,
          entry.title === entry.name ? '' : entry.title,
          sort[entry.sort],
          entry.changed.slice(0, 10),
          ...(due ? [entry.due ?? ''] : []),
        ]),
      )
    if (entries.length > 0) {
      err.line()
      err.line(text.vault.count(entries.length))
    }
    return EXIT.works
  } finally {
    vault.close()
  }
}
