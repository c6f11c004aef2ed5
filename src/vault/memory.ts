// A vault that forgets everything with its process: for the lab and for tests. Nothing of it touches the disk.

import { SesameError } from '../model/errors.ts'
import type { Kept } from './contents.ts'
import { dated } from './file-vault.ts'
import type { Vault } from './vault.ts'

export function memoryVault(): Vault {
  const kept = new Map<string, Kept>()
  const turns = new Map<string, Promise<unknown>>()
  let closed = false
  const all = () => {
    if (closed) throw new SesameError('vault-locked')
    return kept
  }
  const writeAll: Vault['writeAll'] = async (entries) => {
    for (const { entry, secret } of entries) all().set(entry.name, { entry: dated(entry, kept.get(entry.name)?.entry), secret })
  }
  return {
    file: '(memory)',
    format: 'sesame',
    list: async () => [...all().values()].map(({ entry }) => entry),
    read: async (name) => all().get(name) ?? null,
    write: (entry, secret) => writeAll([{ entry, secret }]),
    writeAll,
    delete: async (name) => all().delete(name),
    async alone(name, work) {
      const turn = (turns.get(name) ?? Promise.resolve()).then(work)
      turns.set(
        name,
        turn.catch(() => {}),
      )
      return turn
    },
    close() {
      closed = true
      kept.clear()
    },
  }
}
